"""On which days a page is looked at again. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

#: Every day for the first week; how often after that is the installation's to say.
DAILY: Final = 7
#: After a look that told nothing, or that found the page gone: again on the next day, this often in a row.
AGAIN: Final = 3


def next_check(start: date, last_day: date, looks: Sequence[tuple[date, str]], today: date, every: int) -> date | None:
    """The next day on which a page should be looked at, today or later; None if its time is over and was looked at.

    `start`: when it ran; `last_day`: until when it must stay; `looks`: (day, outcome) in order of time; `every`: days
    between looks after the first week. There is always a look on the last day, and where that told nothing, after it.
    """
    if any(outcome == "ok" and day >= last_day for day, outcome in looks):
        return None
    if not looks:
        return max(today, min(start + timedelta(days=1), last_day))
    latest, outcome = looks[-1]
    if outcome != "ok":
        in_a_row = _in_a_row([one for _day, one in looks])
        if in_a_row <= AGAIN:
            return max(today, latest + timedelta(days=1))
        if latest >= last_day:
            return None
    step = 1 if latest < start + timedelta(days=DAILY) else max(every, 1)
    wanted = latest + timedelta(days=step)
    if latest < last_day:
        wanted = min(wanted, last_day)
    return max(today, wanted)


def _in_a_row(outcomes: Sequence[str]) -> int:
    """How many of the newest looks did not find the page standing."""
    count = 0
    for outcome in reversed(outcomes):
        if outcome == "ok":
            break
        count += 1
    return count
