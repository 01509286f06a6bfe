"""The one clock of the installation.

Everything that asks for the time asks here. A test, or a demonstration of an old story, moves the clock by
setting `JEMBATAN_CLOCK_OFFSET` (seconds, may be negative); because it stands in the environment, a worker
started as a subprocess sees the same time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OFFSET_VARIABLE = "JEMBATAN_CLOCK_OFFSET"


def now() -> datetime:
    """The current time, aware, in UTC, moved by the offset if one is set."""
    moment = datetime.now(UTC)
    offset = os.environ.get(OFFSET_VARIABLE)
    return moment + timedelta(seconds=float(offset)) if offset else moment


def today(zone: ZoneInfo) -> date:
    """The calendar day in `zone`, which is the one that a number or a deadline goes by."""
    return now().astimezone(zone).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Move the clock to `moment` (aware); it goes on ticking from there. Restores the old offset at the end."""
    before = os.environ.get(OFFSET_VARIABLE)
    os.environ[OFFSET_VARIABLE] = str((moment - datetime.now(UTC)).total_seconds())
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(OFFSET_VARIABLE, None)
        else:
            os.environ[OFFSET_VARIABLE] = before
