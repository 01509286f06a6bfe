"""Who may add articles. All members read them: an article belongs to the network."""

from django.utils.translation import gettext as _

from jembatan.foundation.viewer import WORKING_ROLES, Viewer


def reasons_against_adding(viewer: Viewer) -> list[str]:
    """Why `viewer` may not add or mend an article; empty if they may."""
    if not viewer.is_member:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    if not viewer.has(*WORKING_ROLES):
        return [_("Auditor membaca saja dan tidak menambah berita.")]
    return []
