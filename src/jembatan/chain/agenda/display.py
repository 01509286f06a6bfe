"""How an event's state, days and lifecycle are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.states import CANCELLED, CONFIRMED, DONE, PLANNED, POSTPONED
from jembatan.web.components import CalendarEntry, Step

#: State -> kind of badge.
KINDS = {PLANNED: "neutral", CONFIRMED: "done", DONE: "done", POSTPONED: "waiting", CANCELLED: "attention"}


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A line of the filter by state."""

    key: str
    label: str


def kind_of(state: str) -> str:
    """The kind of badge for a state."""
    return KINDS[state]


def state_choices() -> list[StateChoice]:
    """All states, in the order of the lifecycle."""
    return [StateChoice(str(value), str(label)) for value, label in Event.State.choices]


def lifecycle(state: str) -> list[Step]:
    """The stations of an event, with its detour if it is on one."""
    way = [Step(PLANNED, Event.State.PLANNED.label)]
    if state == POSTPONED:
        way.append(Step(POSTPONED, Event.State.POSTPONED.label))
    if state == CANCELLED:
        return [*way, Step(CANCELLED, Event.State.CANCELLED.label)]
    return [*way, Step(CONFIRMED, Event.State.CONFIRMED.label), Step(DONE, Event.State.DONE.label)]


def entries(events: Iterable[Event], first: date, last: date) -> Mapping[date, list[CalendarEntry]]:
    """The lines of a calendar from `first` to `last`: an event of several days stands in each of them."""
    found: dict[date, list[CalendarEntry]] = {}
    for event in events:
        begins = localtime(event.starts_at)
        ends = localtime(event.ends_at).date() if event.ends_at else begins.date()
        day = max(begins.date(), first)
        while day <= min(ends, last):
            found.setdefault(day, []).append(_entry(event, f"{begins:%H.%M}" if day == begins.date() else ""))
            day += timedelta(days=1)
    return found


def _entry(event: Event, time: str) -> CalendarEntry:
    note = event.unit.short_name
    if event.state in {POSTPONED, CANCELLED}:
        note = _("%(unit)s, %(state)s") % {"unit": note, "state": str(event.get_state_display()).lower()}
    return CalendarEntry(event.title, reverse("event_detail", args=[event.pk]), time, kind_of(event.state), note)
