"""Articles that the sources sighted: many are added at once, fetched and traced in batches.

A batch is one intent. A worker that dies over it leaves it to the next one; an article that can't be had this time leaves
the batch and is tried again by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from jembatan.chain.coverage.addresses import canonical_key
from jembatan.chain.coverage.models import Article
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.queries import outlet_of_address
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents.actions import request
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

FETCH_BATCH = "coverage.fetch_batch"
TRACE_BATCH = "coverage.trace_batch"
#: Articles of one intent: enough to spare the database, few enough that little is done again after a kill.
BATCH = 20
#: How long one intent may spend on waiting for its turns at a host.
BATCH_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A clean address that a source gave, and the outlet that it is known to be of."""

    address: str
    key: str
    outlet_id: UUID | None = None


def watched(address: str, outlet_id: UUID | None = None) -> Watched:
    """`address` (clean) with its key."""
    return Watched(address, canonical_key(address), outlet_id)


@action("coverage.add_watched")
def add_watched(
    *, viewer: Viewer, unit: Unit, found: Sequence[Watched], pace_seconds: float
) -> dict[str, tuple[UUID, bool]]:
    """Have every article of `found` that the network does not know yet: key -> (identifier, whether it is new).

    The worker fetches them, `pace_seconds` apart at each host. Two sources may give one address at the same moment:
    one row comes of it, and to one of them only it is new.
    """
    by_key = {one.key: one for one in found}
    known = dict(Article.objects.filter(canonical_key__in=by_key).values_list("canonical_key", "pk"))
    # In one order, so that two such transactions wait for each other and not each other's rows.
    outlets: dict[str, UUID | None] = {}
    rows = [_row(by_key[key], unit, outlets) for key in sorted(by_key.keys() - known.keys())]
    Article.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    mine = {row.pk for row in rows}
    stored = dict(
        Article.objects.filter(canonical_key__in=by_key.keys() - known.keys()).values_list("canonical_key", "pk")
    )
    new = [row for row in rows if stored.get(row.canonical_key) == row.pk]
    if new:
        _request_fetches(new, unit, pace_seconds)
        record(
            viewer,
            "coverage.add_watched",
            unit_id=unit.pk,
            kind=Article._meta.label,
            object_id=None,
            changes={"articles": [str(row.pk) for row in new]},
        )
    return {key: (pk, pk in mine) for key, pk in (known | stored).items()}


def _row(one: Watched, unit: Unit, outlets: dict[str, UUID | None]) -> Article:
    """The row of a new article. `outlets` are those found so far, by host."""
    host = one.key.split("/", maxsplit=1)[0]
    outlet_id = one.outlet_id
    if outlet_id is None:
        if host not in outlets:
            outlet = outlet_of_address(one.address)
            outlets[host] = outlet.pk if outlet is not None else None
        outlet_id = outlets[host]
    return Article(
        canonical_key=one.key,
        address=one.address,
        way=Article.Way.ADDRESS,
        outlet_id=outlet_id,
        state=Article.State.FETCHING,
        added_by_unit=unit,
    )


def _request_fetches(articles: Sequence[Article], unit: Unit, pace_seconds: float) -> None:
    """One intent for a batch of a host, the next batch when the first one's turns are over."""
    size = BATCH if pace_seconds <= 0 else max(1, min(BATCH, int(BATCH_SECONDS / pace_seconds)))
    hosts: dict[str, list[UUID]] = {}
    for article in articles:
        hosts.setdefault(article.canonical_key.split("/", maxsplit=1)[0], []).append(article.pk)
    now = clock.now()
    for pks in hosts.values():
        for start in range(0, len(pks), size):
            request_fetches(pks[start : start + size], unit.pk, now + timedelta(seconds=start * pace_seconds))


def request_fetches(articles: Sequence[UUID], unit_id: UUID | None, due_at: datetime | None = None) -> None:
    """Have one batch fetched, in the transaction of the change."""
    request(
        kind=FETCH_BATCH,
        key=f"{FETCH_BATCH}:{new_id()}",
        payload={"articles": [str(pk) for pk in articles]},
        unit_id=unit_id,
        due_at=due_at,
    )


def request_traces(articles: Iterable[Article]) -> None:
    """Have one batch traced, in the transaction that keeps the texts."""
    rows = list(articles)
    if rows:
        request(
            kind=TRACE_BATCH,
            key=f"{TRACE_BATCH}:{new_id()}",
            payload={"articles": [str(row.pk) for row in rows]},
            unit_id=rows[0].added_by_unit_id,
        )


def request_fetch_alone(article: Article, due_at: datetime | None = None) -> None:
    """Have an article that left its batch tried again by itself."""
    request(
        kind="coverage.fetch",
        key=f"coverage.fetch:{article.pk}:{new_id()}",
        payload={"article": str(article.pk)},
        unit_id=article.added_by_unit_id,
        due_at=due_at,
    )
