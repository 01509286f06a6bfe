"""How a unit numbers its releases."""

from django.utils.translation import gettext as _

from jembatan.chain.releases import policies
from jembatan.chain.releases.models import Numbering
from jembatan.chain.releases.numbering import locked_counter, reasons_against_pattern
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer


@action("releases.set_numbering")
def set_numbering(
    *, viewer: Viewer, unit: Unit, pattern: str, is_on: bool = True, next_number: int | None = None
) -> Numbering:
    """Have the releases of the viewer's unit numbered by `pattern` from their next publication on. Raises Refused.

    `next_number` goes on from numbers that were given elsewhere this year; only before the first one is given here,
    since a later jump would be a gap.
    """
    reasons = policies.reasons_against_numbering(viewer) + reasons_against_pattern(pattern.strip())
    if not viewer.is_system and unit.pk != viewer.unit_id:
        reasons.append(_("Penomoran diatur oleh unit masing-masing."))
    refuse_if(reasons)
    numbering, _is_new = Numbering.objects.update_or_create(
        unit=unit, defaults={"pattern": pattern.strip(), "is_on": is_on}
    )
    if next_number is not None:
        _begin_at(unit, next_number)
    record(
        viewer,
        "releases.set_numbering",
        unit_id=unit.pk,
        kind=Numbering._meta.label,
        object_id=unit.pk,
        changes={"pattern": numbering.pattern, "is_on": is_on, "next_number": next_number},
    )
    return numbering


def _begin_at(unit: Unit, next_number: int) -> None:
    counter = locked_counter(unit.pk, clock.today(unit.zone).year)
    if counter.last == next_number - 1:
        return
    if next_number < 1 or next_number > 99_999:
        refuse_if([_("Nomor berikutnya harus antara 1 dan 99.999.")])
    if counter.last:
        refuse_if([_("Tahun ini sudah ada nomor yang diberikan, jadi nomor berikutnya tidak dapat diubah lagi.")])
    counter.last = next_number - 1
    counter.save(update_fields=["last"])
