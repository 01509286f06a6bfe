"""What may reach the paper: signs that the shipped fonts can draw.

PDF/A refuses a sign without a shape, and one emoji in a quoted headline must not stop a whole clipping.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
INSTEAD = "□"  # seen on the paper where a sign is missing
KEPT = "\n\t"


@cache
def _covered() -> tuple[list[int], list[int]]:
    """The first and the last code points of all ranges that the fonts draw, ascending."""
    pairs = [line.split("-") for line in (FONTS / "coverage.txt").read_text("ascii").split()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def _drawn(sign: str) -> bool:
    firsts, lasts = _covered()
    place = bisect_right(firsts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= lasts[place]


def printable(text: str) -> str:
    """`text` in composed form; invisible signs are left out, and those without a shape become one "□" per run."""
    signs: list[str] = []
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        if sign in KEPT:
            signs.append(sign)
        elif unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or "\ufe00" <= sign <= "\ufe0f":
            continue
        elif _drawn(sign):
            signs.append(sign)
        elif not signs or signs[-1] != INSTEAD:
            signs.append(INSTEAD)
    return "".join(signs)


def printable_data(value: Any) -> Any:
    """`value` (of JSON's kinds) with every text in it made printable; keys stay as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: printable_data(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [printable_data(inner) for inner in value]
    return value
