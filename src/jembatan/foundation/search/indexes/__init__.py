"""The full-text index of the database in use, behind one interface."""

from typing import Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from jembatan.foundation.search.models import SearchDocument

#: How much of a text is indexed; PostgreSQL's tsvector holds at most 1 MB.
LONGEST_TEXT = 200_000


class Index(Protocol):
    """What both databases can do. `statements` put up what it needs besides Django's table; each may be run again."""

    statements: tuple[str, ...]

    def terms(self, text: str) -> str:
        """What is stored for the database to index."""
        ...

    def matching(self, documents: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """Those of `documents` that hold every word of `query` (not empty); the last may be the beginning of one."""
        ...

    def ranked(self, found: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """`found` with the best first, the newest first among equals."""
        ...

    def newest(self, found: QuerySet[SearchDocument], count: int) -> QuerySet[SearchDocument]:
        """`found` with the newest first. `count` is how many there are."""
        ...

    def newest_few(
        self, documents: QuerySet[SearchDocument], query: list[str], limit: int, low: int | None, high: int | None
    ) -> QuerySet[SearchDocument]:
        """The newest `limit` of `documents` that hold `query`, their `entry` at least `low` and below `high`; at about
        the same cost however many there are."""
        ...

    def rebuild(self) -> None:
        """Make the index anew from the stored terms."""
        ...


def current_index() -> Index:
    """The index of the database in use. Raises NotImplementedError for any other than SQLite and PostgreSQL."""
    return index_of(connection.vendor)


def index_of(vendor: str) -> Index:
    """The index for a kind of database."""
    if vendor == "sqlite":
        from jembatan.foundation.search.indexes.sqlite import SQLiteIndex

        return SQLiteIndex()
    if vendor == "postgresql":
        from jembatan.foundation.search.indexes.postgresql import PostgreSQLIndex

        return PostgreSQLIndex()
    raise NotImplementedError(f"search knows SQLite and PostgreSQL, not {vendor}")


def install(database: BaseDatabaseWrapper) -> None:
    """Put up what the index needs besides Django's table. Doing it again changes nothing.

    SQLite's table rebuild, by which Django alters tables, drops triggers silently; therefore also after every migrate.
    """
    with database.cursor() as cursor:
        for statement in index_of(database.vendor).statements:
            cursor.execute(statement)
