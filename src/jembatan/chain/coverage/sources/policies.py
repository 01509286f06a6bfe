"""Who may keep sources. Everybody of the unit sees them; network-wide ones are seen by all, and kept by their unit.

Adding, changing, pausing: contributor, editor, clearing officer, bureau head, administrator. A mailbox holds a password,
so the unit's administrator or bureau head alone sets it up.
"""

from django.utils.translation import gettext as _

from jembatan.chain.coverage.sources import states
from jembatan.chain.coverage.sources.models import Source
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role, Viewer

KEEPERS = frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})
MAIL_KEEPERS = frozenset({Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR})


def reasons_against_adding(viewer: Viewer, kind: str, visibility: str) -> list[str]:
    """Why `viewer` may not add a source of `kind` that is open to `visibility`."""
    if not viewer.is_member:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    reasons = [] if viewer.has(*KEEPERS) else [_("Peran Anda tidak mengatur sumber berita.")]
    if kind == Source.Kind.MAILBOX:
        if not viewer.has(*MAIL_KEEPERS):
            reasons.append(_("Kotak surel hanya diatur oleh kepala biro/bagian atau pengelola unit."))
        if visibility != Visibility.UNIT:
            reasons.append(_("Kotak surel hanya terbuka untuk unit sendiri."))
    if visibility not in {Visibility.UNIT, Visibility.NETWORK}:
        reasons.append(_("Sumber berita terbuka untuk unit sendiri atau untuk seluruh jejaring."))
    return reasons


def reasons_against_changing(viewer: Viewer, source: Source) -> list[str]:
    """Why `viewer` may not change `source`."""
    if not viewer.is_system and source.unit_id != viewer.unit_id:
        return [_("Sumber berita ini milik unit lain.")]
    return reasons_against_adding(viewer, source.kind, source.visibility)


def reasons_against_step(viewer: Viewer, source: Source, step: str) -> list[str]:
    """Why `viewer` may not pause or resume `source`."""
    reasons = reasons_against_changing(viewer, source)
    if not states.may(source.state, step):
        told = {"pause": _("Sumber berita ini sudah dijeda."), "resume": _("Sumber berita ini sudah dipantau.")}
        reasons.append(told.get(step, _("Langkah ini tidak dikenal.")))
    return reasons


def reasons_against_polling(viewer: Viewer, source: Source) -> list[str]:
    """Why `viewer` may not have `source` looked at now."""
    reasons = reasons_against_changing(viewer, source)
    if source.kind == Source.Kind.PASTED:
        reasons.append(_("Tempelan diisi orang, jadi tidak diperiksa sendiri."))
    if source.state != Source.State.ACTIVE:
        reasons.append(_("Sumber berita ini sedang dijeda. Lanjutkan dahulu."))
    return reasons
