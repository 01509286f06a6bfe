"""When an answer is due, by which rule, and what stands behind it. Pure: rules and days in, a deadline out.

No law names the days within which an outlet must answer; the unit sets them (`Rules.answer_days`). Two months for asking
(Peraturan Dewan Pers 9/2008) rest on a fact that is verified in part only: it warns and stops nobody.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from jembatan.desks.replies.working_days import Holidays, YearUnknown

#: Working days within which the press council handles a complaint (fact "dp-pengaduan").
COUNCIL_DAYS = 14
NEAR_DAYS = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """What a unit has set. `counts_working_days`: else calendar days. `asking_months`: 0 for no warning."""

    answer_days: int = 5
    counts_working_days: bool = True
    asking_months: int = 2


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day` is None where the holidays of `unknown_year` are not known. `is_provisional`: they are known in part."""

    day: date | None
    days: int
    counts_working_days: bool
    unknown_year: int | None = None
    is_provisional: bool = False


def deadline_after(start: date, days: int, holidays: Holidays, *, counts_working_days: bool = True) -> Deadline:
    """The day by which an answer to what was sent on `start` is due; the day of sending does not count."""
    if not counts_working_days:
        return Deadline(start + timedelta(days=days), days, counts_working_days=False)
    try:
        day = holidays.after(start, days)
    except YearUnknown as unknown:
        return Deadline(None, days, counts_working_days=True, unknown_year=unknown.year)
    return Deadline(day, days, counts_working_days=True, is_provisional=holidays.is_provisional(start, day))


def last_day_to_ask(published_on: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    index = published_on.month - 1 + months
    year, month = published_on.year + index // 12, index % 12 + 1
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=published_on.day - 1), first_after - timedelta(days=1))


def is_near(due_on: date | None, today: date) -> bool:
    """Whether an answer is due within two days, or overdue."""
    return due_on is not None and today >= due_on - timedelta(days=NEAR_DAYS)
