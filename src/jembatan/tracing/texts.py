"""The plain values that go in and come out of the engine."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Klass = Literal["verbatim", "adapted", "mentions", "unrelated"]
Span = tuple[int, int, int, int]  # a0, a1, r0, r1 in code points, ends exclusive

UNDATED = (1 << 63) - 1
MENTIONS_BELOW = 0.25
ADAPTED_BELOW = 0.8


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """A release to be indexed; `published_at` is ISO 8601, without a zone it is taken as UTC."""

    id: str
    text: str
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article to be traced; `published_at` as in `ReleaseText`."""

    id: str
    text: str
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """Another release that the same characters could come from, and the score that it reached by itself."""

    release: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """One release that an article was made from.

    Shares are parts (0 to 1) of the characters of the release and of the article that `spans` cover. `score` is the
    estimated probability that the article used the release. `rivals` lost these characters to this release.
    """

    release: str
    release_share: float
    article_share: float
    score: float
    spans: tuple[Span, ...]
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What one article was made from, best match first."""

    article: str
    klass: Klass
    matches: tuple[Match, ...]


def class_of(share: float) -> Klass:
    """The class of an article of whose characters releases cover `share`."""
    if share <= 0:
        return "unrelated"
    if share < MENTIONS_BELOW:
        return "mentions"
    return "adapted" if share < ADAPTED_BELOW else "verbatim"


def moment(published_at: str | None, whose: str) -> int:
    """Microseconds since 1970 of an ISO 8601 time, `UNDATED` for None; ValueError names the text it belongs to."""
    if published_at is None:
        return UNDATED
    try:
        when = datetime.fromisoformat(published_at)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{whose}: published_at is not an ISO 8601 time: {published_at!r}") from error
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return int(when.timestamp() * 1_000_000)
