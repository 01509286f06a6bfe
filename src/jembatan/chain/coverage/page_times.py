"""When an article was published: by what the page's data say, else by the line below its title, as outlets here write it."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = {"wib": 7, "wita": 8, "wit": 9}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb february pebruari peb", "maret mar march", "april apr", "mei may",
            "juni jun june", "juli jul july", "agustus agu agt ags agust aug august", "september sep sept",
            "oktober okt oct october", "november nov nopember nop", "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_NAMES = r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|mon|tue|wed|thu|fri|sat|sun)\w*"
_DATE = (
    rf"(?:(?P<d>\d{{1,2}})[\s./-]+(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?[\s./,-]+(?P<y>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})"
    r"|(?P<d3>\d{1,2})[/.-](?P<m3>\d{1,2})[/.-](?P<y3>(?:19|20)\d\d))"
)
_CLOCK = r"(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?:[:.][0-5]\d)?(?!\d)"
_VISIBLE = re.compile(
    rf"(?<![\w/]){_DATE}(?!\d)(?:[\s,|•·@–—()-]*(?:pukul|jam|at|pkl\.?|-)?[\s,|•·–—]*{_CLOCK}\s*(?P<zone>WIB|WITA|WIT)?\b)?",
    re.I,
)
_ZONE = re.compile(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(WIB|WITA|WIT)\b")
_IN_TEXT = re.compile(rf"\b(?P<day>{_DAY_NAMES})\s*,?\s*\(\s*{_DATE}\s*\)", re.I)
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jum", "sabtu", "minggu")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of publication; where the page tells the day only, noon of it."""

    at: datetime
    time_is_known: bool


def published(stated: Iterable[str], visible: Iterable[str], text: str, zone: ZoneInfo) -> Moment | None:
    """The moment that `stated` values (of the page's data) and `visible` lines agree on; None where none tells one.

    `text` is the article's: its "Rabu (25/4/2018)" counts only where nothing else does. A zone that the page's lines
    name ("14:05 WITA") holds for what is stated without one, and for what is stated as UTC though it is that very time.
    """
    lines = list(visible)
    seen = next((moment for line in lines if (moment := _visible(line, zone)) and moment.time_is_known), None)
    day_seen = seen or next((moment for line in lines if (moment := _visible(line, zone))), None)
    named = next((_zone(found[1]) for line in [*lines, text[:600]] if (found := _ZONE.search(line))), None)
    for value in stated:
        moment = stated_moment(value, named or zone)
        if moment is None:
            continue
        return _settled(moment, seen)
    return day_seen or _in_text(text, zone)


def line_is_time(line: str) -> bool:
    """Whether a line says nothing but a date and an hour."""
    rest = re.sub(r"(?i)\b\d+\s+(?:detik|menit|jam|hari|minggu|bulan)\s+(?:yang\s+)?lalu\b", "", _VISIBLE.sub("", line))
    rest = re.sub(
        rf"(?i)\b(?:{_DAY_NAMES}|WIB|WITA|WIT|diterbitkan|dipublikasikan|terbit|published|updated?|diperbarui|pada|pukul|jam|posted|on)\b",
        "",
        rest,
    )
    rest = re.sub(_CLOCK, "", rest)
    return rest != line and not re.search(r"\w{2,}", rest)


def _zone(name: str) -> timezone:
    return timezone(timedelta(hours=ZONES[name.lower()]))


def _settled(moment: Moment, seen: Moment | None) -> Moment:
    """What is stated, corrected by a visible time that names its zone or its hour."""
    if seen is None:
        return moment
    if not moment.time_is_known:
        return seen if abs(seen.at - moment.at) < timedelta(days=1) else moment
    is_utc = moment.at.utcoffset() == timedelta(0)
    if is_utc and seen.at.replace(tzinfo=UTC, second=0) == moment.at.replace(second=0, microsecond=0):
        return seen
    return moment


def stated_moment(value: str, zone: ZoneInfo | timezone) -> Moment | None:
    """The moment in a value of the page's data; without a zone of its own it is in `zone`. None for no time."""
    value = value.strip()
    if not value or len(value) > 60:
        return None
    if value.isdigit() and len(value) in {10, 13}:
        return _plausible(datetime.fromtimestamp(int(value[:10]), UTC), True)
    with suppress(ValueError):
        moment = datetime.fromisoformat(re.sub(r"\s*(WIB|WITA|WIT)$", "", value))
        known = bool(re.search(r"\d[T ]\d", value))
        if not known:
            moment = datetime.combine(moment.date(), time(12))
        named = re.search(r"(WIB|WITA|WIT)$", value)
        if named:
            zone = _zone(named[1])
        return _plausible(moment if moment.tzinfo else moment.replace(tzinfo=zone), known)
    for pattern in (
        "%a, %d %b %Y %H:%M:%S %z",
        "%Y-%m-%dT%H:%M%z",
        "%a %b %d %Y %H:%M:%S GMT%z",
        "%Y/%m/%d %H:%M:%S",
        "%Y/%m/%d",
    ):
        with suppress(ValueError):
            moment = datetime.strptime(re.sub(r"\s+(?:GMT|UTC)$", " +0000", value), pattern)  # noqa: DTZ007
            known = "%H" in pattern
            moment = moment if known else moment.replace(hour=12)
            return _plausible(moment if moment.tzinfo else moment.replace(tzinfo=zone), known)
    return _visible(value, zone)


def _visible(line: str, zone: ZoneInfo | timezone) -> Moment | None:
    for found in _VISIBLE.finditer(line):
        day = _day(found)
        if day is None:
            continue
        if found["h"] is None:
            return _plausible(datetime.combine(day, time(12), zone), False)
        there = _zone(found["zone"]) if found["zone"] else zone
        return _plausible(datetime.combine(day, time(int(found["h"]), int(found["min"])), there), True)
    return None


def _in_text(text: str, zone: ZoneInfo) -> Moment | None:
    for found in _IN_TEXT.finditer(text):
        day = _day(found)
        if day is not None and found["day"].lower().startswith(_WEEKDAYS[day.weekday()]):
            return _plausible(datetime.combine(day, time(12), zone), False)
    return None


def _day(found: re.Match[str]) -> date | None:
    with suppress(ValueError):
        if found["m"]:
            return date(int(found["y"]), _MONTHS[found["m"].lower()], int(found["d"]))
        if found["y2"]:
            return date(int(found["y2"]), int(found["m2"]), int(found["d2"]))
        return date(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    return None


def _plausible(moment: datetime, known: bool) -> Moment | None:
    return Moment(moment, known) if 1995 <= moment.year <= 2100 else None
