"""Numbers of releases: a pattern per unit, counted per unit and year, taken in the transaction of the publication.

A publication that fails takes its number back with everything else, so there is no gap; the counter's row is locked
from the taking to the commit, so there is no double. Lock order: release, counter, audit head.
"""

import re
import string
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.releases.models import NumberCounter, Numbering
from jembatan.foundation.units.models import Unit

LONGEST_NUMBER = 80
_FIELDS = frozenset({"number", "year", "month", "month_roman"})
_DIGITS = re.compile(r"(0[1-9])?d?")
_LITERAL = re.compile(r"[\w ./()-]*")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def reasons_against_pattern(pattern: str) -> list[str]:
    """Why `pattern` can't number releases; empty if it can.

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


def number_text(pattern: str, number: int, day: datetime) -> str:
    """The number as it is printed. `day` stands in the unit's zone."""
    return pattern.format(number=number, year=day.year, month=day.month, month_roman=_ROMAN[day.month - 1])


def take_number(unit: Unit, issued_at: datetime) -> str:
    """The next number of `unit` in the year of `issued_at` in the unit's zone; "" where numbering is off.

    Locks the counter until the transaction ends; the caller holds the release's lock already.
    """
    numbering = Numbering.objects.filter(unit=unit, is_on=True).first()
    if numbering is None:
        return ""
    day = issued_at.astimezone(unit.zone)
    counter = locked_counter(unit.pk, day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return number_text(numbering.pattern, counter.last, day)


def locked_counter(unit_id: UUID, year: int) -> NumberCounter:
    """The counter of a unit and year, locked until the transaction ends; made at 0 where there is none."""
    NumberCounter.objects.get_or_create(unit_id=unit_id, year=year)
    return NumberCounter.objects.select_for_update().get(unit_id=unit_id, year=year)
