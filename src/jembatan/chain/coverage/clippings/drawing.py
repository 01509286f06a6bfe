"""A content becomes a PDF: words of the language, chart, small pictures, typst."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jembatan.chain.coverage.clippings.wording import Content, told
from jembatan.foundation.typesetting import typeset
from jembatan.foundation.typesetting.charts import chart_svg

TEMPLATE = Path(__file__).parent / "papers" / "clipping.typ"
CHART = "tone-chart.svg"
COLOURS = {"negative": "#9b2c22", "review": "#d7a13b", "neutral": "#5b5a60", "positive": "#2f6b4f"}
LONGEST_ADDRESS = 60


def draw(
    content: Content,
    language: str,
    *,
    pictures: Mapping[str, bytes],
    made_at: datetime,
    is_scheduled: bool = True,
) -> bytes:
    """The PDF (PDF/A-3a, PDF/UA-1) of `content`. Pictures that are not in `pictures` are left out.

    Raises `TypesettingFailed`. The same arguments give the same bytes.
    """
    words = told(content, language, is_scheduled=is_scheduled)
    for story in [*words["stories"], *words["paid"]]:
        _prepare(story, pictures)
    given = dict(pictures)
    if words["figures"]["articles"]:
        given[CHART] = tone_chart(words).encode()
    return typeset(TEMPLATE, words, pictures=given, archival=True, made_at=made_at)


def tone_chart(words: Mapping[str, Any]) -> str:
    """Earned articles by tone, as bars with their numbers."""
    rows = [{"tone": word, "kind": kind, "n": count} for kind, word, count in words["figures"]["tones"]]
    order = [row["tone"] for row in rows]
    x = {"field": "n", "type": "quantitative", "axis": None}
    y = {
        "field": "tone",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"labelFontSize": 13, "ticks": False},
    }
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
    }
    return chart_svg(
        {
            "data": {"values": rows},
            "width": 230,
            "height": 110,
            "encoding": {"y": y, "x": x},
            "layer": [
                {"mark": {"type": "bar", "height": 18}, "encoding": {"color": colour}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13, "color": "#1b1b1f"},
                    "encoding": {"text": {"field": "n", "type": "quantitative"}},
                },
            ],
        }
    )


def _prepare(story: dict[str, Any], pictures: Mapping[str, bytes]) -> None:
    """Leave out pictures that are not there, and give every address the short form in which it is printed."""
    story["picture"] = story["picture"] if story["picture"] in pictures else ""
    for group in story["groups"]:
        for article in group["articles"]:
            article["picture"] = article["picture"] if article["picture"] in pictures else ""
            article["shown_address"] = shown_address(article["address"])


def shown_address(address: str) -> str:
    """Host and path of an address, cut to a line; what a reader needs to see where it leads."""
    parts = urlsplit(address)
    shown = f"{parts.hostname or ''}{parts.path}".rstrip("/") or address
    return shown if len(shown) <= LONGEST_ADDRESS else f"{shown[: LONGEST_ADDRESS - 1]}…"
