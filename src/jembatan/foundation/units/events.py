"""What `units` announces, inside the transaction of the change."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UnitsLoaded:
    """The network has got new units; `slugs` are theirs."""

    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionClosed:
    """A section stood for the last time on `until`."""

    section_id: UUID
    until: date
