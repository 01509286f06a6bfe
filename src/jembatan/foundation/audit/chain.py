"""How a link is made: canonical bytes, salted commitments, SHA-256 over the link before."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from jembatan.foundation.audit.canonical import canonical

#: The chain of what belongs to no unit.
INSTALLATION = UUID(int=0)
GENESIS = "0" * 64


class Link(Protocol):
    """What a link's hash is made over."""

    @property
    def id(self) -> UUID:
        """Of the record."""

    @property
    def unit_key(self) -> UUID:
        """Of the chain."""

    @property
    def sequence(self) -> int:
        """The place in the chain, from 1."""

    @property
    def at(self) -> datetime:
        """When; aware."""

    @property
    def actor_id(self) -> UUID | None:
        """Who."""

    @property
    def action(self) -> str:
        """What."""

    @property
    def object_kind(self) -> str:
        """To what kind of row."""

    @property
    def object_id(self) -> UUID | None:
        """To which row."""

    @property
    def fields(self) -> Sequence[str]:
        """The names of the fields that changed."""

    @property
    def commitment(self) -> str:
        """To the payload."""

    @property
    def previous(self) -> str:
        """The hash of the link before."""


def new_salt() -> str:
    """32 random bytes in hex; without them a short payload could be guessed from its commitment."""
    return secrets.token_hex(32)


def commitment(salt: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over salt and canonical content, in hex."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()


def moment(at: datetime) -> str:
    """A time as it enters the hash: UTC with microseconds, whatever zone the database gave it back in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link_hash(record: Link) -> str:
    """SHA-256 over everything in the record but its own hash; includes the hash of the record before."""
    return hashlib.sha256(
        canonical(
            {
                "id": str(record.id),
                "unit": str(record.unit_key),
                "sequence": record.sequence,
                "at": moment(record.at),
                "actor": str(record.actor_id) if record.actor_id else None,
                "action": record.action,
                "object_kind": record.object_kind,
                "object_id": str(record.object_id) if record.object_id else None,
                "fields": list(record.fields),
                "commitment": record.commitment,
                "previous": record.previous,
            }
        )
    ).hexdigest()
