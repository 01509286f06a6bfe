"""Charts, drawn on the server: altair says what, vl-convert draws it as SVG in the papers' fonts."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jembatan.foundation.typesetting.printable import FONTS

LOOK: dict[str, Any] = {
    "font": "Source Sans 3",
    "background": "transparent",
    "view": {"stroke": None},
    "mark": {"color": "#1e2a5e"},
    "text": {"font": "Source Sans 3"},
    "axis": {
        "labelFont": "Source Sans 3",
        "titleFont": "Source Sans 3",
        "labelColor": "#1b1b1f",
        "titleColor": "#1b1b1f",
        "gridColor": "#dad3c5",
        "domainColor": "#dad3c5",
    },
    "legend": {
        "labelFont": "Source Sans 3",
        "titleFont": "Source Sans 3",
        "labelColor": "#1b1b1f",
        "titleColor": "#1b1b1f",
    },
    "range": {"category": ["#1e2a5e", "#9b2c22", "#d7a13b", "#2f6b4f", "#5b5a60"]},
}


@cache
def _converter() -> Any:
    """vl-convert, told of the fonts once; it is heavy, so only a process that draws loads it."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def chart_svg(chart: Any) -> str:
    """The SVG of `chart`: an altair chart, or a Vega-Lite specification as a mapping (data inside, no addresses).

    The look is Jembatan's where the chart sets none of its own. Nothing is fetched: a specification that names data
    or a picture at an address (a file's too) raises `ValueError`.
    """
    drawn: dict[str, Any] = dict(chart) if isinstance(chart, Mapping) else chart.to_dict()
    if _names_an_address(drawn):
        raise ValueError("a chart may not name an address (url): it is drawn from what is handed over")
    config = {**LOOK, **{key: value for key, value in drawn.get("config", {}).items() if key != "view"}}
    drawn["config"] = config
    return str(_converter().vegalite_to_svg(json.dumps(drawn), allowed_base_urls=[]))


def _names_an_address(part: Any) -> bool:
    """Whether a specification asks for something from elsewhere; the rows of its data (`values`) are only text.

    vl-convert refuses addresses of the web by its list, yet passes over `file:` without a word (1.9).
    """
    if isinstance(part, Mapping):
        return "url" in part or any(_names_an_address(inner) for key, inner in part.items() if key != "values")
    return isinstance(part, list) and any(_names_an_address(inner) for inner in part)
