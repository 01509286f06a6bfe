"""Units of comparison: words and numbers with their place, freed of what chats do to a text."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace

from jembatan.tracing.comparing.numbers import (
    MONTHS,
    WEEKDAYS,
    joined_value,
    value_of,
)

# Soft hyphen, zero-width signs, direction marks, variation selectors, combining marks.
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u0300-\u036f"
_UNIT = re.compile(
    rf"(?P<number>\d(?:[{_HIDDEN}]*\d)*(?:[.,:][{_HIDDEN}]*\d(?:[{_HIDDEN}]*\d)*)*)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{_HIDDEN}]|['’‘ʼ`´](?=[^\W\d_]))*)"
    r"|(?P<sign>[%°€$£])"
)
_DROPPED = re.compile(rf"[{_HIDDEN}'’‘ʼ`´]")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/]|[.,-]\d)")
_SENTENCE = re.compile(r"(?:[.!?…]+[\"”’')\]]*[*_~]*(?=\s)|\n)\s*")
_SIGNS = {"%": "persen", "°": "derajat", "€": "euro", "$": "dolar", "£": "pound"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or number: `key` is what is compared, [start, end) its characters, `shape` what it is.

    Shapes: word, number, date (part of a date). `capital`: written with a capital though it opens no sentence.
    """

    key: str
    start: int
    end: int
    shape: str
    capital: bool
    quoted: bool
    sentence: int


def folded(word: str) -> str:
    """A word without case, marks, compatibility forms and invisible characters."""
    plain = _DROPPED.sub("", word)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.casefold()


def sentence_bounds(text: str) -> list[int]:
    """Positions at which sentences begin."""
    return [0, *(m.end() for m in _SENTENCE.finditer(text))]


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Ranges between double quotation marks; a quotation ends with its paragraph."""
    ranges, begin = [], -1
    for m in re.finditer(r'["“”„«»\n]', text):
        if m.group() == "\n":
            begin = -1
        elif begin < 0:
            begin = m.end()
        else:
            ranges.append((begin, m.start()))
            begin = -1
    return ranges


def _dates(text: str) -> dict[int, tuple[int, list[tuple[str, int, int]]]]:
    """Dates written in figures: start -> (end, parts as (key, start, end))."""
    found = {}
    for m in _DATE.finditer(text):
        day, month = int(m.group(1)), int(m.group(3))
        bracketed = text[max(0, m.start() - 1) : m.start()] == "("
        if not (1 <= day <= 31 and 1 <= month <= 12) or (m.group(4) is None and not (bracketed and m.group(2) == "/")):
            continue
        parts = [(f"n{day}", *m.span(1)), (MONTHS[month - 1], *m.span(3))]
        if m.group(4):
            year = int(m.group(4))
            parts.append((f"n{year if year > 99 else 2000 + year}", *m.span(4)))
        found[m.start()] = (m.end(), parts)
    return found


def _raw_units(text: str) -> list[Unit]:
    bounds, quotes, dates = sentence_bounds(text), quoted_ranges(text), _dates(text)
    starts = [q[0] for q in quotes]
    units: list[Unit] = []
    until = 0
    number = 0
    opened = -1
    for m in _UNIT.finditer(text):
        if m.start() < until:
            continue
        while number + 1 < len(bounds) and bounds[number + 1] <= m.start():
            number += 1
        at = bisect_left(starts, m.start() + 1) - 1
        quoted = at >= 0 and m.start() < quotes[at][1]
        if m.start() in dates:
            until, parts = dates[m.start()]
            units += [Unit(key, a, b, "date", False, quoted, number) for key, a, b in parts]
        elif m.lastgroup == "number":
            plain = unicodedata.normalize("NFKC", _DROPPED.sub("", m.group()))
            units.append(Unit(value_of(plain), *m.span(), "number", False, quoted, number))
        else:
            key = _SIGNS.get(m.group()) or folded(m.group())
            capital = opened == number and m.group()[0].isupper()
            units.append(Unit(key, *m.span(), "word", capital, quoted, number))
        opened = number
    return units


def units_of(text: str) -> list[Unit]:
    """Units of a text in order; numbers in words and in figures have one key, dates are told from other numbers."""
    return _with_dates(_with_numbers(_raw_units(text)))


def _with_numbers(units: list[Unit]) -> list[Unit]:
    """Join the words of one number: `5 ribu`, `dua puluh lima`."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        value, used = joined_value([u.key for u in units[i : i + 12]])
        if used and units[i].shape != "date":
            out.append(replace(units[i], key=value, end=units[i + used - 1].end, shape="number", capital=False))
            i += used
        else:
            out.append(units[i])
            i += 1
    return out


def _with_dates(units: list[Unit]) -> list[Unit]:
    """Mark days and years beside the name of a month, and names of months and weekdays, as parts of a date."""
    out = list(units)
    for i, unit in enumerate(units):
        if unit.key in WEEKDAYS and unit.shape == "word":
            out[i] = replace(unit, shape="date")
        near_number = (i > 0 and units[i - 1].shape != "word") or (i + 1 < len(units) and units[i + 1].shape != "word")
        if unit.key in MONTHS and near_number:
            for k in (i - 1, i, i + 1):
                if 0 <= k < len(units) and (k == i or units[k].shape == "number"):
                    out[k] = replace(units[k], shape="date")
    return out
