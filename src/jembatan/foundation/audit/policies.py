"""Who reads the chain of a unit, and who may erase what lies behind a record."""

from django.utils.translation import gettext as _

from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.viewer import Role, Viewer

READERS = (Role.AUDITOR, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR)
ERASURE = "audit.erase_payload"


def may_read(viewer: Viewer) -> bool:
    """Whether `viewer` reads the chain of the active unit."""
    return viewer.is_member and viewer.has(*READERS)


def reasons_against_erasing(viewer: Viewer, record: AuditRecord, reason: str) -> list[str]:
    """Why the payload of `record` may not be erased by `viewer` for `reason`; empty: may."""
    reasons = []
    if not viewer.is_system and record.unit_key != viewer.unit_id:
        reasons.append(_("Catatan ini bukan milik unit Anda."))
    if not viewer.has(Role.UNIT_ADMINISTRATOR):
        reasons.append(_("Hanya pengelola unit yang dapat menghapus isi catatan."))
    if not reason.strip():
        reasons.append(_("Tulis alasannya; alasan itu sendiri dicatat."))
    if record.action == ERASURE:
        reasons.append(_("Catatan tentang penghapusan tidak dapat dihapus isinya."))
    if record.payload.is_erased:
        reasons.append(_("Isi catatan ini sudah dihapus."))
    return reasons
