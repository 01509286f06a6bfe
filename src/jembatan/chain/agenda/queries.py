"""Reading the agenda. Everything goes through the chokepoint."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.timezone import get_current_timezone

from jembatan.chain.agenda.models import USUAL_LENGTH, Event, EventStep
from jembatan.chain.agenda.states import CANCELLED, POSTPONED
from jembatan.foundation import clock
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.units.access import visible
from jembatan.foundation.units.models import Government, Unit
from jembatan.foundation.viewer import Viewer

#: Sort keys of the list, as they stand in the address.
ORDERS = {"waktu": "starts_at", "judul": "title", "unit": "unit__short_name", "keadaan": "state"}


@dataclass(frozen=True, slots=True)
class EventFilter:
    """How the list is narrowed. `when`: "mendatang" (not over yet), "lalu" or "" for all."""

    words: str = ""
    when: str = ""
    state: str = ""
    unit_id: UUID | None = None
    mine: bool = False
    order: str = ""


def event_for(viewer: Viewer, pk: UUID) -> Event:
    """One event that the viewer may see. Raises Http404."""
    rows = visible(Event, viewer).select_related("unit__government", "host__government", "created_by")
    event = rows.prefetch_related("leaders", "participants").filter(pk=pk).first()
    if event is None:
        raise Http404
    return event


def events(viewer: Viewer, narrow: EventFilter | None = None) -> QuerySet[Event]:
    """The events that the viewer may see, narrowed; coming ones in the order of time, others newest first."""
    narrow = narrow or EventFilter()
    rows = visible(Event, viewer).select_related("unit").prefetch_related("leaders")
    if narrow.words:
        rows = rows.filter(
            Q(title__icontains=narrow.words)
            | Q(place__icontains=narrow.words)
            | Q(
                pk__in=Event.leaders.through.objects.filter(person__full_name__icontains=narrow.words).values(
                    "event_id"
                )
            )
        )
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.unit_id is not None:
        rows = rows.filter(_with_part_of(narrow.unit_id))
    if narrow.mine and viewer.unit_id is not None:
        rows = rows.filter(_with_part_of(viewer.unit_id))
    return _in_order(_at(rows, narrow.when), narrow)


def events_between(viewer: Viewer, first: date, last: date, narrow: EventFilter | None = None) -> list[Event]:
    """The events that touch a day from `first` to `last`, both included, in the active zone; the earliest first."""
    zone = get_current_timezone()
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    touching = Q(starts_at__gte=start) | Q(ends_at__gt=start)
    return list(events(viewer, narrow).filter(touching, starts_at__lt=end).order_by("starts_at", "title"))


def clashes(
    viewer: Viewer,
    *,
    leaders: Iterable[Person],
    starts_at: datetime,
    ends_at: datetime | None,
    apart_from: UUID | None = None,
) -> list[Event]:
    """Other events of one of `leaders` that overlap in time and that the viewer may see. An open end counts two hours.

    What was cancelled or postponed clashes with nothing.
    """
    people = [leader.pk for leader in leaders]
    if not people:
        return []
    end = ends_at or starts_at + USUAL_LENGTH
    going_on = Q(ends_at__gt=starts_at) | Q(ends_at__isnull=True, starts_at__gt=starts_at - USUAL_LENGTH)
    joined = Event.leaders.through.objects.filter(person_id__in=people).values("event_id")
    rows = visible(Event, viewer).filter(going_on, starts_at__lt=end, pk__in=joined)
    rows = rows.exclude(state__in=[CANCELLED, POSTPONED]).exclude(Q(pk=apart_from))
    return list(rows.select_related("unit").prefetch_related("leaders").order_by("starts_at")[:10])


def clashes_of(viewer: Viewer, event: Event) -> list[Event]:
    """What clashes with `event`; nothing if it does not take place now."""
    if event.state in {CANCELLED, POSTPONED}:
        return []
    return clashes(
        viewer,
        leaders=event.leaders.all(),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        apart_from=event.pk,
    )


def has_part_in(viewer: Viewer, event: Event) -> bool:
    """Whether the viewer's unit owns `event`, is its host or takes part: those attach photos and releases to it."""
    if viewer.is_system or viewer.unit_id in {event.unit_id, event.host_id}:
        return True
    return event.participants.filter(Q(pk=viewer.unit_id)).exists()


