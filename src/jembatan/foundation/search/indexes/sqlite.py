"""SQLite: an FTS5 table over the stored terms, kept by triggers.

FTS5 has no Indonesian stemmer, so the terms hold the stems first and then those words that differ from their stem: a
whole word is looked for by its stem, the last one also by how it begins. The table's row number is the document's
`entry`, so that the newest come first without sorting.
"""

from django.db import connection
from django.db.models import QuerySet

from jembatan.foundation.search.models import SearchDocument
from jembatan.foundation.search.words import stem, words

_VALUES = "{0}.entry, {0}.title_terms, {0}.body_terms"
_COLUMNS = "title_terms, body_terms"
_ADD = f"INSERT INTO search_fts(rowid, {_COLUMNS}) VALUES ({_VALUES.format('new')})"  # noqa: S608 - constants
_TAKE = f"INSERT INTO search_fts(search_fts, rowid, {_COLUMNS}) VALUES ('delete', {_VALUES.format('old')})"  # noqa: S608

#: The words are folded already: the plainest tokenizer must not take them apart once more.
STATEMENTS = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(
        {_COLUMNS}, content='search_searchdocument', content_rowid='entry', tokenize='ascii', prefix='2 3'
    )""",
    f"CREATE TRIGGER IF NOT EXISTS search_fts_added AFTER INSERT ON search_searchdocument BEGIN {_ADD}; END",
    f"CREATE TRIGGER IF NOT EXISTS search_fts_removed AFTER DELETE ON search_searchdocument BEGIN {_TAKE}; END",
    f"""CREATE TRIGGER IF NOT EXISTS search_fts_changed
        AFTER UPDATE OF entry, title_terms, body_terms ON search_searchdocument BEGIN {_TAKE}; {_ADD}; END""",
)


class SQLiteIndex:
    """FTS5 with bm25; a word in the title counts eight times a word in the text."""

    statements: tuple[str, ...] = STATEMENTS

    def terms(self, text: str) -> str:
        """Stems, then the words that are not their own stem."""
        found = words(text)
        stems = [stem(word) for word in found]
        surface = [word for word, stemmed in zip(found, stems, strict=True) if word != stemmed]
        return " ".join([*stems, *surface])

    def matching(self, documents: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """By FTS5's MATCH; the words hold letters and digits only and stand in quotes."""
        return documents.extra(
            tables=["search_fts"],
            where=["search_fts MATCH %s", "search_fts.rowid = search_searchdocument.entry"],
            params=[_expression(query)],
        )

    def ranked(self, found: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """bm25, smaller is better."""
        del query
        return found.extra(select={"score": "bm25(search_fts, 8.0, 1.0)"}, order_by=["score", "-entry"])

    def newest(self, found: QuerySet[SearchDocument], count: int) -> QuerySet[SearchDocument]:
        """By FTS5's own order of rows, in which it can stop after a page."""
        del count
        return found.extra(select={"place": "search_fts.rowid"}, order_by=["-place"])

    def newest_few(
        self, documents: QuerySet[SearchDocument], query: list[str], limit: int, low: int | None, high: int | None
    ) -> QuerySet[SearchDocument]:
        """FTS5 begins at a row number and stops after a page."""
        found = self.matching(documents, query)
        for sign, place in ((">=", low), ("<", high)):
            if place is not None:
                found = found.extra(where=[f"search_fts.rowid {sign} %s"], params=[place])  # noqa: S610 - constants
        return self.newest(found, 0)[:limit]

    def rebuild(self) -> None:
        """FTS5 reads its content anew."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def _expression(query: list[str]) -> str:
    *whole, last = query
    parts = [f'"{stem(word)}"' for word in whole]
    parts.append(f'("{stem(last)}" OR "{last}" *)')
    return " AND ".join(parts)
