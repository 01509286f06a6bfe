"""When a clipping is due. Pure functions over a plan's hour, weekdays and zone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: How late a clipping is still begun: after a longer stop it is no longer that morning's, and the alarm has said so.
LATEST_START = timedelta(hours=12)
#: The longest time that one clipping covers, after a holiday or a stop.
LONGEST_PERIOD = timedelta(days=7)
USUAL_PERIOD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueTime:
    """The clipping of `day` (in the unit's zone) is due at `at` (UTC)."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """The part of a plan that tells when. `on_since`: since when it holds; None: it is off."""

    hour: time
    weekdays: Collection[int]
    zone: ZoneInfo
    on_since: datetime | None

    def due_on(self, day: date) -> DueTime | None:
        """When the clipping of `day` is due; None on a day without one, and before the plan was on."""
        at = datetime.combine(day, self.hour, self.zone).astimezone(UTC)
        if self.on_since is None or day.weekday() not in self.weekdays or at < self.on_since:
            return None
        return DueTime(day, at)

    def due_between(self, start: datetime, end: datetime) -> Iterator[DueTime]:
        """All that falls due after `start` and up to `end`, in order."""
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            due = self.due_on(day)
            if due is not None and start < due.at <= end:
                yield due
            day += timedelta(days=1)

    def to_begin(self, now: datetime) -> DueTime | None:
        """The newest that is due and not too old to be begun."""
        due = list(self.due_between(now - LATEST_START, now))
        return due[-1] if due else None

    def next_after(self, now: datetime) -> DueTime | None:
        """The next one."""
        return next(self.due_between(now, now + timedelta(days=8)), None)


def period(due_at: datetime, last_end: datetime | None) -> tuple[datetime, datetime]:
    """What the clipping due at `due_at` covers: from the end of the last one, at most `LONGEST_PERIOD`; else a day."""
    start = due_at - USUAL_PERIOD if last_end is None else last_end
    return max(min(start, due_at), due_at - LONGEST_PERIOD), due_at
