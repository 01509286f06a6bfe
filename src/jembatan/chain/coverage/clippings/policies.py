"""Who may set, make and send a unit's clippings. Each gives all reasons against; an empty list means yes.

Every member of the unit reads them, the auditor too.
"""

from django.utils.translation import gettext as _

from jembatan.chain.coverage.clippings import states
from jembatan.chain.coverage.clippings.models import Clipping, Letter
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.viewer import Role, Viewer

EDITORS = frozenset({Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})


def reasons_against_editing(viewer: Viewer) -> list[str]:
    """Against setting the plan, and against having a clipping made."""
    if viewer.is_system:
        return []
    if not viewer.is_member or viewer.unit_id is None:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    if viewer.has(*EDITORS):
        return []
    names = [str(name) for role, name in ROLE_NAMES.items() if role in EDITORS]
    return [_("Peran Anda tidak berwenang mengatur kliping. Yang berwenang: %(roles)s.") % {"roles": ", ".join(names)}]


def reasons_against_remaking(viewer: Viewer, clipping: Clipping) -> list[str]:
    """Against having `clipping` made again."""
    reasons = _against_place(viewer, clipping)
    if not states.may(states.CLIPPING, "remake", clipping.state):
        reasons.append(_("Kliping ini sedang dibuat. Tunggu sampai selesai."))
    return reasons


def reasons_against_sending(viewer: Viewer, clipping: Clipping, *, has_making: bool) -> list[str]:
    """Against sending what was made to the receivers of the plan."""
    reasons = _against_place(viewer, clipping)
    if not states.may(states.CLIPPING, "address", clipping.state):
        reasons.append(_("Kliping ini sedang dibuat. Tunggu sampai selesai, lalu kirim."))
    elif not has_making:
        reasons.append(_("Kliping ini belum berhasil dibuat. Buat ulang dahulu."))
    return reasons


def reasons_against_retry(viewer: Viewer, clipping: Clipping, letter: Letter) -> list[str]:
    """Against trying one letter again."""
    reasons = _against_place(viewer, clipping)
    if not states.may(states.LETTER, "retry", letter.state):
        reasons.append(_("Surat ini tidak gagal, jadi tidak perlu diulang."))
    return reasons


def _against_place(viewer: Viewer, clipping: Clipping) -> list[str]:
    if not viewer.is_system and viewer.unit_id != clipping.unit_id:
        return [_("Kliping ini milik unit lain.")]
    return reasons_against_editing(viewer)
