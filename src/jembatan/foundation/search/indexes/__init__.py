"""The full-text index of the database in use, behind one interface."""

from typing import Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from jembatan.foundation.search.models import SearchDocument
from jembatan.foundation.search.words import stem, words

#: How much of a text is indexed; PostgreSQL's tsvector holds at most 1 MB.
LONGEST_TEXT = 200_000
#: A word in the title counts so many times a word in the text.
TITLE_WEIGHT = 8.0


class Index(Protocol):
    """What both databases can do."""

    def terms(self, text: str) -> str:
        """What is stored for the database to index."""
        ...

    def matching(self, documents: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """Those of `documents` that hold every word of `query` (not empty); the last may be the beginning of one."""
        ...

    def ranked(self, found: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """`found` with the best first, the newest first among equals."""
        ...

    def newest(self, found: QuerySet[SearchDocument]) -> QuerySet[SearchDocument]:
        """`found` with the newest first."""
        ...

    def rebuild(self) -> None:
        """Make the index anew from the stored terms."""
        ...


def current_index() -> Index:
    """The index of the database in use. Raises NotImplementedError for any other than SQLite and PostgreSQL."""
    if connection.vendor == "sqlite":
        from jembatan.foundation.search.indexes.sqlite import SQLiteIndex

        return SQLiteIndex()
    if connection.vendor == "postgresql":
        from jembatan.foundation.search.indexes.postgresql import PostgreSQLIndex

        return PostgreSQLIndex()
    raise NotImplementedError(f"search knows SQLite and PostgreSQL, not {connection.vendor}")


def install(database: BaseDatabaseWrapper) -> None:
    """Put up what the index needs besides Django's table. Doing it again changes nothing.

    SQLite's table rebuild, by which Django alters tables, drops triggers silently; therefore also after every migrate.
    """
    if database.vendor == "sqlite":
        from jembatan.foundation.search.indexes.sqlite import STATEMENTS
    elif database.vendor == "postgresql":
        from jembatan.foundation.search.indexes.postgresql import STATEMENTS
    else:
        raise NotImplementedError(f"search knows SQLite and PostgreSQL, not {database.vendor}")
    with database.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


__all__ = ["LONGEST_TEXT", "TITLE_WEIGHT", "Index", "current_index", "install", "stem", "words"]
