"""What goes into a clipping: the desk's items of its time, each with story, tone, origin, picture.

Read by the system for one unit: only that unit's own published releases and its own desk are told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from jembatan.chain.coverage.clippings.composing import Cover, Found, Measure, ReleaseUse
from jembatan.chain.coverage.clippings.desk import DeskArticle, articles_between, picture_of
from jembatan.chain.coverage.clippings.models import Clipping, Entry
from jembatan.chain.coverage.clippings.pictures import MOST
from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.coverage.tone.models import Mention
from jembatan.chain.coverage.tone.queries import ToneView, measured, tones_of
from jembatan.chain.releases.models import Version
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer, system_viewer

#: An article may reach the desk, or be accepted there, long after it was printed: so much is looked at again, and what
#: an earlier clipping has told is left out.
Row = TypeVar("Row", Match, Mention)

OVERLAP = timedelta(days=2)
TOLD_STATES = (Version.State.PUBLISHED, Version.State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles of a clipping, the paths of their pictures by name, and how far the tone can be trusted."""

    cover: Cover
    found: Sequence[Found]
    pictures: Mapping[str, Path]
    measure: Measure | None


def gather(clipping: Clipping) -> Gathered:
    """All that `clipping` (its unit and government at hand) is made of, as it stands now."""
    unit = clipping.unit
    viewer = system_viewer("worker", unit.pk)
    items = _items(clipping)
    articles = [item.article for item in items]
    tones = tones_of(viewer, articles, unit)
    mentions = _by_article(visible(Mention, viewer).filter(article__in=articles).select_related("institution"))
    matches = _by_article(_matches(viewer, unit.pk, articles))
    pictures = _pictures(viewer, items)
    found = [
        _found(item, tones.get(item.article.pk), mentions[item.article.pk], matches[item.article.pk], pictures)
        for item in items
    ]
    measure = measured(unit)
    return Gathered(
        cover=Cover(
            unit=unit.name_on(clipping.day),
            government=unit.government.name,
            zone=unit.government.zone_name,
            day=clipping.day,
            starts_at=clipping.starts_at,
            ends_at=clipping.ends_at,
        ),
        found=found,
        pictures=pictures,
        measure=Measure(measure.macro_f1, measure.low, measure.high, measure.items, measure.by, measure.kappa),
    )


def _items(clipping: Clipping) -> list[DeskArticle]:
    """The desk's items of the clipping's time; of a scheduled one, without what another scheduled one has told."""
    start = clipping.starts_at
    told: set[UUID] = set()
    if clipping.is_scheduled:
        earlier = Entry.objects.filter(
            making__clipping__unit=clipping.unit_id,
            making__clipping__is_scheduled=True,
            making__clipping__due_at__gte=clipping.starts_at - OVERLAP,
        ).exclude(making__clipping=clipping.pk)
        told = set(earlier.values_list("article_id", flat=True))
        start = start - OVERLAP if _has_earlier(clipping) else start
    items = articles_between(clipping.unit, start, clipping.ends_at, include_new=clipping.with_untriaged)
    return [item for item in items if item.article.pk not in told]


def _has_earlier(clipping: Clipping) -> bool:
    rows = Clipping.objects.filter(unit=clipping.unit_id, is_scheduled=True, due_at__lt=clipping.due_at)
    return rows.filter(makings__isnull=False).exists()


def _matches(viewer: Viewer, unit_id: UUID, articles: Sequence[Article]) -> Iterable[Match]:
    """Matches with the unit's own releases that the public may read; of each release the best."""
    rows = visible(Match, viewer).filter(article__in=articles, version__release__unit=unit_id)
    return rows.filter(version__state__in=TOLD_STATES).select_related("version__release").order_by("-score")


def _by_article(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    gathered: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        gathered[row.article_id].append(row)
    return gathered


def _pictures(viewer: Viewer, items: Sequence[DeskArticle]) -> dict[str, Path]:
    """Name -> path, for at most `MOST` articles, accepted ones first."""
    pictures: dict[str, Path] = {}
    for item in sorted(items, key=lambda item: item.is_new):
        if len(pictures) == MOST:
            break
        path = picture_of(viewer, item.article)
        if path is not None:
            pictures[picture_name(item.article.pk)] = path
    return pictures


def picture_name(article_id: UUID) -> str:
    """The name under which an article's picture is handed to the papers."""
    return f"{article_id.hex}.jpg"


def _found(
    item: DeskArticle,
    tone: ToneView | None,
    mentions: Sequence[Mention],
    matches: Sequence[Match],
    pictures: Mapping[str, Path],
) -> Found:
    article = item.article
    weighed = tone is not None and not tone.needs_review and tone.tone
    own = [tuple(span) for mention in mentions if mention.institution_id == item.unit_id for span in mention.spans]
    heard = [(int(str(one["start"])), int(str(one["end"]))) for one in tone.evidence] if tone else []
    return Found(
        key=str(article.pk),
        title=article.title,
        text=article.text,
        outlet=article.outlet.name if article.outlet else _host(article.address),
        address=article.address,
        published_at=article.published_at,
        time_is_known=article.published_time_is_known,
        story=str(item.story_id or ""),
        tone=str(weighed) if weighed else "review",
        tone_by=tone.by if tone and weighed else "",
        units=_units(item.unit_id, mentions),
        releases=_uses(matches),
        spans=tuple((first, last) for first, last in (heard or own)),
        is_paid=item.is_paid,
        is_new=item.is_new,
        picture=picture_name(article.pk) if picture_name(article.pk) in pictures else "",
    )


def _units(own_id: UUID, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The institutions named, the clipping's own unit first, then in the order of their first place in the text."""
    ordered = sorted(
        mentions,
        key=lambda one: (one.institution_id != own_id, min((span[0] for span in one.spans), default=0), one.name),
    )
    return tuple(dict.fromkeys(one.institution.short_name for one in ordered))


def _uses(matches: Sequence[Match]) -> tuple[ReleaseUse, ...]:
    best: dict[UUID, ReleaseUse] = {}
    for match in matches:
        release = match.version.release
        best.setdefault(release.pk, ReleaseUse(release.number or "", match.version.title, match.article_share))
    return tuple(best.values())


def _host(address: str) -> str:
    return address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.") or "–"
