"""Who may capture, correct and enter what was printed or broadcast, and what stands against it."""

from django.utils.translation import gettext as _

from jembatan.chain.coverage.captures.models import Capture
from jembatan.chain.coverage.captures.states import may
from jembatan.foundation.units.access import may_change
from jembatan.foundation.viewer import WORKING_ROLES, Viewer

MOST_FILES = 12


def reasons_against_sending(viewer: Viewer, file_count: int) -> list[str]:
    """Why `viewer` may not send a capture with so many files."""
    if viewer.unit_id is None or not viewer.has(*WORKING_ROLES):
        return [_("Auditor membaca saja dan tidak mengirim tangkapan.")]
    reasons = []
    if file_count < 1:
        reasons.append(_("Lampirkan sedikitnya satu foto halaman atau rekaman siaran."))
    if file_count > MOST_FILES:
        reasons.append(_("Paling banyak {most} berkas untuk satu tangkapan.").format(most=MOST_FILES))
    return reasons


def reasons_against_step(viewer: Viewer, capture: Capture, step: str) -> list[str]:
    """Why `step` (correct, enter, discard, restore) can't be taken."""
    reasons = []
    if not may_change(viewer, capture):
        reasons.append(_("Hanya unit yang mengirim tangkapan ini yang dapat mengubahnya."))
    if not may(capture.state, step):
        text = _("Langkah ini tidak dapat diambil: tangkapan berstatus {state}.")
        reasons.append(text.format(state=capture.get_state_display()))
    return reasons
