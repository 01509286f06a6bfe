"""Who works at a unit's desk, who sets up what is looked out for. The desk is for the unit's own eyes."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.coverage.triage.models import Act, Alert, DeskItem, SavedSearch
from jembatan.chain.coverage.triage.states import ALERT, DESK, DeskState, may
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.viewer import WORKING_ROLES, Role, Viewer

LONGEST_NOTE = 2_000
MOST_ITEMS = 500
MOST_SEARCHES = 50


def reasons_against_working(viewer: Viewer) -> list[str]:
    """Why `viewer` may not work at the desk of their unit; empty if they may."""
    if not viewer.is_member:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    if not viewer.has(*WORKING_ROLES):
        return [_("Auditor membaca saja dan tidak memilah berita.")]
    return []


def reasons_against_items(viewer: Viewer, items: Collection[DeskItem], asked: int) -> list[str]:
    """Why these items may not be worked on; `asked` is how many were asked for."""
    reasons = reasons_against_working(viewer)
    if not asked:
        reasons.append(_("Pilih sedikitnya satu berita."))
    if asked > MOST_ITEMS:
        reasons.append(_("Paling banyak %(n)d berita sekali pilah.") % {"n": MOST_ITEMS})
    if len(items) < asked or any(not viewer.is_system and item.unit_id != viewer.unit_id for item in items):
        reasons.append(_("Ada berita yang tidak ditemukan di meja unit Anda."))
    return reasons


def reasons_against_step(items: Collection[DeskItem], step: str) -> list[str]:
    """Why none of `items` can take `step`; those that stand there already do not hinder the others."""
    if not items or any(may(DESK, item.state, step) for item in items):
        return []
    said = {
        "accept": _("Berita ini sudah diterima."),
        "reject": _("Berita ini sudah ditolak."),
        "reopen": _("Berita ini belum dipilah."),
    }
    return [said[step]]


def reasons_against_assigning(viewer: Viewer, user: User | None) -> list[str]:
    """Why items may not be given to `user` (None: to nobody)."""
    if user is None or user.pk in _workers(viewer.unit_id):
        return []
    return [_("%(name)s tidak bekerja di unit Anda.") % {"name": user}]


def reasons_against_note(text: str) -> list[str]:
    """Why this is no note."""
    if not text.strip():
        return [_("Tulis catatannya.")]
    if len(text) > LONGEST_NOTE:
        return [_("Catatan paling panjang %(n)d karakter.") % {"n": LONGEST_NOTE}]
    return []


def reasons_against_undoing(viewer: Viewer, act: Act) -> list[str]:
    """Why `act` may not be taken back by `viewer`."""
    reasons = reasons_against_working(viewer)
    if act.unit_id != viewer.unit_id or act.by_id != viewer.user_id:
        reasons.append(_("Hanya orang yang melakukannya yang dapat membatalkan langkah ini."))
    if act.undone_at is not None:
        reasons.append(_("Langkah ini sudah dibatalkan."))
    return reasons


def reasons_against_search(
    viewer: Viewer, search: SavedSearch | None, *, name: str, filters: dict[str, str], alert: str, hour: int
) -> list[str]:
    """Why this may not be saved as a search (in place of `search`)."""
    reasons = reasons_against_working(viewer)
    if search is not None:
        reasons += reasons_against_changing(viewer, search)
    if not name.strip():
        reasons.append(_("Beri nama pencarian ini."))
    if len(name.strip()) > 80:
        reasons.append(_("Nama pencarian paling panjang 80 karakter."))
    if not filters:
        reasons.append(_("Pilih sedikitnya satu saringan: tanpa itu semua berita cocok."))
    if alert not in SavedSearch.Alert.values:
        reasons.append(_("Pilih cara pemberitahuan."))
    if not 0 <= hour <= 23:
        reasons.append(_("Jam ringkasan antara 0 dan 23."))
    others = SavedSearch.objects.filter(unit=viewer.unit_id, removed_at=None)
    if search is not None:
        others = others.exclude(pk=search.pk)
    if others.filter(name=name.strip()).exists():
        reasons.append(_("Unit Anda sudah punya pencarian bernama “%(name)s”.") % {"name": name.strip()})
    if search is None and others.count() >= MOST_SEARCHES:
        reasons.append(_("Paling banyak %(n)d pencarian tersimpan. Hapus yang tidak dipakai.") % {"n": MOST_SEARCHES})
    return reasons


def reasons_against_changing(viewer: Viewer, search: SavedSearch) -> list[str]:
    """Why `search` may not be changed or removed by `viewer`."""
    if search.unit_id != viewer.unit_id:
        return [_("Pencarian itu milik unit lain.")]
    if search.removed_at is not None:
        return [_("Pencarian itu sudah dihapus.")]
    return []


def reasons_against_receivers(viewer: Viewer, users: Collection[User], alert: str) -> list[str]:
    """Why these may not be told of what a search finds."""
    reasons = []
    members = {user.pk for user in members_with(viewer.unit_id, *Role)}
    if any(user.pk not in members for user in users):
        reasons.append(_("Penerima harus anggota unit Anda."))
    if alert != SavedSearch.Alert.NONE and not users:
        reasons.append(_("Pilih sedikitnya satu penerima pemberitahuan."))
    return reasons


def reasons_against_retry(viewer: Viewer, alert: Alert) -> list[str]:
    """Why a letter of alert may not be sent anew."""
    reasons = reasons_against_working(viewer)
    if alert.unit_id != viewer.unit_id:
        reasons.append(_("Surat itu milik unit lain."))
    if not may(ALERT, alert.state, "retry"):
        reasons.append(_("Hanya surat yang gagal yang dapat dikirim ulang."))
    return reasons


def is_open(item: DeskItem) -> bool:
    """Whether nobody has decided on `item`."""
    return item.state == DeskState.NEW


def _workers(unit_id: UUID | None) -> set[UUID]:
    return {user.pk for user in members_with(unit_id, *WORKING_ROLES)}


def words_for_stranger() -> str:
    """Said where somebody is named who does not work in the unit."""
    return _("Orang itu tidak bekerja di unit Anda.")


def words_for_unknown_step() -> str:
    """Said where an address asks for a step that there is not."""
    return _("Langkah itu tidak dikenal.")
