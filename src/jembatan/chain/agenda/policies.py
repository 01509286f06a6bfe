"""Who may do what with an event, and when. Each function gives all reasons against; an empty list means yes.

Planning and changing: contributor, editor, clearing officer, bureau head, protocol officer of the owning unit.
Confirming, postponing, cancelling: the same without the contributor. The host and the participants see the event and
attach their own releases; they change nothing of it. The auditor reads.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.states import CHANGEABLE, PLANNERS, roles_for, transition
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.viewer import Role, Viewer

#: How far an event can be opened when it is planned on the screen; "named units" come later.
OFFERED_VISIBILITIES = (Visibility.NETWORK, Visibility.GOVERNMENT, Visibility.UNIT, Visibility.PUBLIC)


def reasons_against_planning(viewer: Viewer) -> list[str]:
    """Why `viewer` may not plan an event in the active unit."""
    if viewer.unit_id is None:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    return _against_role(viewer, PLANNERS)


def reasons_against_changing(viewer: Viewer, event: Event) -> list[str]:
    """Why `viewer` may not change the facts of `event`."""
    reasons = _against_place(viewer, event) + _against_role(viewer, PLANNERS)
    if event.state not in CHANGEABLE:
        reasons.append(_("Kegiatan ini sudah dibatalkan, sehingga tidak dapat diubah lagi."))
    return reasons


def reasons_against_step(viewer: Viewer, event: Event, action: str) -> list[str]:
    """Why `viewer` may not confirm, postpone, finish or cancel `event`."""
    reasons = _against_place(viewer, event) + _against_role(viewer, roles_for(action))
    if transition(event.state, action) is None:
        reasons.append(_against_state(event, action))
    return reasons


def reasons_against_facts(
    *, title: str, starts_at: datetime, ends_at: datetime | None, unit: Unit, host: Unit | None, visibility: str
) -> list[str]:
    """What is wrong with the facts of an event."""
    reasons = []
    if not title.strip():
        reasons.append(_("Isi nama kegiatan."))
    if len(title) > 200:
        reasons.append(_("Nama kegiatan terlalu panjang; paling banyak 200 huruf."))
    if ends_at is not None and ends_at <= starts_at:
        reasons.append(_("Waktu selesai harus sesudah waktu mulai."))
    if visibility not in OFFERED_VISIBILITIES:
        reasons.append(_("Pilih untuk siapa kegiatan ini terbuka."))
    if host is not None and host.pk == unit.pk:
        reasons.append(_("Tuan rumah diisi hanya bila bukan unit pemilik kegiatan."))
    return reasons


def may_plan(viewer: Viewer) -> bool:
    """Whether the viewer gets the button."""
    return not reasons_against_planning(viewer)


def _against_place(viewer: Viewer, event: Event) -> list[str]:
    if viewer.is_system or viewer.unit_id == event.unit_id:
        return []
    return [_("Kegiatan ini milik %(unit)s; hanya unit itu yang dapat mengubahnya.") % {"unit": event.unit.short_name}]


def _against_role(viewer: Viewer, roles: frozenset[Role]) -> list[str]:
    return [] if viewer.has(*roles) else [_("Peran Anda di unit ini tidak mencakup tindakan ini.")]


def _against_state(event: Event, action: str) -> str:
    state = str(event.get_state_display()).lower()
    texts = {
        "confirm": _("Kegiatan yang %(state)s tidak dapat dipastikan."),
        "postpone": _("Kegiatan yang %(state)s tidak dapat ditunda."),
        "finish": _("Kegiatan yang %(state)s tidak dapat dinyatakan selesai; pastikan dahulu."),
        "cancel": _("Kegiatan yang %(state)s tidak dapat dibatalkan."),
    }
    return texts[action] % {"state": state}
