"""The shapes that the larger components are drawn from. Apps may pass these, or anything with the same attributes."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format

from jembatan.web.times import today as today_here

Text = Any  # a str, or a lazy translation of one


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing, each with its own address."""

    key: str
    label: Text
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A station of a lifecycle. `note` says who or when, below the label."""

    key: str
    label: Text
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A station of the chain strip: KEGIATAN, FOTO, SIARAN PERS and so on.

    `state` is "done", "waiting", "attention" or "none" (nothing there yet); `joint` stands on the line to the next.
    """

    label: Text
    title: Text = ""
    lines: Sequence[Text] = ()
    url: str = ""
    state: str = "done"
    joint: Text = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in the grid. `thumb` is the address of a small rendition, `width` and `height` its size in pixels."""

    thumb: str
    alt: Text
    url: str = ""
    caption: Text = ""
    credit: Text = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line in a day. `kind` is that of a badge: neutral, waiting, attention, done."""

    title: Text
    url: str
    time: str = ""
    kind: str = "neutral"
    note: Text = ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell of the month."""

    date: date
    in_month: bool
    is_today: bool
    entries: Sequence[CalendarEntry]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month as weeks of days, Monday first, with the addresses of its neighbours."""

    title: str
    weekdays: Sequence[tuple[Text, Text]]
    weeks: Sequence[Sequence[CalendarDay]]
    previous_url: str = ""
    next_url: str = ""
    today_url: str = ""


def month_grid(
    year: int,
    month: int,
    entries: Mapping[date, Sequence[CalendarEntry]],
    *,
    previous_url: str = "",
    next_url: str = "",
    today_url: str = "",
) -> CalendarMonth:
    """The month with its entries, filled up to whole weeks. `entries` may reach into the neighbouring months."""
    now = today_here()
    weeks = [
        [CalendarDay(day, day.month == month, day == now, entries.get(day, ())) for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    names = [(WEEKDAYS[number], WEEKDAYS_ABBR[number]) for number in range(7)]
    title = date_format(date(year, month, 1), "F Y", use_l10n=False)
    return CalendarMonth(title, names, weeks, previous_url, next_url, today_url)
