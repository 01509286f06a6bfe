"""Articles read for what they name: from the text itself, or from the mentions that were kept of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone.book import names_now
from jembatan.chain.coverage.tone.keywords import find_words, weigh
from jembatan.chain.coverage.tone.matching import Named, find_named
from jembatan.chain.coverage.tone.models import Mention
from jembatan.chain.coverage.tone.weighing import Judged, judge, passages, sentences


def day_of(article: Article) -> date:
    """The day on which offices and names count for an article: its own, in its unit's zone."""
    unit = article.added_by_unit
    zone = unit.zone if unit is not None else ZoneInfo(settings.TIME_ZONE)
    return (article.published_at or article.created_at).astimezone(zone).date()


def read_article(article: Article) -> tuple[list[Named], list[Judged]]:
    """Who an article names, by the names as of now, and the rule's judgement of each institution."""
    named = find_named(names_now(), article.title, article.text, day_of(article))
    return named, judge(article.title, article.text, named)


def as_named(mentions: Iterable[Mention]) -> list[Named]:
    """Kept mentions as the rule reads them."""
    return [
        Named(
            kind=mention.kind,
            id=mention.person_id or mention.unit_id or mention.institution_id,
            institution_id=mention.institution_id,
            way=mention.way,
            in_title=mention.in_title,
            spans=[(start, end) for start, end in mention.spans],
        )
        for mention in mentions
    ]


def judged_of(article: Article, institution_id: UUID, mentions: Iterable[Mention]) -> Judged:
    """The rule's judgement of one institution; where the article does not name it, of the article as a whole."""
    for judged in judge(article.title, article.text, as_named(mentions)):
        if judged.institution_id == institution_id:
            return judged
    said = f"{article.title}\n{article.text}"
    lean = weigh(find_words(said)).tone
    return Judged(institution_id, "", needs_review=True, lean=lean, evidence=(), said=said, is_loose=True)


def about(article: Article, institution_id: UUID, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The places of the sentences about one institution."""
    rows = list(mentions)
    own = [(start, end) for row in rows if row.institution_id == institution_id for start, end in row.spans]
    others = [(start, end) for row in rows if row.institution_id != institution_id for start, end in row.spans]
    return passages(article.text, sentences(article.text), own, others)
