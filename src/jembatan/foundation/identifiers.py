"""Identifiers of rows: UUIDv7, which sorts by its time of creation (RFC 9562, section 5.7)."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A new UUIDv7 as a standard-library UUID. Never a secret: it tells its time of creation."""
    identifier: UUID = compat.uuid7()
    return identifier


def read_id(text: str) -> UUID | None:
    """The identifier in a part of an address, such as a filter's value; None if there is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
