"""What releases announce, inside the transaction of the change."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReleasePublished:
    """A version was published for its unit and network of work; with an embargo it is not public yet."""

    release_id: UUID
    version_id: UUID
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class ReleaseOpened:
    """A published version is public from now on: at once, or because its embargo has passed. Once per version."""

    release_id: UUID
    version_id: UUID
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class ReleaseRetracted:
    """A published (or superseded) version was taken back."""

    release_id: UUID
    version_id: UUID
    unit_id: UUID
    reason: str
