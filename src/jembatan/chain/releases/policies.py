"""Who may do what with a release, and when. Each function gives all reasons against; an empty list means yes.

Writing: contributor, editor, clearing officer, bureau head of the release's unit. Clearing and returning: clearing
officer or bureau head; clearing never by somebody whose edits are in the version. Publishing, and withdrawing what was
cleared: editor, clearing officer, bureau head; an author may publish, since another person has cleared. Retracting:
clearing officer, bureau head. The auditor reads. Numbering: bureau head, unit administrator.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases.models import Release
from jembatan.chain.releases.states import DRAFT, WRITERS, State, roles_for, step_from
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.units.access import may_change, may_see
from jembatan.foundation.viewer import Role, Viewer

NUMBERERS = frozenset({Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})


def reasons_against_starting(viewer: Viewer, event: Event | None) -> list[str]:
    """Why `viewer` may not begin a release of `event` (or of no event)."""
    if viewer.unit_id is None:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    reasons = _against_role(viewer, WRITERS)
    if event is not None:
        reasons += reasons_against_event(viewer, event)
    return reasons


def reasons_against_event(viewer: Viewer, event: Event) -> list[str]:
    """Why a release of the viewer's unit may not hang on `event`: only its owner, host and participants have a part."""
    if not may_see(viewer, event):
        return [_("Kegiatan itu tidak ditemukan.")]
    has_part = viewer.is_system or viewer.unit_id in {event.unit_id, event.host_id}
    if has_part or event.participants.filter(Q(pk=viewer.unit_id)).exists():
        return []
    return [
        _(
            "Unit Anda bukan pemilik, tuan rumah, atau peserta kegiatan ini. "
            "Minta unit pemiliknya menambahkan unit Anda sebagai peserta."
        )
    ]


def reasons_against_writing(viewer: Viewer, release: Release) -> list[str]:
    """Why `viewer` may not change the draft, photos or details of `release`."""
    return _against_place(viewer, release) + _against_role(viewer, WRITERS)


def reasons_against_step(
    viewer: Viewer, release: Release, action: str, state: str, authors: Collection[UUID | None] = ()
) -> list[str]:
    """Why `viewer` may not take `action` with a version in `state` ("draft": no version yet) written by `authors`."""
    reasons = _against_place(viewer, release) + _against_role(viewer, roles_for(action))
    if step_from(state, action) is None:
        reasons.append(
            _("Naskah yang berstatus “%(state)s” tidak dapat %(act)s.")
            % {"state": state_name(state), "act": _action_name(action)}
        )
    if action == "clear" and viewer.user_id is not None and viewer.user_id in authors:
        reasons.append(_("Anda ikut menulis versi ini, jadi orang lain yang harus menyetujuinya."))
    return reasons


def reasons_against_numbering(viewer: Viewer) -> list[str]:
    """Why `viewer` may not say how the unit's releases are numbered."""
    if viewer.unit_id is None:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    return _against_role(viewer, NUMBERERS)


def may_write(viewer: Viewer, release: Release) -> bool:
    """Whether `viewer` may change the draft."""
    return not reasons_against_writing(viewer, release)


def state_name(state: str) -> str:
    """The word for a state, a draft's included."""
    return _("Draf") if state == DRAFT else str(State(state).label)


def _action_name(action: str) -> str:
    return {
        "submit": _("diajukan"),
        "clear": _("disetujui"),
        "return": _("dikembalikan"),
        "publish": _("diterbitkan"),
        "withdraw": _("ditarik kembali ke draf"),
        "supersede": _("digantikan"),
        "retract": _("dicabut"),
    }[action]


def _against_place(viewer: Viewer, release: Release) -> list[str]:
    if may_change(viewer, release) or (viewer.unit_id is not None and viewer.unit_id == release.unit_id):
        return []
    return [_("Siaran pers ini milik %(unit)s; hanya unit itu yang dapat mengubahnya.") % {"unit": release.unit.name}]


def _against_role(viewer: Viewer, roles: frozenset[Role]) -> list[str]:
    if viewer.has(*roles):
        return []
    names = [str(name) for role, name in ROLE_NAMES.items() if role in roles]
    return [_("Peran Anda tidak berwenang untuk ini. Yang berwenang: %(roles)s.") % {"roles": ", ".join(names)}]
