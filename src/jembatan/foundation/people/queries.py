"""Who an account is, in which unit, with which roles; who serves in a unit; who holds which office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from jembatan.foundation import clock
from jembatan.foundation.people.models import Appointment, Membership, Person, User
from jembatan.foundation.units.models import Government, Unit
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
        Unit.objects.filter(memberships__user=user)
        .select_related("government")
        .distinct()
        .order_by("government__code", "name")
    )


@dataclass(frozen=True, slots=True)
class Service:
    """A unit that a person serves, and the roles held there."""

    unit: Unit
    roles: tuple[Role, ...]


def services_of(user: User) -> list[Service]:
    """All units that a person serves, each with the roles held."""
    held: dict[UUID, set[str]] = {}
    for unit_id, role in Membership.objects.filter(user=user).values_list("unit_id", "role"):
        held.setdefault(unit_id, set()).add(role)
    return [Service(unit, tuple(role for role in Role if role in held.get(unit.pk, ()))) for unit in units_of(user)]


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
    held = Membership.objects.filter(unit=unit_id, role__in=roles).values("user_id")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "email"))


def account_of_address(email: str) -> User | None:
    """The account with this e-mail address, in any writing."""
    return User.objects.filter(email__iexact=email.strip()).first()


@dataclass(frozen=True, slots=True)
class Member:
    """An account and the roles that it holds in one unit, in the order of `Role`."""

    user: User
    roles: tuple[Role, ...]

    @property
    def is_waiting(self) -> bool:
        """Invited, and has not set a password yet."""
        return not self.user.has_usable_password()


def members(viewer: Viewer, *, text: str = "", role: str = "") -> list[Member]:
    """Who serves in the viewer's unit, by name; narrowed by a part of name or address, and by a role held."""
    rows = User.objects.filter(memberships__unit=viewer.unit_id) if viewer.is_member else User.objects.none()
    if text:
        rows = rows.filter(Q(full_name__icontains=text) | Q(email__icontains=text))
    if role:
        rows = rows.filter(memberships__unit=viewer.unit_id, memberships__role=role)
    return _with_roles(rows.distinct().order_by("full_name", "email"), viewer)


def member_for(viewer: Viewer, pk: UUID) -> Member:
    """One who serves in the viewer's unit. Raises Http404 for anybody else."""
    rows = User.objects.filter(pk=pk, memberships__unit=viewer.unit_id).distinct()
    found = _with_roles(rows, viewer) if viewer.is_member else []
    if not found:
        raise Http404
    return found[0]


def _with_roles(users: Iterable[User], viewer: Viewer) -> list[Member]:
    held: dict[UUID, set[str]] = {}
    for user_id, role in Membership.objects.filter(unit=viewer.unit_id).values_list("user_id", "role"):
        held.setdefault(user_id, set()).add(role)
    return [Member(user, tuple(role for role in Role if role in held.get(user.pk, ()))) for user in users]


def staff_of(unit: Unit, *, on: date | None = None) -> QuerySet[Appointment]:
    """The offices in a unit, with person and section; with `on`, those held on that day."""
    rows = Appointment.objects.filter(unit=unit, is_leader=False).select_related("person", "section")
    rows = rows.order_by("section__order", "office", "since")
    return rows if on is None else rows.filter(_in_office(on))


def leader_offices(government: Government, *, on: date | None = None) -> QuerySet[Appointment]:
    """The leaders' offices of a government; with `on`, those held on that day."""
    rows = Appointment.objects.filter(government=government, is_leader=True).select_related("person")
    return rows if on is None else rows.filter(_in_office(on))


def leaders(viewer: Viewer, *, on: date | None = None) -> QuerySet[Person]:
    """Who leads the viewer's government on the day `on` (today): the choice for an event. Nobody sees none."""
    if not viewer.is_member:
        return Person.objects.none()
    own = Q() if viewer.is_system else Q(government=viewer.government_id)
    held = Appointment.objects.filter(own, _in_office(on or clock.now().date()), is_leader=True)
    return Person.objects.filter(pk__in=held.values("person"))


def known_persons(viewer: Viewer) -> QuerySet[Person]:
    """Who holds or held an office in the viewer's government, for choosing somebody who is known already."""
    if not viewer.is_member:
        return Person.objects.none()
    own = Q() if viewer.is_system else Q(government=viewer.government_id)
    return Person.objects.filter(pk__in=Appointment.objects.filter(own).values("person"))


def persons(viewer: Viewer) -> QuerySet[Person]:
    """Every office-holder that the network knows by name."""
    return Person.objects.all() if viewer.is_member else Person.objects.none()


def appointment_for(viewer: Viewer, pk: UUID) -> Appointment:
    """An office in the viewer's unit, or a leader's of its government. Raises Http404."""
    own = Q(unit=viewer.unit_id) | Q(unit=None, government=viewer.government_id)
    rows = Appointment.objects.select_related("person", "section", "government")
    found = rows.filter(own, pk=pk).first() if viewer.is_member else None
    if found is None:
        raise Http404
    return found


def _in_office(day: date) -> Q:
    begun, lasting = Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day)
    return begun & lasting
