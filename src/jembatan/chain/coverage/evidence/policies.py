"""Who may have evidence made. All members read it; only the system writes it."""

from django.utils.translation import gettext as _

from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.foundation.viewer import WORKING_ROLES, Viewer


def reasons_against_keeping(viewer: Viewer) -> list[str]:
    """Why `viewer` may not keep evidence; empty if they may."""
    if not viewer.is_member or not viewer.has(*WORKING_ROLES):
        return [_("Auditor membaca saja dan tidak menambah bukti.")]
    return []


def reasons_against_picture(viewer: Viewer, page: Evidence | None, picture: Evidence | None) -> list[str]:
    """Why a picture of the stored page may not be asked for."""
    reasons = []
    if not viewer.is_member or not viewer.has(*WORKING_ROLES):
        reasons.append(_("Auditor membaca saja dan tidak meminta gambar halaman."))
    if page is None:
        reasons.append(_("Halaman asli berita ini tidak tersimpan, sehingga tidak dapat digambar."))
    elif picture is not None and picture.made_from_id == page.pk:
        reasons.append(_("Gambar halaman ini sudah ada."))
    return reasons
