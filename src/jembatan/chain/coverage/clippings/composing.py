"""What is in a clipping: stories, tones, figures, out of the articles that were found. Pure: no database, no files.

The answer is JSON and is kept as it is; the papers and the letters are drawn from it alone. Paid articles are told and
counted apart: no figure is made of both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from jembatan.chain.coverage.clippings.excerpts import excerpt

#: In the order in which a reader wants them: what may need an answer first.
TONES: Final = ("negative", "review", "neutral", "positive")
HEADLINES: Final = 5
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReleaseUse:
    """The article was made from a release; `share` of the article (0 to 1) is the release's words."""

    number: str
    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """An article, with what the desk knows of it. `tone` is one of TONES, for the unit of the clipping.

    `spans` are places of `text` that the excerpt should show. `units`: the institutions named, the main one first.
    `picture`: the name under which its picture is handed to the papers; empty for none.
    """

    key: str
    title: str
    text: str
    outlet: str
    address: str
    published_at: datetime | None
    time_is_known: bool = True
    story: str = ""
    tone: str = "review"
    tone_by: str = ""
    units: tuple[str, ...] = ()
    releases: tuple[ReleaseUse, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    is_paid: bool = False
    is_new: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the head: whose clipping, of which day, covering which time."""

    unit: str
    government: str
    zone: str
    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """How far the tone can be trusted: macro-F1 with its interval, over `labels` weighed by people. By rule or model."""

    macro_f1: float
    low: float
    high: float
    labels: int
    by: str
    kappa: float | None = None


def compose(cover: Cover, found: Sequence[Found], measure: Measure | None) -> dict[str, Any]:
    """The content of a clipping. The same input in any order gives the same content."""
    earned, paid = [one for one in found if not one.is_paid], [one for one in found if one.is_paid]
    return {
        "unit": cover.unit,
        "government": cover.government,
        "zone": cover.zone,
        "day": cover.day.isoformat(),
        "starts_at": cover.starts_at.isoformat(),
        "ends_at": cover.ends_at.isoformat(),
        "stories": _stories(earned),
        "paid": _stories(paid),
        "headlines": min(HEADLINES, len({_story_key(one) for one in earned})),
        "figures": figures(earned),
        "paid_figures": figures(paid),
        "measure": asdict(measure) if measure else None,
    }


def figures(found: Sequence[Found]) -> dict[str, Any]:
    """Counts over `found`, which is all earned or all paid.

    `outlets`: [name, articles, and articles by each of TONES], the most first. `releases`: [number, title, articles].
    """
    by_outlet: dict[str, Counter[str]] = defaultdict(Counter)
    by_release: Counter[tuple[str, str]] = Counter()
    for one in found:
        by_outlet[one.outlet][one.tone] += 1
        by_release.update({(use.number, use.title) for use in one.releases})
    outlets = sorted(by_outlet.items(), key=lambda pair: (-pair[1].total(), pair[0].casefold()))
    releases = sorted(by_release.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "articles": len(found),
        "stories": len({_story_key(one) for one in found}),
        "untriaged": sum(one.is_new for one in found),
        "tones": {tone: sum(one.tone == tone for one in found) for tone in TONES},
        "outlets": [[name, counts.total(), *(counts[tone] for tone in TONES)] for name, counts in outlets],
        "releases": [[number, title, count] for (number, title), count in releases],
        "from_releases": sum(bool(one.releases) for one in found),
    }


def _stories(found: Iterable[Found]) -> list[dict[str, Any]]:
    """One entry a story: those that most outlets tell first, then those with more negative tone, then the newest."""
    gathered: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        gathered[_story_key(one)].append(one)
    stories = [sorted(told, key=_first_to_print) for told in gathered.values()]
    stories.sort(key=lambda told: (_weight(told), _seconds(told[0]), told[0].key), reverse=True)
    return [_story(told) for told in stories]


def _story(told: Sequence[Found]) -> dict[str, Any]:
    groups: dict[tuple[int, str], list[Found]] = defaultdict(list)
    for one in told:
        groups[TONES.index(one.tone), one.units[0] if one.units else ""].append(one)
    return {
        "title": told[0].title or told[0].address,
        "first": told[0].outlet,
        "articles": len(told),
        "outlets": len({one.outlet for one in told}),
        "tones": {tone: sum(one.tone == tone for one in told) for tone in TONES},
        "picture": next((one.picture for one in told if one.picture), ""),
        "groups": [
            {"tone": TONES[tone], "unit": unit, "articles": [_article(one) for one in ones]}
            for (tone, unit), ones in sorted(groups.items(), key=lambda pair: pair[0])
        ],
    }


def _article(one: Found) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title or one.address,
        "outlet": one.outlet,
        "address": one.address,
        "published_at": one.published_at.isoformat() if one.published_at else "",
        "time_is_known": one.time_is_known,
        "excerpt": excerpt(one.text, one.spans),
        "tone": one.tone,
        "tone_by": one.tone_by,
        "units": list(one.units),
        "releases": [asdict(use) for use in one.releases],
        "is_new": one.is_new,
        "picture": one.picture,
    }


def _story_key(one: Found) -> str:
    return one.story or one.key


def _weight(told: Sequence[Found]) -> tuple[int, int, int]:
    return len({one.outlet for one in told}), len(told), sum(one.tone == "negative" for one in told)


def _seconds(one: Found) -> datetime:
    return one.published_at or _LONG_AGO


def _first_to_print(one: Found) -> tuple[bool, datetime, str]:
    return one.published_at is None, _seconds(one), one.key
