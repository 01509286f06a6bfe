"""Who may change the directory, and what stands against a change. An empty list means: may."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.viewer import Role, Viewer

#: Who keeps outlets, contacts and lists in order.
KEEPERS = (Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR)


def may_keep(viewer: Viewer) -> bool:
    """Whether the viewer may change the directory from the unit acted in."""
    return viewer.unit_id is not None and viewer.has(*KEEPERS)


def reasons_against_keeping(viewer: Viewer) -> list[str]:
    """Against any change of the directory."""
    if may_keep(viewer):
        return []
    return [_("Hanya penyunting, pejabat pemeriksa, kepala, dan pengelola unit yang dapat mengubah media dan kontak.")]


def reasons_against_owner(viewer: Viewer, rows: Iterable[Contact | ContactList]) -> list[str]:
    """Against touching what another unit keeps."""
    if all(row.unit_id == viewer.unit_id for row in rows):
        return []
    return [_("Kontak atau daftar itu milik unit lain.")]


def reasons_against_outlet(
    name: str, kind: str, city: str, same_name: Outlet | None, same_domain: Outlet | None
) -> list[str]:
    """Against an outlet of this name; `same_…` are other outlets that have the name or the domain already."""
    reasons = []
    if not name.strip():
        reasons.append(_("Nama media masih kosong."))
    if len(name.strip()) > 120:
        reasons.append(_("Nama media lebih dari %(n)s huruf.") % {"n": 120})
    if len(city.strip()) > 80:
        reasons.append(_("Nama kota lebih dari %(n)s huruf.") % {"n": 80})
    if kind not in Outlet.Kind.values:
        reasons.append(_("Jenis media tidak dikenal."))
    if same_name is not None:
        reasons.append(_("Media itu sudah ada: %(name)s.") % {"name": same_name.name})
    if same_domain is not None and same_domain != same_name:
        reasons.append(
            _("Situs %(domain)s sudah tercatat untuk %(name)s.")
            % {"domain": same_domain.domain, "name": same_domain.name}
        )
    return reasons


def reasons_against_contact(
    name: str, email: str, whatsapp: str, known: Mapping[str, Contact], but: Contact | None = None
) -> list[str]:
    """Against a contact; `known` maps the addresses in use in the unit to their contacts, `but` is the one changed."""
    reasons = []
    if not name.strip():
        reasons.append(_("Nama kontak masih kosong."))
    if len(name.strip()) > 120:
        reasons.append(_("Nama kontak lebih dari %(n)s huruf.") % {"n": 120})
    if not email and not whatsapp:
        reasons.append(_("Isi surel atau nomor WhatsApp; tanpa keduanya siaran pers tidak sampai."))
    other = known.get(email) if email else None
    if other is not None and other != but:
        reasons.append(_against_same_address(other))
    return reasons


def _against_same_address(other: Contact) -> str:
    facts = {"email": other.email, "name": other.name}
    if other.is_active:
        return _("Surel %(email)s sudah dipakai kontak %(name)s.") % facts
    return _("Surel %(email)s milik kontak %(name)s yang dinonaktifkan; aktifkan kembali kontak itu.") % facts


def reasons_against_list(name: str, same_name: ContactList | None) -> list[str]:
    """Against a list of this name; `same_name` is another of the unit."""
    reasons = []
    if not name.strip():
        reasons.append(_("Nama daftar masih kosong."))
    if len(name.strip()) > 120:
        reasons.append(_("Nama daftar lebih dari %(n)s huruf.") % {"n": 120})
    if same_name is not None:
        hint = "" if same_name.is_active else " " + _("Daftar itu dinonaktifkan; aktifkan kembali.")
        reasons.append(_("Unit ini sudah memiliki daftar “%(name)s”.") % {"name": same_name.name} + hint)
    return reasons


def reasons_against_switching(row: Contact | ContactList, *, to_active: bool) -> list[str]:
    """Against taking out of use what is out of use, and the other way round."""
    if row.is_active != to_active:
        return []
    if to_active:
        return [_("“%(name)s” masih aktif.") % {"name": row.name}]
    return [_("“%(name)s” sudah dinonaktifkan.") % {"name": row.name}]
