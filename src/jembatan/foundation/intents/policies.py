"""Who may see what waits, and call it back."""

from django.utils.translation import gettext as _

from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.states import DEAD, WAITING
from jembatan.foundation.viewer import WORKING_ROLES, Role, Viewer


def may_see(viewer: Viewer, intent: Intent) -> bool:
    """Members see their own unit's; what belongs to no unit is seen by unit administrators."""
    if viewer.is_system:
        return True
    if intent.unit_id is None:
        return viewer.is_member and viewer.has(Role.UNIT_ADMINISTRATOR)
    return viewer.is_member and intent.unit_id == viewer.unit_id


def reasons_against_retry(viewer: Viewer, intent: Intent) -> list[str]:
    """Why `viewer` may not have `intent` tried again now; empty: may."""
    reasons = []
    if not may_see(viewer, intent):
        reasons.append(_("Pekerjaan ini bukan milik unit Anda."))
    if not viewer.has(*WORKING_ROLES):
        reasons.append(_("Peran Anda hanya membaca, jadi tidak dapat mengulang pekerjaan."))
    failed_and_waits = intent.state == WAITING and bool(intent.last_error)
    if intent.state != DEAD and not failed_and_waits:
        reasons.append(_("Hanya pekerjaan yang gagal yang dapat diulang; yang ini tidak sedang gagal."))
    return reasons
