"""Accreditation of journalists for an event."""

from datetime import datetime

from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.queries import has_part_in
from jembatan.desks.partners import policies
from jembatan.desks.partners.models import Accreditation, Journalist
from jembatan.desks.partners.states import ACCREDITATION, AccreditationState, move_from
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer

LONGEST = 500


@action("partners.request_accreditation")
def request_accreditation(*, viewer: Viewer, event: Event, journalist: Journalist, note: str = "") -> Accreditation:
    """Ask that a journalist attends `event` as press. Raises Refused with all reasons.

    Of events in which the viewer's unit has a part, that are not over or called off; once at a time for a journalist.
    """
    reasons = policies.reasons_against_asking(viewer)
    if not has_part_in(viewer, event):
        reasons.append(_("Unit Anda bukan pemilik, tuan rumah, atau peserta kegiatan ini."))
    reasons += _against_event(event, clock.now())
    if not journalist.is_active:
        reasons.append(_("%(name)s sudah tidak aktif di medianya.") % {"name": journalist.name})
    open_states = [AccreditationState.REQUESTED, AccreditationState.GRANTED]
    same = Accreditation.objects.filter(event=event, journalist=journalist, state__in=open_states)
    if viewer.unit_id is not None and same.filter(unit_id=viewer.unit_id).exists():
        reasons.append(_("%(name)s sudah diajukan untuk kegiatan ini.") % {"name": journalist.name})
    refuse_if(reasons)
    accreditation = Accreditation.objects.create(
        unit_id=viewer.unit_id or event.unit_id,
        event=event,
        journalist=journalist,
        note=" ".join(note.split())[:300],
        requested_by_id=viewer.user_id,
        created_at=clock.now(),
    )
    record(
        viewer,
        "partners.request_accreditation",
        unit_id=accreditation.unit_id,
        kind=Accreditation._meta.label,
        object_id=accreditation.pk,
        changes={"event": event.pk, "journalist": journalist.pk},
    )
    return accreditation


@action("partners.decide_accreditation")
def decide_accreditation(*, viewer: Viewer, accreditation: Accreditation, act: str, reason: str = "") -> Accreditation:
    """Grant, refuse or revoke (the latter two with a reason) an accreditation. Raises Refused with all reasons."""
    rows = Accreditation.objects.select_for_update(of=("self",)).select_related(
        "event", "journalist", "unit__government"
    )
    accreditation = rows.get(pk=accreditation.pk)
    reasons = policies.reasons_against_deciding(viewer, accreditation, act, reason)
    if act == "grant":
        reasons += _against_event(accreditation.event, clock.now())
    refuse_if(reasons)
    move = move_from(ACCREDITATION, act, accreditation.state)
    assert move is not None
    accreditation.state = AccreditationState(move.after)
    accreditation.reason = " ".join(reason.split())[:LONGEST]
    accreditation.decided_by_id = viewer.user_id
    accreditation.decided_at = clock.now()
    accreditation.save()
    record(
        viewer,
        "partners.decide_accreditation",
        unit_id=accreditation.unit_id,
        kind=Accreditation._meta.label,
        object_id=accreditation.pk,
        changes={"state": accreditation.state},
        reason=reason,
    )
    return accreditation


def _against_event(event: Event, now: datetime) -> list[str]:
    reasons = []
    if event.state == Event.State.CANCELLED:
        reasons.append(_("Kegiatan ini dibatalkan."))
    if event.supposed_end < now:
        reasons.append(_("Kegiatan ini sudah selesai."))
    return reasons
