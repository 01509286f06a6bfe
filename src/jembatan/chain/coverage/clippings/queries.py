"""Reading clippings, as far as the viewer may see; and what was due and did not go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404

from jembatan.chain.coverage.clippings.models import Alarm, Clipping, Letter, Making, Paper, Plan, Receiver
from jembatan.chain.coverage.clippings.timing import DueTime, Timetable
from jembatan.foundation import clock
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.viewer import Viewer

#: After so long an omission is history: it stands in the list, and the next clipping tells what was not told.
ALARM_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Missing:
    """A clipping was due at `due_at` and has not gone. `clipping` is None where it was not even begun."""

    day: date
    due_at: datetime
    kind: Alarm.Kind
    clipping: Clipping | None

    @property
    def minutes(self) -> int:
        """How late it is by now."""
        return int((clock.now() - self.due_at).total_seconds() // 60)


def plan_of(viewer: Viewer) -> Plan | None:
    """The plan of the viewer's unit."""
    return owned(Plan, viewer).filter(unit=viewer.unit_id).select_related("unit__government").first()


def plans_on() -> list[Plan]:
    """Every plan that is on; for the worker."""
    return list(Plan.objects.filter(is_on=True).select_related("unit__government"))


def timetable(plan: Plan) -> Timetable:
    """When the clippings of `plan` (its unit and government at hand) are due."""
    return Timetable(plan.hour, frozenset(plan.weekdays), plan.unit.zone, plan.on_since if plan.is_on else None)


def receivers_of(plan: Plan) -> list[Receiver]:
    """Who gets it, members first."""
    return list(Receiver.objects.filter(plan=plan).select_related("user").order_by("address", "user__full_name"))


def clippings(viewer: Viewer) -> QuerySet[Clipping]:
    """The clippings of the unit, newest first, each with `newest` (a list with its newest making, without content)."""
    newest = Making.objects.defer("content").order_by("-revision")
    rows = visible(Clipping, viewer).select_related("unit__government", "requested_by")
    return rows.prefetch_related(Prefetch("makings", queryset=newest, to_attr="newest")).order_by("-due_at", "-pk")


def clipping_for(viewer: Viewer, pk: UUID) -> Clipping:
    """One clipping. Raises Http404."""
    found = visible(Clipping, viewer).select_related("unit__government", "requested_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def makings_of(viewer: Viewer, clipping: Clipping) -> list[Making]:
    """What was made of it, the newest first, each with its papers; without content."""
    rows = visible(Making, viewer).filter(clipping=clipping).defer("content").order_by("-revision")
    return list(rows.prefetch_related(Prefetch("papers", queryset=Paper.objects.select_related("file"))))


def newest_making(viewer: Viewer, clipping: Clipping) -> Making | None:
    """The newest, with its content."""
    return visible(Making, viewer).filter(clipping=clipping).order_by("-revision").first()


def paper_for(viewer: Viewer, pk: UUID) -> Paper:
    """One PDF. Raises Http404."""
    rows = visible(Paper, viewer).select_related("file", "making__clipping__unit__government")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def letters_of(viewer: Viewer, clipping: Clipping) -> list[Letter]:
    """The letters of its newest making, by name."""
    rows = visible(Letter, viewer).filter(making__clipping=clipping, making__revision=clipping.revision)
    return list(rows.order_by("name", "address"))


def letter_for(viewer: Viewer, pk: UUID) -> Letter:
    """One letter. Raises Http404."""
    found = visible(Letter, viewer).select_related("making__clipping__unit__government").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def member_choices(viewer: Viewer) -> list[User]:
    """The members who may get the clipping: active accounts of the viewer's unit."""
    return [member.user for member in members(viewer) if member.user.is_active]


def grace() -> timedelta:
    """How long after its hour a clipping may take to be sent before it is missed."""
    return timedelta(minutes=settings.CLIPPING_LATE_MINUTES)


def missing(plan: Plan | None) -> list[Missing]:
    """What of `plan` was due in the last day and has not gone. Asked of the rows, so that it is said on the screen also
    while no worker runs at all. A clipping of the same day that a person has sent makes up for it."""
    if plan is None or not plan.is_on:
        return []
    now = clock.now()
    due = list(timetable(plan).due_between(now - ALARM_LASTS, now))
    rows = Clipping.objects.filter(unit=plan.unit_id, day__in=[one.day for one in due])
    by_day: dict[date, list[Clipping]] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    found = (_missing(one, by_day.get(one.day, []), now) for one in due)
    return [one for one in found if one is not None]


def _missing(due: DueTime, rows: Iterable[Clipping], now: datetime) -> Missing | None:
    rows = list(rows)
    if any(row.state == Clipping.State.SENT for row in rows):
        return None
    scheduled = next((row for row in rows if row.is_scheduled), None)
    if scheduled is not None and scheduled.state == Clipping.State.FAILED:
        return Missing(due.day, due.at, Alarm.Kind.FAILED, scheduled)
    if now - due.at < grace():
        return None
    if scheduled is None:
        return Missing(due.day, due.at, Alarm.Kind.NOT_BEGUN, None)
    kind = Alarm.Kind.NOT_MADE if scheduled.state == Clipping.State.DUE else Alarm.Kind.NOT_SENT
    return Missing(due.day, due.at, kind, scheduled)


def missing_for(viewer: Viewer) -> list[Missing]:
    """The same for the viewer's unit."""
    return missing(plan_of(viewer)) if viewer.is_member and viewer.unit_id is not None else []
