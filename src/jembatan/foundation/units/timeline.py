"""Dated names as a line of days without gap or overlap. Pure: rows in, rows changed, nothing saved."""

from collections.abc import Sequence
from datetime import date, timedelta

from jembatan.foundation.units.models import UnitName

DAY = timedelta(days=1)


def ordered(names: Sequence[UnitName]) -> list[UnitName]:
    """The names by their first day; the one without a first day comes first."""
    return sorted(names, key=lambda name: name.since or date.min)


def insert(names: Sequence[UnitName], new: UnitName) -> list[UnitName]:
    """Put `new` (whose `since` is set and taken by no other) into the line, from its day to the next change.

    Returns the rows that have changed: the neighbour before, and `new`.
    """
    if new.since is None:
        raise ValueError("a new name needs its first day")
    before = [name for name in ordered(names) if name.since is None or name.since < new.since]
    after = [name for name in ordered(names) if name.since is not None and name.since > new.since]
    new.until = _eve(after[0]) if after else None
    if not before:
        return [new]
    before[-1].until = new.since - DAY
    return [before[-1], new]


def move(names: Sequence[UnitName], moved: UnitName, since: date) -> list[UnitName]:
    """Let `moved` begin on another day, between its neighbours' first days. Returns the rows that have changed."""
    line = ordered(names)
    place = line.index(moved)
    moved.since = since
    if place == 0:
        return [moved]
    line[place - 1].until = since - DAY
    return [line[place - 1], moved]


def _eve(name: UnitName) -> date | None:
    return name.since - DAY if name.since else None
