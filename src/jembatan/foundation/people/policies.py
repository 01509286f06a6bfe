"""Who may give and take roles, and what stands against it. An empty list means: may."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from jembatan.foundation.people.models import ROLE_NAMES, Membership, User
from jembatan.foundation.units.access import administers
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import WORKING_ROLES, Role, Viewer

#: Roles that let a text go out. Nobody gives them to himself, or one person could write and clear alone.
CLEARING_ROLES = frozenset({Role.CLEARING_OFFICER, Role.BUREAU_HEAD})


def reasons_against_governing(viewer: Viewer, unit: Unit) -> list[str]:
    """Against any change of a unit's members."""
    if administers(viewer, unit):
        return []
    return [_("Hanya pengelola unit %(unit)s yang dapat mengatur anggotanya.") % {"unit": unit.short_name}]


def reasons_against_inviting(
    unit: Unit, email: str, full_name: str, roles: Collection[Role], known: User | None
) -> list[str]:
    """Against an invitation; `known` is the account that has this address already."""
    reasons = []
    if not email:
        reasons.append(_("Alamat surel masih kosong."))
    if len(email) > 150:
        reasons.append(_("Alamat surel lebih dari %(n)s huruf.") % {"n": 150})
    if known is None and not full_name.strip():
        reasons.append(_("Nama lengkap masih kosong."))
    if len(full_name.strip()) > 120:
        reasons.append(_("Nama lengkap lebih dari %(n)s huruf.") % {"n": 120})
    if not roles:
        reasons.append(_("Pilih sedikitnya satu peran."))
    if known is not None and not known.is_active:
        reasons.append(_("Akun dengan surel itu dinonaktifkan. Aktifkan dahulu akunnya."))
    if known is not None and set(roles) <= roles_of(known, unit) and roles:
        reasons.append(_("%(name)s sudah memegang peran itu di unit ini.") % {"name": known})
    return reasons


def reasons_against_roles(
    viewer: Viewer, user: User | None, held: Collection[Role], new: Collection[Role]
) -> list[str]:
    """Against `user` holding `new` besides `held` in one unit."""
    reasons = []
    if user is not None and user.pk == viewer.user_id and CLEARING_ROLES.intersection(new):
        reasons.append(_("Peran pemeriksa tidak dapat Anda berikan kepada diri sendiri; minta pengelola lain."))
    together = {*held, *new}
    if Role.AUDITOR in together and WORKING_ROLES.intersection(together):
        reasons.append(_("Auditor hanya membaca, jadi peran itu tidak dapat digabung dengan peran lain di unit ini."))
    return reasons


def reasons_against_granting(viewer: Viewer, unit: Unit, user: User, role: Role) -> list[str]:
    """Against giving one more role to a member."""
    held = roles_of(user, unit)
    reasons = reasons_against_roles(viewer, user, held, {role})
    if not held:
        reasons.append(_("%(name)s belum menjadi anggota unit ini; undang dahulu.") % {"name": user})
    if role in held:
        reasons.append(_("%(name)s sudah memegang peran %(role)s.") % {"name": user, "role": ROLE_NAMES[role]})
    if not user.is_active:
        reasons.append(_("Akun %(name)s dinonaktifkan.") % {"name": user})
    return reasons


def reasons_against_revoking(unit: Unit, user: User, roles: Collection[Role]) -> list[str]:
    """Against taking `roles` from a member."""
    held = roles_of(user, unit)
    reasons = [
        _("%(name)s tidak memegang peran %(role)s.") % {"name": user, "role": ROLE_NAMES[role]}
        for role in roles
        if role not in held
    ]
    if not held and not roles:
        reasons.append(_("%(name)s bukan anggota unit ini.") % {"name": user})
    if Role.UNIT_ADMINISTRATOR in roles:
        reasons += reasons_against_losing_administrator(unit, user)
    return reasons


def reasons_against_losing_administrator(unit: Unit, user: User) -> list[str]:
    """Against the unit losing `user` as an administrator, if no other active one is left."""
    others = Membership.objects.filter(unit=unit, role=Role.UNIT_ADMINISTRATOR, user__is_active=True)
    if Role.UNIT_ADMINISTRATOR not in roles_of(user, unit) or others.exclude(user=user).exists():
        return []
    return [_("%(name)s satu-satunya pengelola unit ini; tunjuk pengelola lain dahulu.") % {"name": user}]


def reasons_against_deactivating(viewer: Viewer, unit: Unit, user: User) -> list[str]:
    """Against closing an account as a whole."""
    reasons = reasons_against_losing_administrator(unit, user)
    if user.pk == viewer.user_id:
        reasons.append(_("Akun Anda sendiri tidak dapat Anda nonaktifkan."))
    if not user.is_active:
        reasons.append(_("Akun %(name)s sudah dinonaktifkan.") % {"name": user})
    return reasons + _against_foreign_account(viewer, unit, user)


def reasons_against_reactivating(viewer: Viewer, unit: Unit, user: User) -> list[str]:
    """Against opening a closed account again."""
    reasons = [] if not user.is_active else [_("Akun %(name)s masih aktif.") % {"name": user}]
    return reasons + _against_foreign_account(viewer, unit, user)


def reasons_against_link(viewer: Viewer, unit: Unit, user: User) -> list[str]:
    """Against showing a link by which anybody can set this account's password.

    Whoever holds the link holds the account; so an administrator may see only that of a newcomer of this unit alone.
    """
    reasons = _against_foreign_account(viewer, unit, user)
    if not user.is_active:
        reasons.append(_("Akun %(name)s dinonaktifkan.") % {"name": user})
    if user.has_usable_password() and not viewer.is_system:
        reasons.append(
            _("%(name)s sudah memiliki kata sandi, dan menggantinya sendiri lewat “Lupa kata sandi”.") % {"name": user}
        )
    return reasons


def _against_foreign_account(viewer: Viewer, unit: Unit, user: User) -> list[str]:
    """An account that serves other units too is not this unit's to open or close."""
    if viewer.is_system:
        return []
    if not roles_of(user, unit):
        return [_("%(name)s bukan anggota unit ini.") % {"name": user}]
    if Membership.objects.filter(user=user).exclude(unit=unit).exists() or user.is_superuser:
        return [_("%(name)s juga bekerja di luar unit ini; akunnya diatur pengelola instalasi.") % {"name": user}]
    return []


def roles_of(user: User, unit: Unit) -> set[Role]:
    """The roles that `user` holds in `unit`."""
    return {Role(role) for role in Membership.objects.filter(user=user, unit=unit).values_list("role", flat=True)}
