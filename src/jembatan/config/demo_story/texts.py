"""The words of the demonstration, read from `story.toml`."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STORY = Path(__file__).with_name("story.toml")


@dataclass(frozen=True, slots=True)
class DemoRelease:
    """One release: who issues it, its paragraphs, how far it has come ("draft" to "published"), whether it is sent."""

    key: str
    unit: str
    title: str
    paragraphs: list[str]
    reaches: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """One event with its releases; `scene` names the drawing of its photos."""

    key: str
    unit: str
    title: str
    place: str
    day: int
    hour: int
    scene: str
    host: str
    leaders: list[str]
    photos: list[str]
    participants: list[str]
    releases: list[DemoRelease] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article of an outlet, put together from pieces of releases and sentences of its own."""

    outlet: str
    event: str
    unit: str
    title: str
    author: str
    hours_later: int
    pieces: list[dict[str, Any]]

    def text(self, releases: dict[str, DemoRelease]) -> str:
        """The article's paragraphs."""
        return "\n\n".join(_piece(piece, releases) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Story:
    """Everything. Leaders, outlets and contacts are plain rows of the file."""

    leaders: list[dict[str, str]]
    outlets: list[dict[str, str]]
    contacts: list[dict[str, str]]
    events: list[DemoEvent]
    articles: list[DemoArticle]

    @property
    def releases(self) -> dict[str, DemoRelease]:
        """All releases by key."""
        return {release.key: release for event in self.events for release in event.releases}


def read_story() -> Story:
    """The story of `story.toml`."""
    rows = tomllib.loads(STORY.read_text(encoding="utf-8"))
    events = [
        DemoEvent(**{**row, "releases": [DemoRelease(**release) for release in row.get("releases", [])]})
        for row in rows["events"]
    ]
    articles = [DemoArticle(**row) for row in rows["articles"]]
    return Story(rows["leaders"], rows["outlets"], rows["contacts"], events, articles)


def _piece(piece: dict[str, Any], releases: dict[str, DemoRelease]) -> str:
    if "text" in piece:
        return str(piece["text"])
    paragraph: str = releases[piece["release"]].paragraphs[piece["paragraph"]]
    return paragraph.replace(str(piece["old"]), str(piece["new"])) if "old" in piece else paragraph
