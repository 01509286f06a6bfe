"""Dates and times as people read them: "Rabu, 25 April 2018 14.05 WITA", in the active zone and language."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Indonesia's three zones by their offset in hours; other zones keep the name that the zone data give.
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
_INDONESIAN = frozenset({"Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Ujung_Pandang", "Asia/Jayapura"})


class _Clock:
    now: Callable[[], datetime] = staticmethod(timezone.now)


def set_clock(now: Callable[[], datetime]) -> None:
    """Have `ago` and the calendar's "today" ask `now` instead of the machine; config passes the clock seam."""
    _Clock.now = staticmethod(now)


def today() -> date:
    """The date of today in the active zone."""
    return timezone.localtime(_Clock.now()).date()


def zone_name(value: datetime) -> str:
    """WIB, WITA or WIT for a time in an Indonesian zone, else the zone's own abbreviation.

    >>> from zoneinfo import ZoneInfo
    >>> zone_name(datetime(2018, 4, 25, 14, 5, tzinfo=ZoneInfo("Asia/Makassar")))
    'WITA'
    """
    offset = value.utcoffset()
    key = str(getattr(value.tzinfo, "key", ""))
    if key in _INDONESIAN and offset is not None:
        return ZONES[int(offset.total_seconds() // 3600)]
    return value.tzname() or ""


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else timezone.make_aware(value)


def when(value: datetime | date | None) -> str:
    """Weekday, date, time and zone; a bare date has no time. Nothing gives an empty text."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)} {clock(value)}"


def brief(value: datetime | date | None) -> str:
    """For lists, where a line must do: "25 Apr 2018 14.05 WITA", or the date alone; breaks only before the time."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return _unbroken(date_format(value, "j M Y", use_l10n=False))
    return f"{_unbroken(date_format(_local(value), 'j M Y', use_l10n=False))} {_unbroken(clock(value))}"


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def day(value: datetime | date | None) -> str:
    """Weekday and date: "Rabu, 25 April 2018"."""
    if value is None:
        return ""
    local = _local(value) if isinstance(value, datetime) else value
    return date_format(local, "l, j F Y", use_l10n=False)


def clock(value: datetime | None) -> str:
    """Time and zone: "14.05 WITA"."""
    if value is None:
        return ""
    local = _local(value)
    return f"{local:%H.%M} {zone_name(local)}".strip()


def ago(value: datetime | None) -> str:
    """How long ago, or how soon, in the largest unit that says enough; beyond six days the date."""
    if value is None:
        return ""
    past = _Clock.now() - value
    if abs(past) >= timedelta(days=7):
        return day(value)
    return _since(past) if past >= timedelta(0) else _until(-past)


def _since(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("baru saja")
    if minutes < 60:
        return ngettext("%(n)d menit lalu", "%(n)d menit lalu", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(n)d jam lalu", "%(n)d jam lalu", hours) % {"n": hours}
    return ngettext("%(n)d hari lalu", "%(n)d hari lalu", span.days) % {"n": span.days}


def _until(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("sebentar lagi")
    if minutes < 60:
        return ngettext("%(n)d menit lagi", "%(n)d menit lagi", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(n)d jam lagi", "%(n)d jam lagi", hours) % {"n": hours}
    return ngettext("%(n)d hari lagi", "%(n)d hari lagi", span.days) % {"n": span.days}
