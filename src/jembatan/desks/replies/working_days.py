"""Working days in Indonesia: Monday to Friday without public holidays and joint leave. Pure; no Django.

The days come from a file (`data/hari_libur_2018_2027.csv`, after the python package "holidays"). A year that is not in
it is unknown, never "without holidays": whoever counts into it is told so.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "hari_libur_2018_2027.csv"
#: The file's own note: of these years only a part has been decreed.
PROVISIONAL = frozenset({2027})


class YearUnknown(Exception):  # noqa: N818 - says what is missing
    """The holidays of `year` are not known, so no working day of it can be counted."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days off, and the years of which they are all known."""

    days: frozenset[date]
    years: frozenset[int]
    provisional: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Raises YearUnknown."""
        if day.year not in self.years:
            raise YearUnknown(day.year)
        return day.weekday() < 5 and day not in self.days

    def after(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself does not count (0: `start`). Raises YearUnknown."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to `end`, included; negative where `end` is before. Raises YearUnknown."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def is_provisional(self, *days: date) -> bool:
        """Whether a year of these days is known in part only."""
        return any(day.year in self.provisional for day in days)


def read_holidays(lines: Iterable[str], provisional: frozenset[int] = frozenset()) -> Holidays:
    """Holidays from CSV with the columns tanggal (ISO), nama, jenis; a year with a row is taken as known."""
    days = frozenset(date.fromisoformat(row["tanggal"]) for row in csv.DictReader(lines))
    return Holidays(days, frozenset(day.year for day in days), provisional)


@cache
def holidays() -> Holidays:
    """The days that the software brings."""
    with FILE.open(encoding="utf-8") as lines:
        return read_holidays(lines, PROVISIONAL)
