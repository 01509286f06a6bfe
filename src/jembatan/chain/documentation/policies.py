"""Who may do what with photos. Each function gives all reasons against; an empty list means yes.

Adding and changing: contributor, editor, clearing officer, bureau head, protocol officer and archivist of the unit that
owns the photo. Everybody in that unit may have the original; others get the renditions.
"""

from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.queries import has_part_in
from jembatan.chain.documentation.models import Asset
from jembatan.foundation.units.access import may_see
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role, Viewer

DOCUMENTERS = frozenset(
    {
        Role.CONTRIBUTOR,
        Role.EDITOR,
        Role.CLEARING_OFFICER,
        Role.BUREAU_HEAD,
        Role.PROTOCOL_OFFICER,
        Role.ARCHIVIST,
    }
)
OFFERED_VISIBILITIES = (Visibility.UNIT, Visibility.GOVERNMENT, Visibility.NETWORK, Visibility.PUBLIC)


def reasons_against_adding(viewer: Viewer, event: Event | None) -> list[str]:
    """Why `viewer` may not add a photo (of `event`) in the active unit."""
    if viewer.unit_id is None:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    return _against_role(viewer) + _against_event(viewer, event)


def reasons_against_changing(viewer: Viewer, asset: Asset) -> list[str]:
    """Why `viewer` may not change what is told of `asset`."""
    reasons = _against_role(viewer)
    if not viewer.is_system and viewer.unit_id != asset.unit_id:
        text = _("Foto ini milik %(unit)s; hanya unit itu yang dapat mengubah keterangannya.")
        reasons.append(text % {"unit": asset.unit.short_name})
    return reasons


def reasons_against_event(viewer: Viewer, event: Event | None) -> list[str]:
    """Why a photo of the viewer's unit may not hang on `event`."""
    return _against_event(viewer, event)


def reasons_against_facts(*, caption: str, credit: str, visibility: str) -> list[str]:
    """What is wrong with what is told of a photo."""
    reasons = []
    if not caption.strip():
        reasons.append(_("Isi keterangan foto: siapa, melakukan apa, di mana."))
    if len(caption) > 500:
        reasons.append(_("Keterangan foto terlalu panjang; paling banyak 500 huruf."))
    if not credit.strip():
        reasons.append(_("Isi nama pemotret atau pemilik foto."))
    if len(credit) > 120:
        reasons.append(_("Nama pemotret terlalu panjang; paling banyak 120 huruf."))
    if visibility not in OFFERED_VISIBILITIES:
        reasons.append(_("Pilih untuk siapa foto ini terbuka."))
    return reasons


def may_add(viewer: Viewer, event: Event | None = None) -> bool:
    """Whether the viewer gets the button."""
    return not reasons_against_adding(viewer, event)


def _against_role(viewer: Viewer) -> list[str]:
    return [] if viewer.has(*DOCUMENTERS) else [_("Peran Anda di unit ini tidak mencakup tindakan ini.")]


def _against_event(viewer: Viewer, event: Event | None) -> list[str]:
    if event is None:
        return []
    if not may_see(viewer, event):
        return [_("Kegiatan itu tidak ditemukan.")]
    if has_part_in(viewer, event):
        return []
    return [
        _(
            "Unit Anda bukan pemilik, tuan rumah, atau peserta kegiatan ini. "
            "Minta unit pemiliknya menambahkan unit Anda sebagai peserta."
        )
    ]
