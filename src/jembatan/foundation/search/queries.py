"""Finding: what the viewer may see, and nothing of what they may not, not even in the count."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString

from jembatan.foundation.search.indexes import current_index
from jembatan.foundation.search.models import SearchDocument
from jembatan.foundation.search.places import after_last_place, first_place
from jembatan.foundation.search.snippets import snippet
from jembatan.foundation.search.words import words
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer

#: A longer query is cut: it comes from a slip of the paste, or from somebody who tries what happens.
LONGEST_QUERY = 500
MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One hit. `snippet` is safe HTML with the found words in <mark>."""

    id: UUID
    kind: str
    title: str
    snippet: SafeString
    url: str
    dated_at: datetime | None
    unit_name: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """How many there are for this viewer, and a page of them."""

    count: int
    results: list[SearchResult]


def find(
    viewer: Viewer,
    query: str,
    *,
    kind: str | None = None,
    newest_first: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> SearchPage:
    """What holds every word of `query`, whatever its form; the last word may be the beginning of one.

    Signs other than letters and digits only part words, so no query is wrong; one without words finds nothing.
    """
    wanted = query_words(query)
    if not wanted:
        return SearchPage(0, [])
    index = current_index()
    documents = visible(SearchDocument, viewer)
    if kind is not None:
        documents = documents.filter(kind=kind)
    found = index.matching(documents, wanted)
    count = found.count()
    if count <= offset:
        return SearchPage(count, [])
    ordered = index.newest(found, count) if newest_first else index.ranked(found, wanted)
    page = ordered.select_related("unit")[offset : offset + limit]
    return SearchPage(count, [_result(document, wanted) for document in page])


@dataclass(frozen=True, slots=True)
class Finds:
    """The newest documents that hold some words, by their identifiers. `oldest`: the time of the last of them.

    `is_more`: there are more, all older than `oldest` or as old.
    """

    ids: list[UUID]
    is_more: bool
    oldest: datetime | None


def newest_finds(
    viewer: Viewer,
    query: str,
    kind: str,
    *,
    limit: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Finds | None:
    """The newest documents of `kind` that hold every word of `query`, dated from `since` to `until` (both included).

    For narrowing another list, whose rows have the documents' identifiers. At most `limit`, so that a word which is
    nearly everywhere costs no more than a rare one. None for a query without words, which narrows nothing.
    """
    wanted = query_words(query)
    if not wanted:
        return None
    index = current_index()
    documents = visible(SearchDocument, viewer).filter(kind=kind)
    low = first_place(since) if since is not None else None
    high = after_last_place(until) if until is not None else None
    rows = list(index.newest_few(documents, wanted, limit + 1, low, high).values_list("pk", "dated_at"))
    return Finds([pk for pk, _at in rows[:limit]], len(rows) > limit, rows[:limit][-1][1] if rows else None)


def counts_by_kind(viewer: Viewer, query: str, kinds: list[str]) -> dict[str, int]:
    """How many of each of `kinds` the viewer finds."""
    wanted = query_words(query)
    if not wanted:
        return dict.fromkeys(kinds, 0)
    found = current_index().matching(visible(SearchDocument, viewer), wanted)
    return {kind: found.filter(kind=kind).count() for kind in kinds}


def query_words(query: str) -> list[str]:
    """The words that are looked for; each once, in order."""
    return list(dict.fromkeys(words(query[:LONGEST_QUERY])))[-MOST_WORDS:]


def _result(document: SearchDocument, wanted: list[str]) -> SearchResult:
    return SearchResult(
        id=document.pk,
        kind=document.kind,
        title=document.title,
        snippet=snippet(document.body, wanted),
        url=document.url,
        dated_at=document.dated_at,
        unit_name=document.unit.short_name,
    )
