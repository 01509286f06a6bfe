"""Working days with Indonesian holidays, and deadlines: years that are not known stay unknown."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.desks.replies.deadlines import Rules, deadline_after, is_near, last_day_to_ask
from jembatan.desks.replies.law import facts, facts_about_replies
from jembatan.desks.replies.working_days import FILE, Holidays, YearUnknown, holidays, read_holidays
from tests.world import shared

KNOWN = st.dates(date(2018, 1, 1), date(2027, 11, 1))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # Waikabubak, Wednesday 25 April 2018; 1 May is Labour Day.
        (date(2018, 4, 25), 5, date(2018, 5, 3)),
        # Over Lebaran 2018 with its joint leave (11 to 20 June).
        (date(2018, 6, 8), 1, date(2018, 6, 21)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # a Friday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # a Saturday
        (date(2026, 12, 23), 2, date(2026, 12, 29)),  # Christmas, and joint leave on the 24th
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
)
def test_working_days_of_real_calendars(start: date, days: int, due: date) -> None:
    assert holidays().after(start, days) == due


@given(start=KNOWN, days=st.integers(0, 30))
def test_counting_there_and_back(start: date, days: int) -> None:
    due = holidays().after(start, days)
    assert holidays().between(start, due) == days
    assert holidays().between(due, start) == -days
    if days:
        assert holidays().is_working_day(due)
        assert due.weekday() < 5


@given(start=KNOWN, days=st.integers(1, 30))
def test_a_deadline_never_comes_before_as_many_calendar_days(start: date, days: int) -> None:
    due = deadline_after(start, days, holidays()).day
    assert due is not None
    assert due >= start + timedelta(days=days)


def test_a_year_that_is_not_known_is_unknown_and_not_free_of_holidays() -> None:
    with pytest.raises(YearUnknown) as unknown:
        holidays().is_working_day(date(2017, 8, 17))
    assert unknown.value.year == 2017
    due = deadline_after(date(2027, 12, 30), 5, holidays())
    assert (due.day, due.unknown_year) == (None, 2028)
    assert deadline_after(date(2027, 12, 30), 5, holidays(), counts_working_days=False).day == date(2028, 1, 4)


def test_a_year_known_in_part_says_so() -> None:
    assert deadline_after(date(2027, 3, 1), 3, holidays()).is_provisional
    assert deadline_after(date(2026, 12, 28), 5, holidays()).is_provisional
    assert not deadline_after(date(2026, 3, 2), 3, holidays()).is_provisional


def test_the_shipped_days_are_those_of_the_source() -> None:
    source = shared("data/calendar/hari_libur_2018_2027.csv")
    assert FILE.read_bytes() == source.read_bytes()
    with FILE.open(encoding="utf-8") as lines:
        assert len({row["tanggal"] for row in csv.DictReader(lines)}) == len(holidays().days)


def test_an_empty_calendar_knows_no_year() -> None:
    empty = read_holidays(["tanggal,nama,jenis"])
    with pytest.raises(YearUnknown):
        empty.after(date(2026, 1, 1), 1)
    assert Holidays(frozenset(), frozenset({2026})).after(date(2026, 1, 1), 1) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 15), 2, date(2026, 3, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 5, 1), 24, date(2028, 5, 1)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, last: date) -> None:
    assert last_day_to_ask(day, months) == last


def test_near_is_two_days_and_overdue() -> None:
    due = date(2026, 11, 25)
    told = [is_near(due, due + timedelta(days=shift)) for shift in (-3, -2, 0, 9)]
    assert told == [False, True, True, True]
    assert not is_near(None, due)


def test_facts_are_those_of_the_source_and_tell_how_sure_they_are() -> None:
    import json

    source = {row["id"]: row for row in json.loads(shared("data/law/fakta_hukum.json").read_text("utf-8"))}
    for key, fact in facts().items():
        row = source[key]
        assert (fact.text, fact.basis, fact.status) == (row["fakta"], row["dasar"], row["status"])
    assert [fact.key for fact in facts_about_replies() if not fact.is_verified] == ["hj-batas"]


def test_the_unit_decides_since_the_law_names_no_days() -> None:
    assert Rules() == Rules(answer_days=5, counts_working_days=True, asking_months=2)