def events_with_part(viewer: Viewer) -> QuerySet[Event]:
    """The events in which the viewer's unit has a part, the newest first."""
    if viewer.unit_id is None:
        return Event.objects.none()
    return visible(Event, viewer).filter(_with_part_of(viewer.unit_id)).order_by("-starts_at")


def steps_of(viewer: Viewer, event: Event) -> list[EventStep]:
    """How the event came to its state, the earliest first."""
    return list(visible(EventStep, viewer).filter(event=event).select_related("taken_by"))


def units_with_events(viewer: Viewer) -> list[Unit]:
    """The units of which the viewer sees an event; for the filter."""
    owners = visible(Event, viewer).values("unit_id")
    return list(Unit.objects.filter(pk__in=owners).order_by("short_name"))


def leader_offices(viewer: Viewer, event: Event | None = None) -> list[Appointment]:
    """The leaders that the viewer's unit can name: of its own government, those above and those right below it.

    Those of `event` are among them, whatever their government. One line a person, the newest office.
    """
    near = _near_governments(viewer)
    named = [] if event is None else list(event.leaders.values_list("pk", flat=True))
    rows = Appointment.objects.filter(Q(government__in=near) | Q(person__in=named), is_leader=True)
    rows = rows.select_related("person", "government").order_by("government__code", "office", "-since")
    own_first = sorted(rows, key=lambda held: held.government_id != viewer.government_id)
    seen: dict[UUID, Appointment] = {}
    for held in own_first:
        present = seen.get(held.person_id)
        if present is None or (present.until is not None and held.until is None):
            seen[held.person_id] = held
    return list(seen.values())


def people_of(offices: Iterable[Appointment]) -> QuerySet[Person]:
    """The people who hold `offices`."""
    return Person.objects.filter(pk__in=[held.person_id for held in offices])


def leaders_among(viewer: Viewer, chosen: Sequence[str]) -> QuerySet[Person]:
    """The people with these identifiers that the viewer can name as leaders; for the clash hint."""
    held = leader_offices(viewer)
    known = {str(office.person_id) for office in held}
    return Person.objects.filter(pk__in=[pk for pk in chosen if pk in known])


def _with_part_of(unit_id: UUID) -> Q:
    joined = Event.participants.through.objects.filter(unit_id=unit_id).values("event_id")
    return Q(unit_id=unit_id) | Q(host_id=unit_id) | Q(pk__in=joined)


def _at(rows: QuerySet[Event], when: str) -> QuerySet[Event]:
    now = clock.now()
    over = Q(ends_at__lte=now) | Q(ends_at__isnull=True, starts_at__lte=now - USUAL_LENGTH)
    if when == "mendatang":
        return rows.exclude(over)
    return rows.filter(over) if when == "lalu" else rows


def _in_order(rows: QuerySet[Event], narrow: EventFilter) -> QuerySet[Event]:
    key = ORDERS.get(narrow.order.removeprefix("-"))
    if key is None:
        return rows.order_by("starts_at" if narrow.when == "mendatang" else "-starts_at", "pk")
    return rows.order_by(f"-{key}" if narrow.order.startswith("-") else key, "-starts_at", "pk")


def _near_governments(viewer: Viewer) -> list[UUID]:
    own = Government.objects.filter(Q(pk=viewer.government_id)).first()
    if own is None:
        return []
    near = [own.pk, *own.children.values_list("pk", flat=True)]
    above = own.parent
    while above is not None:
        near.append(above.pk)
        above = above.parent
    return near
