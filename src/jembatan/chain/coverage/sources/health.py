"""Whether a source is well: a pure judgement on the counts and times that its polls left behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: The habit is what came in these days.
HABIT_DAYS = 28
#: Fewer articles than this make no habit.
LEAST_ARTICLES = 5
FAILING_AFTER = 3
#: A source that gives one article in a day would be silent for four days by chance in 2 of 100 cases (e^-4).
TIMES_THE_USUAL_GAP = 4.0
SHORTEST_SILENCE = timedelta(days=1)
LONGEST_SILENCE = timedelta(days=21)


class Health(StrEnum):
    """How a source is; the worst that holds."""

    PAUSED = "paused"
    FAILING = "failing"
    SILENT = "silent"
    NEW = "new"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known. `habit` is articles a day; times are aware."""

    is_paused: bool
    failures_in_a_row: int
    habit: float
    last_new_at: datetime | None
    last_success_at: datetime | None


def habit_of(count: int, watched_since: datetime, now: datetime) -> float:
    """Articles a day out of `count` new ones in the last HABIT_DAYS, or since it is watched; 0.0 below LEAST_ARTICLES."""
    if count < LEAST_ARTICLES:
        return 0.0
    days = min(float(HABIT_DAYS), max(1.0, (now - watched_since) / timedelta(days=1)))
    return count / days


def longest_usual_gap(habit: float) -> timedelta | None:
    """How long nothing new may come before it is told; None for a source without a habit."""
    if habit <= 0:
        return None
    gap = timedelta(days=TIMES_THE_USUAL_GAP / habit)
    return min(max(gap, SHORTEST_SILENCE), LONGEST_SILENCE)


def health_of(signs: Signs, now: datetime) -> Health:
    """The health of a source at `now`."""
    if signs.is_paused:
        return Health.PAUSED
    if signs.failures_in_a_row >= FAILING_AFTER:
        return Health.FAILING
    gap = longest_usual_gap(signs.habit)
    if gap is not None and signs.last_new_at is not None and now - signs.last_new_at > gap:
        return Health.SILENT
    return Health.WELL if signs.last_success_at is not None else Health.NEW
