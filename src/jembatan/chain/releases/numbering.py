"""Numbers of releases: a pattern per unit, counted per unit and year, taken in the transaction of the publication.

A publication that fails takes its number back with everything else, so there is no gap; the counter's row is locked
from the taking to the commit, so there is no double. Lock order: release, counter, audit head.
"""

from datetime import datetime
from uuid import UUID

from jembatan.chain.releases.models import NumberCounter, Numbering
from jembatan.foundation.number_patterns import LONGEST_NUMBER, number_text, reasons_against_pattern
from jembatan.foundation.units.models import Unit


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


__all__ = ["LONGEST_NUMBER", "locked_counter", "number_text", "reasons_against_pattern", "take_number"]
