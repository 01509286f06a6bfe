"""Numbers of the unit's papers: counted per unit, kind and year without gap or double, by a pattern of the unit's own.

The counter's row is locked from the taking to the commit, and an order that is refused takes its number back. Lock
order: the row that the paper is about, the counter, the audit head.
"""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from jembatan.desks.partners.models import PaperCounter, PaperKind, PaperNumbering
from jembatan.foundation.number_patterns import number_text
from jembatan.foundation.units.models import Unit

#: What holds until a unit sets its own.
DEFAULT_PATTERNS: Final = {
    PaperKind.ORDER: "{number:03d}/SP-MEDIA/{month_roman}/{year}",
    PaperKind.ACCEPTANCE: "{number:03d}/BAST-MEDIA/{month_roman}/{year}",
    PaperKind.REPLY: "{number:03d}/HAK-JAWAB/{month_roman}/{year}",
}


def pattern_of(unit_id: UUID, kind: str) -> str:
    """The pattern by which the unit numbers papers of `kind`."""
    own = PaperNumbering.objects.filter(unit_id=unit_id, kind=kind).first()
    return own.pattern if own is not None else DEFAULT_PATTERNS[PaperKind(kind)]


def take_number(unit: Unit, kind: str, day: date) -> str:
    """The next number of `unit` for a paper of `kind` dated `day` (in the unit's zone).

    Part of an action: locks the counter until the transaction ends. Raises RuntimeError outside one.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of its paper")
    counter = locked_counter(unit.pk, kind, day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return number_text(pattern_of(unit.pk, kind), counter.last, day)


def locked_counter(unit_id: UUID, kind: str, year: int) -> PaperCounter:
    """The counter, locked until the transaction ends; made at 0 where there is none."""
    PaperCounter.objects.get_or_create(unit_id=unit_id, kind=kind, year=year)
    return PaperCounter.objects.select_for_update().get(unit_id=unit_id, kind=kind, year=year)
