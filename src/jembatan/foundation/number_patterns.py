"""A number's pattern, such as "{number:03d}/SP/HMS/{month_roman}/{year}": what may stand in it, and how it is filled.

Pure text; who counts, and where the counter's row is locked, is the business of each room.
"""

import re
import string
from datetime import date

from django.utils.translation import gettext as _

LONGEST_NUMBER = 80
_FIELDS = frozenset({"number", "year", "month", "month_roman"})
_DIGITS = re.compile(r"(0[1-9])?d?")
_LITERAL = re.compile(r"[\w ./()-]*")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def reasons_against_pattern(pattern: str) -> list[str]:
    """Why `pattern` can't number papers; empty if it can.

    Parts: {number}, {number:03d}, {year}, {month}, {month:02d}, {month_roman}. Number and year are needed, else two
    years would give the same number.
    """
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return [_("Pola nomor memuat kurung kurawal yang tidak berpasangan.")]
    reasons = []
    used = [name for _literal, name, _spec, _turn in parts if name is not None]
    if unknown := sorted(set(used) - _FIELDS):
        names = ", ".join(f"{{{name}}}" for name in unknown)
        reasons.append(_("Bagian ini tidak dikenal dalam pola nomor: %(names)s.") % {"names": names})
    if not _formats_are_plain(parts):
        reasons.append(_("Tulis lebar angka seperti {number:03d}; bentuk lain tidak dikenal."))
    reasons += [
        _("Pola nomor harus memuat %(name)s.") % {"name": f"{{{name}}}"}
        for name in ("number", "year")
        if name not in used
    ]
    if not all(_LITERAL.fullmatch(literal) for literal, *_rest in parts):
        reasons.append(
            _("Pola nomor hanya boleh memuat huruf, angka, spasi, garis miring, titik, kurung, dan tanda hubung.")
        )
    if not reasons and len(pattern.format(number=999_999, year=9999, month=12, month_roman="VIII")) > LONGEST_NUMBER:
        reasons.append(_("Nomor menurut pola ini dapat melebihi 80 karakter. Pendekkan polanya."))
    return reasons


def _formats_are_plain(parts: list[tuple[str, str | None, str | None, str | None]]) -> bool:
    for _literal, name, spec, turn in parts:
        if name is None:
            continue
        if turn or not _DIGITS.fullmatch(spec or "") or (spec and name == "month_roman"):
            return False
    return True


def number_text(pattern: str, number: int, day: date) -> str:
    """The number as it is printed. `day` (or an aware time) stands in the unit's zone."""
    return pattern.format(number=number, year=day.year, month=day.month, month_roman=_ROMAN[day.month - 1])
