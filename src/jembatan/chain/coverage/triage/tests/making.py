"""Making articles and desk items for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from jembatan.chain.coverage.models import Article, Story
from jembatan.chain.coverage.triage.models import DeskItem
from jembatan.chain.coverage.triage.placing import facts_of
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.units.models import Unit

NOON = datetime(2026, 5, 4, 4, tzinfo=UTC)


def an_article(unit: Unit, title: str = "Berita uji", *, minutes: int = 0, **more: Any) -> Article:
    """A traced article of the network, in a story of its own unless `story` is given."""
    values: dict[str, Any] = {
        "canonical_key": f"uji:{new_id()}",
        "title": title,
        "text": f"{title}. Teks berita yang cukup panjang untuk dibaca orang.",
        "state": Article.State.TRACED,
        "published_at": NOON + timedelta(minutes=minutes),
        "published_time_is_known": True,
        "added_by_unit": unit,
    }
    return Article.objects.create(**{**values, **more})


def a_story(*articles: Article) -> Story:
    """These articles as one story; the first given is the first to print it."""
    story = Story.objects.create(first_article=articles[0], last_printed_at=NOON, size=len(articles))
    for article in articles:
        article.story = story
        article.save(update_fields=["story"])
    return story


def an_item(unit: Unit, article: Article | None = None, **more: Any) -> DeskItem:
    """An article on the desk of `unit`."""
    article = article or an_article(unit)
    return DeskItem.objects.create(unit=unit, article=article, **{**facts_of(article), **more})
