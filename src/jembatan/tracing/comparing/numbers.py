"""Values of numbers as Indonesian newsrooms write them: 1.250, 7,5 persen, 5 ribu, dua puluh lima juta."""

from collections.abc import Sequence
from decimal import Decimal

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
WEEKDAYS = frozenset(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad"))

_DIGITS = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
           "sembilan": 9, "sepuluh": 10, "sebelas": 11}  # fmt: skip
_SCALES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9,
           "triliun": 10**12}  # fmt: skip
_WHOLE = {"seratus": 100, "seribu": 1000, "sejuta": 10**6}


def _key(value: Decimal) -> str:
    text = format(value, "f")
    return "n" + (text.rstrip("0").rstrip(".") if "." in text else text)


def value_of(figure: str) -> str:
    """Key of a number in figures.

    Points before groups of three digits are thousands, one comma is the decimal sign; anything else (10.30, 2:1, 1.5)
    is kept as it is written, with a colon read as a point.
    """
    head, comma, tail = figure.partition(",")
    groups = head.split(".")
    thousands = len(groups) == 1 or (len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]))
    if ":" in figure or "," in tail or "." in tail or not thousands:
        return "n" + figure.replace(":", ".")
    if len(groups) == 1 and not comma and head.startswith("0"):
        return "n" + figure  # a telephone number, a code
    return _key(Decimal("".join(groups) + ("." + tail if comma else "")))


def _small(words: Sequence[str]) -> tuple[int, int]:
    """Value below 1000 of leading number words, and how many were used."""
    total = used = 0
    while used < len(words):
        word = words[used]
        following = words[used + 1] if used + 1 < len(words) else ""
        if word == "seratus" and total == 0:
            total, used = 100, used + 1
        elif word in _DIGITS and following == "ratus" and total == 0:
            total, used = _DIGITS[word] * 100, used + 2
        elif word in _DIGITS and following in ("puluh", "belas") and total % 100 == 0:
            total += _DIGITS[word] * 10 if following == "puluh" else 10 + _DIGITS[word]
            used += 2
            if following == "belas":
                break
        elif word in _DIGITS and total % 10 == 0 and (used == 0 or total):
            total, used = total + _DIGITS[word], used + 1
            break
        else:
            break
    return total, used


def joined_value(keys: Sequence[str]) -> tuple[str, int]:
    """Key of the number that the leading keys write together, and how many keys it takes (0: no number in words)."""
    total = Decimal(0)
    used = 0
    previous = 10**15
    while used < len(keys):
        part, taken = _part(keys[used:])
        if not taken:
            break
        scale = _SCALES.get(keys[used + taken], 1) if used + taken < len(keys) else 1
        if keys[used] in ("seribu", "sejuta"):
            scale, part = int(part), Decimal(1)
        elif scale > 1:
            taken += 1
        if scale >= previous:
            break
        total += part * scale
        used += taken
        previous = scale
        if scale == 1:
            break
    return (_key(total), used) if used else ("", 0)


def _part(keys: Sequence[str]) -> tuple[Decimal, int]:
    """A number in figures that a scale follows, or number words."""
    first = keys[0]
    if first in ("seribu", "sejuta"):
        return Decimal(_WHOLE[first]), 1
    small, used = _small(keys)
    if used:
        return Decimal(small), used
    if first[:1] == "n" and first[1:2].isdigit() and len(keys) > 1 and keys[1] in _SCALES:
        figure = first[1:]
        if figure.count(".") <= 1:
            return Decimal(figure), 1
    return Decimal(0), 0
