"""Who may do what with partners, agreements and placements. Each function gives all reasons against; empty: yes.

The register is the network's; whoever keeps media and contacts may add to it, and what the press council verified is
written by those who answer for it: clearing officer, bureau head, administrator. Agreements, orders and accreditation
are the unit's own. Accepting is the contracting officer's (PPK) alone, whatever the role.
"""

from django.utils.translation import gettext as _

from jembatan.desks.partners.models import Accreditation, Agreement, Placement
from jembatan.desks.partners.states import ACCREDITATION, AGREEMENT, PLACEMENT, Move, move_from
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.units.models import Unit, UnitOwned
from jembatan.foundation.viewer import Role, Viewer

#: Who may change what the whole network sees of a partner.
REGISTRARS = frozenset({Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})
#: Who asks for accreditation.
ASKERS = frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.PROTOCOL_OFFICER})
#: Who grants, refuses, revokes it.
GRANTERS = frozenset({Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.PROTOCOL_OFFICER})
#: Who makes and ends agreements.
CONTRACTORS = frozenset({Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
#: Who says how papers are numbered.
NUMBERERS = frozenset({Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})
#: Who orders, verifies, writes down payments.
OFFICERS = frozenset({Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
#: Steps that the machine takes by what it finds; an officer may have it look again.
MACHINE_ACTS = frozenset({"publish", "find", "delay", "shorten", "vanish", "reappear"})


def reasons_against_registering(viewer: Viewer) -> list[str]:
    """Why `viewer` may not change the register of partners."""
    return _against_membership(viewer) or against_role(viewer, REGISTRARS)


def reasons_against_asking(viewer: Viewer) -> list[str]:
    """Why `viewer` may not ask for an accreditation."""
    return _against_membership(viewer) or against_role(viewer, ASKERS)


def reasons_against_deciding(viewer: Viewer, accreditation: Accreditation, act: str, reason: str) -> list[str]:
    """Why `viewer` may not take `act` (grant, refuse, revoke) with this accreditation."""
    reasons = against_place(viewer, accreditation) + against_role(viewer, GRANTERS)
    return reasons + _against_move(
        move_from(ACCREDITATION, act, accreditation.state), reason, str(accreditation.get_state_display())
    )


def reasons_against_contracting(viewer: Viewer, agreement: Agreement | None = None) -> list[str]:
    """Why `viewer` may not make agreements, or change this one."""
    if agreement is None:
        return _against_membership(viewer) or against_role(viewer, CONTRACTORS)
    return against_place(viewer, agreement) + against_role(viewer, CONTRACTORS)


def reasons_against_agreement_step(viewer: Viewer, agreement: Agreement, act: str, reason: str) -> list[str]:
    """Why `viewer` may not start, end or terminate this agreement."""
    move = move_from(AGREEMENT, act, agreement.state)
    return reasons_against_contracting(viewer, agreement) + _against_move(
        move, reason, str(agreement.get_state_display())
    )


def reasons_against_ordering(viewer: Viewer, agreement: Agreement) -> list[str]:
    """Why `viewer` may not order out of this agreement, by place and role."""
    return against_place(viewer, agreement) + against_role(viewer, OFFICERS)


def reasons_against_step(
    viewer: Viewer, placement: Placement, act: str, reason: str = "", after: str = ""
) -> list[str]:
    """Why `viewer` may not take `act` with this placement (its agreement at hand) now."""
    reasons = against_place(viewer, placement)
    if act == "accept":
        reasons += _against_officer(viewer, placement)
    elif not (act == "return" and _is_contracting_officer(viewer, placement)):
        reasons += against_role(viewer, OFFICERS)
    return reasons + _against_move(
        move_from(PLACEMENT, act, placement.state, after), reason, str(placement.get_state_display())
    )


def reasons_against_numbering(viewer: Viewer, unit: Unit) -> list[str]:
    """Why `viewer` may not say how the papers of `unit` are numbered."""
    if not viewer.is_system and unit.pk != viewer.unit_id:
        return [_("Penomoran diatur oleh unit masing-masing.")]
    return against_role(viewer, NUMBERERS)


def against_place(viewer: Viewer, row: UnitOwned) -> list[str]:
    """That `row` is another unit's."""
    if viewer.is_system or (viewer.unit_id is not None and viewer.unit_id == row.unit_id):
        return []
    return [_("Ini milik %(unit)s; hanya unit itu yang dapat mengubahnya.") % {"unit": row.unit.name}]


def against_role(viewer: Viewer, roles: frozenset[Role]) -> list[str]:
    """That the viewer's roles do not reach."""
    if viewer.has(*roles):
        return []
    names = [str(name) for role, name in ROLE_NAMES.items() if role in roles]
    return [_("Peran Anda tidak berwenang untuk ini. Yang berwenang: %(roles)s.") % {"roles": ", ".join(names)}]


def _against_membership(viewer: Viewer) -> list[str]:
    if viewer.is_system or viewer.unit_id is not None:
        return []
    return [_("Anda belum menjadi anggota unit mana pun.")]


def _is_contracting_officer(viewer: Viewer, placement: Placement) -> bool:
    return viewer.user_id is not None and viewer.user_id == placement.agreement.contracting_officer_id


def _against_officer(viewer: Viewer, placement: Placement) -> list[str]:
    """The PPK accepts in person; not even the system does it."""
    if _is_contracting_officer(viewer, placement):
        return []
    officer = placement.agreement.contracting_officer
    if officer is None:
        return [_("Kerja sama ini belum mencatat pejabat pembuat komitmen (PPK).")]
    return [_("Hanya pejabat pembuat komitmen (%(name)s) yang menerima pekerjaan ini.") % {"name": officer}]


def _against_move(move: Move | None, reason: str, state: str) -> list[str]:
    if move is None:
        return [_("Dalam keadaan “%(state)s”, langkah ini tidak dapat diambil.") % {"state": state}]
    if move.needs_reason and not reason.strip():
        return [_("Isi alasannya.")]
    return []
