"""Putting things into the index and taking them out, in the transaction of the change that they follow."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from jembatan.foundation.search.indexes import LONGEST_TEXT, current_index
from jembatan.foundation.search.models import SearchDocument
from jembatan.foundation.search.places import TELLING_APART, microseconds
from jembatan.foundation.search.sources import SearchText, sources
from jembatan.foundation.units.models import Unit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BATCH = 500


def index_document(text: SearchText) -> SearchDocument:
    """Make `text` findable, or replace what is found of it. Part of another action, which checks and audits."""
    index = current_index()
    dated_at = text.dated_at or _born(text.id)
    before = SearchDocument.objects.filter(pk=text.id).first()
    keeps_place = before is not None and before.entry >> TELLING_APART == microseconds(dated_at)
    title, body = _storable(text.title)[:300], _storable(text.body)[:LONGEST_TEXT]
    values = {
        "kind": text.kind,
        "unit_id": text.unit_id,
        "visibility": text.visibility,
        "title": title,
        "body": body,
        "url": text.url,
        "dated_at": text.dated_at,
        "entry": before.entry if before is not None and keeps_place else _free_entry(text.id, dated_at),
        "title_terms": index.terms(title),
        "body_terms": index.terms(body),
    }
    # One statement: whoever makes the same document at this moment is overwritten, or overwrites.
    document = SearchDocument(pk=text.id, **values)
    SearchDocument.objects.bulk_create([document], update_conflicts=True, unique_fields=["id"], update_fields=[*values])
    if before is not None or text.also_units:
        document.also_units.set(Unit.objects.filter(pk__in=text.also_units))
    return document


def forget_document(id: UUID) -> None:
    """Have nothing found of the row with this `id` any longer. Part of another action."""
    SearchDocument.objects.filter(pk=id).delete()


def rebuild_index() -> dict[str, int]:
    """Make the index anew from all sources, kind by kind, while search goes on. How many of each kind there are.

    What no source gives any longer is forgotten.
    """
    counts = {}
    for kind, source in sources.known.items():
        seen: set[UUID] = set()
        for batch in _batches(source()):
            with transaction.atomic():
                seen.update(index_document(text).pk for text in batch)
        stale = set(SearchDocument.objects.filter(kind=kind).values_list("pk", flat=True)) - seen
        SearchDocument.objects.filter(pk__in=stale).delete()
        counts[kind] = len(seen)
    SearchDocument.objects.exclude(kind__in=sources.known).delete()
    current_index().rebuild()
    return counts


def _batches(texts: Iterable[SearchText]) -> Iterator[list[SearchText]]:
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _storable(text: str) -> str:
    # PostgreSQL keeps no NUL, and no half of a surrogate pair can be encoded.
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _born(identifier: UUID) -> datetime:
    """When a row without a date came to be, as its UUIDv7 tells."""
    milliseconds = identifier.int >> 80 if identifier.version == 7 else 0
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _free_entry(identifier: UUID, moment: datetime) -> int:
    """A place in time that no other document has: the identifier's last bits, or the next free ones."""
    low = microseconds(moment) << TELLING_APART
    wish = identifier.int & ((1 << TELLING_APART) - 1)
    taken = set(
        SearchDocument.objects.filter(entry__gte=low, entry__lt=low + (1 << TELLING_APART))
        .exclude(pk=identifier)
        .values_list("entry", flat=True)
    )
    size = 1 << TELLING_APART
    free = ((wish + step) % size for step in range(size))
    place = next((place for place in free if low + place not in taken), None)
    if place is None:
        raise OverflowError(f"more than {size} documents of the same microsecond")
    return low + place


__all__ = ["SearchText", "forget_document", "index_document", "rebuild_index"]
