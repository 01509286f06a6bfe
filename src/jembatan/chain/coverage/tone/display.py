"""Figures of tone as a screen shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from jembatan.chain.coverage.tone.states import Label


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a confusion table: what it stands for, and each cell with its column's name and whether both agree."""

    name: str
    cells: list[tuple[int, str, bool]]


def labelled_table(table: Sequence[Sequence[int]], classes: Sequence[str]) -> list[Row]:
    """A confusion table with its words; empty for an empty one."""
    names = [str(Label(value).label) for value in classes]
    return [
        Row(names[place], [(count, names[column], column == place) for column, count in enumerate(row)])
        for place, row in enumerate(table)
    ]
