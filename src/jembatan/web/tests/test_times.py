"""Dates and times in words, in three zones and two languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from jembatan.web import times

MOMENT = datetime(2018, 4, 25, 6, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[None]:
    before = times._Clock.now
    times.set_clock(lambda: MOMENT)
    yield
    times.set_clock(before)


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("Asia/Makassar", "id", "Rabu, 25 April 2018 14.05 WITA"),
        ("Asia/Makassar", "en", "Wednesday, 25 April 2018 14.05 WITA"),
        ("Asia/Jakarta", "id", "Rabu, 25 April 2018 13.05 WIB"),
        ("Asia/Pontianak", "id", "Rabu, 25 April 2018 13.05 WIB"),
        ("Asia/Jayapura", "id", "Rabu, 25 April 2018 15.05 WIT"),
        ("UTC", "id", "Rabu, 25 April 2018 06.05 UTC"),
    ],
)
def test_when(zone: str, language: str, expected: str) -> None:
    with timezone.override(zone), translation.override(language):
        assert times.when(MOMENT) == expected


def test_singapore_is_not_wita() -> None:
    with timezone.override("Asia/Singapore"):
        assert times.clock(MOMENT) == "14.05 +08"


def test_parts() -> None:
    with timezone.override("Asia/Makassar"), translation.override("id"):
        assert times.day(MOMENT) == "Rabu, 25 April 2018"
        assert times.clock(MOMENT) == "14.05 WITA"
        assert times.when(date(2018, 8, 17)) == "Jumat, 17 Agustus 2018"
        assert times.brief(MOMENT).replace("\xa0", " ") == "25 Apr 2018 14.05 WITA"
        assert times.when(None) == times.day(None) == times.clock(None) == times.ago(None) == times.brief(None) == ""


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (timedelta(seconds=40), "baru saja"),
        (timedelta(minutes=5), "5 menit lalu"),
        (timedelta(hours=3), "3 jam lalu"),
        (timedelta(days=2), "2 hari lalu"),
        (timedelta(days=-2), "2 hari lagi"),
        (timedelta(minutes=-90), "1 jam lagi"),
        (timedelta(days=7), "Rabu, 18 April 2018"),
    ],
)
def test_ago(clock: None, past: timedelta, expected: str) -> None:
    with timezone.override("Asia/Makassar"), translation.override("id"):
        assert times.ago(MOMENT - past) == expected


def test_today_is_that_of_the_zone(clock: None) -> None:
    times.set_clock(lambda: datetime(2018, 4, 25, 17, 30, tzinfo=UTC))
    with timezone.override("Asia/Makassar"):
        assert times.today() == date(2018, 4, 26)
    with timezone.override("Asia/Jakarta"):
        assert times.today() == date(2018, 4, 26)
    with timezone.override("UTC"):
        assert times.today() == date(2018, 4, 25)
