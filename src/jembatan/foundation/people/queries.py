"""Who an account is, in which unit, with which roles."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from jembatan.foundation.people.models import Membership, User
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import NOBODY, Role, Viewer

#: Session key of the unit that the person has switched to.
CHOSEN_UNIT = "unit"


def viewer_of(request: HttpRequest) -> tuple[Viewer, ZoneInfo]:
    """The viewer behind a request and the zone that its times are shown in."""
    default_zone = ZoneInfo(settings.TIME_ZONE)
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return NOBODY, default_zone
    origin = str(request.META.get("REMOTE_ADDR", ""))
    unit = chosen_unit(user, request.session.get(CHOSEN_UNIT))
    if unit is None:
        return Viewer(user_id=user.pk, name=str(user), origin=origin), default_zone
    return viewer_in(user, unit, origin), unit.zone


def viewer_in(user: User, unit: Unit, origin: str) -> Viewer:
    """`user` acting in `unit`, with the roles held there (none: an empty set, which sees only what is public)."""
    roles = frozenset(
        Role(role) for role in Membership.objects.filter(user=user, unit=unit).values_list("role", flat=True)
    )
    if not roles:
        return Viewer(user_id=user.pk, name=str(user), origin=origin)
    return Viewer(
        user_id=user.pk,
        name=str(user),
        unit_id=unit.pk,
        government_id=unit.government_id,
        roles=roles,
        origin=origin,
    )


def units_of(user: User) -> list[Unit]:
    """The units that a person serves, in the order of the tree."""
    return list(
        Unit.objects.filter(memberships__user=user).select_related("government").distinct().order_by(
            "government__code", "name"
        )
    )


def chosen_unit(user: User, chosen: str | None) -> Unit | None:
    """The unit that the person switched to, if they still serve it; else their first; None if they serve none."""
    units = units_of(user)
    wanted = next((unit for unit in units if str(unit.pk) == chosen), None)
    return wanted or (units[0] if units else None)


def account(user_id: UUID | None) -> User | None:
    """The account with this identifier."""
    return User.objects.filter(pk=user_id).first() if user_id else None


def members_with(unit_id: UUID | None, *roles: Role) -> list[User]:
    """The active accounts that hold at least one of `roles` in the unit, by name."""
    held = Membership.objects.filter(unit_id=unit_id, role__in=roles).values("user_id")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "email"))
