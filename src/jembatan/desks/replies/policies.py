"""Who may do what with a request for a right of reply. Each function gives all reasons against; empty: yes.

Writing and noting answers: contributor, editor, clearing officer, bureau head. Sending, going to the press council,
closing: clearing officer, bureau head. The deadline: bureau head, unit administrator.
"""

from django.utils.translation import gettext as _

from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.states import State, move_from
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.viewer import Role, Viewer

WRITERS = frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
SIGNERS = frozenset({Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
RULERS = frozenset({Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})
_ROLES = {"send": SIGNERS, "escalate": SIGNERS, "close": SIGNERS, "answer": WRITERS, "drop": WRITERS}


def reasons_against_writing(viewer: Viewer, request: ReplyRequest | None = None) -> list[str]:
    """Why `viewer` may not draft a request, or change this one."""
    if request is None:
        if viewer.unit_id is None:
            return [_("Anda belum menjadi anggota unit mana pun.")]
        return _against_role(viewer, WRITERS)
    reasons = _against_place(viewer, request) + _against_role(viewer, WRITERS)
    if request.state != State.DRAFTED:
        reasons.append(_("Permintaan ini sudah dikirim, jadi isinya tidak diubah lagi."))
    return reasons


def reasons_against_step(viewer: Viewer, request: ReplyRequest, act: str, reason: str = "") -> list[str]:
    """Why `viewer` may not take `act` with this request now. "expire" is the machine's."""
    reasons = _against_place(viewer, request)
    if act == "expire":
        reasons += [] if viewer.is_system else [_("Langkah ini diambil oleh sistem setelah tenggat lewat.")]
    else:
        reasons += _against_role(viewer, _ROLES[act])
    move = move_from(act, request.state)
    if move is None:
        state = request.get_state_display()
        reasons.append(_("Dalam keadaan “%(state)s”, langkah ini tidak dapat diambil.") % {"state": state})
    elif move.needs_reason and not reason.strip():
        reasons.append(_("Isi alasannya."))
    return reasons


def reasons_against_role(viewer: Viewer, request: ReplyRequest) -> list[str]:
    """Why `viewer` may not send this request's letter, whatever its state."""
    return _against_place(viewer, request) + _against_role(viewer, SIGNERS)


def reasons_against_ruling(viewer: Viewer) -> list[str]:
    """Why `viewer` may not set the unit's deadline."""
    if viewer.unit_id is None:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    return _against_role(viewer, RULERS)


def _against_place(viewer: Viewer, request: ReplyRequest) -> list[str]:
    if viewer.is_system or (viewer.unit_id is not None and viewer.unit_id == request.unit_id):
        return []
    return [_("Permintaan ini milik %(unit)s; hanya unit itu yang mengubahnya.") % {"unit": request.unit.name}]


def _against_role(viewer: Viewer, roles: frozenset[Role]) -> list[str]:
    if viewer.has(*roles):
        return []
    names = [str(name) for role, name in ROLE_NAMES.items() if role in roles]
    return [_("Peran Anda tidak berwenang untuk ini. Yang berwenang: %(roles)s.") % {"roles": ", ".join(names)}]
