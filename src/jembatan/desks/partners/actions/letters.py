"""Letters to outlets, through the outbox; and how a unit numbers its papers."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.desks.partners import policies
from jembatan.desks.partners.models import Letter, PaperKind, PaperNumbering
from jembatan.desks.partners.numbering import locked_counter
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.number_patterns import reasons_against_pattern
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

SEND = "partners.send_letter"
LAST_START = 99_999


def request_letter(*, viewer: Viewer, unit_id: UUID, paper: str, subject_id: UUID, name: str, address: str) -> Letter:
    """Have the paper called `paper` (a key of `paperwork.papers`) about `subject_id` sent to `address`.

    Part of another action, which has checked that the viewer may, and audits it. The worker sets the PDF and keeps it.
    """
    identifier = new_id()
    letter = Letter.objects.create(
        id=identifier,
        unit_id=unit_id,
        paper=paper,
        subject_id=subject_id,
        name=name,
        address=address,
        message_id=f"<{identifier}@{settings.MAIL_DOMAIN}>",
        created_by_id=viewer.user_id,
        created_at=clock.now(),
    )
    intents.request(
        kind=SEND,
        key=f"{SEND}:{letter.pk}",
        payload={"letter": letter.pk},
        unit_id=unit_id,
        requested_by_id=viewer.user_id,
    )
    return letter


@action("partners.set_numbering")
def set_numbering(
    *, viewer: Viewer, unit: Unit, kind: str, pattern: str, next_number: int | None = None
) -> PaperNumbering:
    """Have the unit's papers of `kind` numbered by `pattern` from the next on. Raises Refused with all reasons.

    `next_number` goes on from numbers that were given elsewhere this year; only before the first one is given here.
    """
    pattern = pattern.strip()
    reasons = policies.reasons_against_numbering(viewer, unit) + reasons_against_pattern(pattern)
    if kind not in PaperKind.values:
        reasons.append(_("Jenis surat tidak dikenal."))
    refuse_if(reasons)
    numbering, _is_new = PaperNumbering.objects.update_or_create(unit=unit, kind=kind, defaults={"pattern": pattern})
    if next_number is not None:
        _begin_at(unit, kind, next_number)
    record(
        viewer,
        "partners.set_numbering",
        unit_id=unit.pk,
        kind=PaperNumbering._meta.label,
        object_id=unit.pk,
        changes={"paper": kind, "pattern": pattern, "next_number": next_number},
    )
    return numbering


def _begin_at(unit: Unit, kind: str, next_number: int) -> None:
    counter = locked_counter(unit.pk, kind, clock.today(unit.zone).year)
    if counter.last == next_number - 1:
        return
    if not 1 <= next_number <= LAST_START:
        refuse_if([_("Nomor berikutnya harus antara 1 dan 99.999.")])
    if counter.last:
        refuse_if([_("Tahun ini sudah ada nomor yang diberikan, jadi nomor berikutnya tidak dapat diubah lagi.")])
    counter.last = next_number - 1
    counter.save(update_fields=["last"])
