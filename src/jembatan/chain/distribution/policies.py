"""Who may send a release to the press, and when. Each function gives all reasons against; an empty list means yes.

Sending and trying again: editor, clearing officer, bureau head of the release's unit. The rest of the unit sees, the
auditor too. Only what the public may read already is sent: a letter before an embargo has passed would be a breach that
nobody could take back, so there is no embargoed sending.
"""

from django.utils.translation import gettext as _

from jembatan.chain.distribution import states
from jembatan.chain.distribution.models import Delivery
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.viewer import Role, Viewer

SENDERS = frozenset({Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD})


def reasons_against_dispatch(viewer: Viewer, version: Version) -> list[str]:
    """Why `viewer` may not send `version` (its release at hand) now."""
    return _against_place(viewer, version) + _against_role(viewer) + reasons_against_version(version)


def reasons_against_retry(viewer: Viewer, delivery: Delivery) -> list[str]:
    """Why `viewer` may not have `delivery` (its version, release and contact at hand) tried again."""
    reasons = (
        _against_place(viewer, delivery.version) + _against_role(viewer) + reasons_against_version(delivery.version)
    )
    if not (states.may("retry", delivery.state) or delivery.state == states.QUEUED):
        reasons.append(_("Surat ini sudah terkirim, jadi tidak dikirim ulang."))
    return reasons + reasons_against_contact(delivery)


def reasons_against_version(version: Version) -> list[str]:
    """Why `version` may not go to the press at this moment, whoever sends it."""
    if version.is_open_at(clock.now()):
        return []
    if version.state == Version.State.PUBLISHED:
        return [_("Embargo siaran pers ini belum lewat. Surat dapat dikirim begitu siaran pers terbuka untuk umum.")]
    if version.state == Version.State.SUPERSEDED:
        return [_("Versi ini sudah digantikan. Kirim versi yang terbit sekarang.")]
    if version.state == Version.State.RETRACTED:
        return [_("Siaran pers ini sudah dicabut.")]
    return [_("Siaran pers ini belum terbit.")]


def reasons_against_contact(delivery: Delivery) -> list[str]:
    """Why the contact may not get a letter any more."""
    if not delivery.contact.is_active:
        return [_("Kontak ini sudah tidak aktif.")]
    return [] if delivery.contact.email else [_("Kontak ini tidak lagi punya alamat surel.")]


def _against_place(viewer: Viewer, version: Version) -> list[str]:
    if viewer.is_system or (viewer.unit_id is not None and viewer.unit_id == version.release.unit_id):
        return []
    unit = version.release.unit.name
    return [_("Siaran pers ini milik %(unit)s; hanya unit itu yang mengirimkannya ke media.") % {"unit": unit}]


def _against_role(viewer: Viewer) -> list[str]:
    if viewer.has(*SENDERS):
        return []
    names = [str(name) for role, name in ROLE_NAMES.items() if role in SENDERS]
    return [_("Peran Anda tidak berwenang mengirim. Yang berwenang: %(roles)s.") % {"roles": ", ".join(names)}]
