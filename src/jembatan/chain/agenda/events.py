"""What the agenda announces, in the transaction of the change."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class EventPlanned:
    """A new event stands in the agenda."""

    event_id: UUID


@dataclass(frozen=True, slots=True)
class EventChanged:
    """An event's facts or its state changed."""

    event_id: UUID
