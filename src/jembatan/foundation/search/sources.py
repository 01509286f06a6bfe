"""Which rooms put what into the index, so that it can be made anew. Filled in `config.wiring` only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SearchText:
    """What is to be found of one row. `id` is the row's own; `dated_at` is aware.

    Whoever may see the row by unit, visibility and doors, or belongs to one of `also_units`, finds it: leave out of
    `title` and `body` whatever not all of those may read.
    """

    id: UUID
    kind: str
    unit_id: UUID
    visibility: str
    title: str
    body: str
    url: str
    dated_at: datetime | None = None
    also_units: tuple[UUID, ...] = ()


Source = Callable[[], Iterable[SearchText]]


@dataclass(slots=True)
class Sources:
    """All sources of one installation, by the kind of what they give."""

    known: dict[str, Source] = field(default_factory=dict)

    def register(self, kind: str, source: Source) -> None:
        """Have `source` give every row of `kind` when the index is made anew."""
        self.known[kind] = source


sources = Sources()
