"""PostgreSQL: a stored, generated tsvector with the `indonesian` configuration, under a GIN index.

The vector holds the stems and, by the `simple` configuration, the words themselves: a whole word is looked for by its
stem, the last one also by how it begins.
"""

from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from jembatan.foundation.search.models import SearchDocument
from jembatan.foundation.search.words import words

_VECTOR = " || ".join(
    f"setweight(to_tsvector('{configuration}', {column}), '{weight}')"
    for column, weight in (("title_terms", "A"), ("body_terms", "D"))
    for configuration in ("indonesian", "simple")
)
STATEMENTS = (
    f"""ALTER TABLE search_searchdocument
        ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED""",
    "CREATE INDEX IF NOT EXISTS search_vector ON search_searchdocument USING GIN (vector)",
)
_QUERY_WHOLE = "to_tsquery('indonesian', %s)"
_QUERY_LAST = "(to_tsquery('indonesian', %s) || to_tsquery('simple', %s))"
#: Weights of D, C, B, A: a word in the title counts eight times a word in the text.
_WEIGHTS = "'{0.125, 0.2, 0.4, 1.0}'"


#: So many are sorted sooner than the index of `entry` is walked.
FEW = 2_000
#: Of so many documents one learns how frequent a word is; in this share of texts, walking and sorting cost the same.
SAMPLE = 500
FREQUENT = 0.15


class PostgreSQLIndex:
    """tsvector with ts_rank."""

    statements: tuple[str, ...] = STATEMENTS

    def terms(self, text: str) -> str:
        """The folded words; the database stems them."""
        return " ".join(words(text))

    def matching(self, documents: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """By `@@`; the words hold letters and digits only and stand in quotes."""
        expression, parameters = _expression(query)
        where = [f"search_searchdocument.vector @@ ({expression})"]
        return documents.extra(where=where, params=parameters)  # noqa: S610 - parameters are passed apart

    def ranked(self, found: QuerySet[SearchDocument], query: list[str]) -> QuerySet[SearchDocument]:
        """ts_rank damped by the length of the text, larger is better."""
        expression, parameters = _expression(query)
        score = RawSQL(f"ts_rank({_WEIGHTS}, search_searchdocument.vector, {expression}, 1)", parameters)  # noqa: S611
        return found.annotate(score=score).order_by("-score", "-entry")

    def newest(self, found: QuerySet[SearchDocument], count: int) -> QuerySet[SearchDocument]:
        """By the place in time; a few are sorted.

        The planner knows nothing of how rare a word is in prose: it would walk the index of `entry` through the whole
        table to find the three texts that hold it (1.4 s among 100,000). A sum keeps it from that index.
        """
        return found.order_by("-entry") if count > FEW else found.order_by((F("entry") + 0).desc())

    def newest_few(
        self, documents: QuerySet[SearchDocument], query: list[str], limit: int, low: int | None, high: int | None
    ) -> QuerySet[SearchDocument]:
        """A walk along `entry` meets a frequent word soon; the finds of a rarer one are sorted. Which it is, a sample of
        the newest documents tells: to count the finds would take longer than either."""
        for name, place in (("entry__gte", low), ("entry__lt", high)):
            if place is not None:
                documents = documents.filter(**{name: place})
        sample = documents.order_by("-entry").values_list("pk", flat=True)[:SAMPLE]
        hits = self.matching(SearchDocument.objects.filter(pk__in=list(sample)), query).count()
        found = self.matching(documents, query)
        return found.order_by("-entry" if hits >= SAMPLE * FREQUENT else (F("entry") + 0).desc())[:limit]

    def rebuild(self) -> None:
        """Nothing to do: the column is generated, and PostgreSQL keeps it."""


def _expression(query: list[str]) -> tuple[str, list[str]]:
    *whole, last = query
    parts, parameters = [_QUERY_LAST], [f"'{last}'", f"'{last}':*"]
    if whole:
        parts.append(_QUERY_WHOLE)
        parameters.append(" & ".join(f"'{word}'" for word in whole))
    return " && ".join(parts), parameters
