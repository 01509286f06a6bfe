"""Taking an intent on, holding it, and settling it."""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Min, QuerySet

from jembatan.foundation import clock
from jembatan.foundation.intents.failures import LeaseLost
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.owners import new_owner
from jembatan.foundation.intents.states import transition

LEASE_SECONDS = 60.0
_writer = threading.RLock()


@dataclass(slots=True)
class Lease:
    """The right of one worker to do one intent, for a while. `attempts` counts this one."""

    intent_id: UUID
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    unit_id: UUID | None
    requested_by_id: UUID | None
    owner: str
    is_settled: bool = False

    @contextmanager
    def settle(self) -> Iterator[None]:
        """One transaction in which the intent is done and the results are written, or neither.

        Raises LeaseLost, before the block runs, if the lease is no longer held. The row stays locked to the end, so
        that no sweep can come between.
        """
        with _one_writer(), transaction.atomic():
            settled = held(self).update(
                state=transition("settle").after,
                finished_at=clock.now(),
                lease_owner="",
                lease_until=None,
                last_error="",
                error_is_permanent=False,
            )
            if not settled:
                raise LeaseLost(f"{self.kind} {self.key}")
            yield
        self.is_settled = True


@contextmanager
def _one_writer() -> Iterator[None]:
    """The handlers of one process settle one after another on SQLite, which has one writer at a time anyway.

    Left to itself it lets those who wait try again at random, and one of eight may run out of patience.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _writer:
        yield


def held(lease: Lease) -> QuerySet[Intent]:
    """The row of `lease`, if it is still held."""
    return Intent.objects.filter(pk=lease.intent_id, lease_owner=lease.owner, state=transition("settle").before)


def claim(kinds: Collection[str], limit: int, seconds: float = LEASE_SECONDS) -> list[Lease]:
    """Lease up to `limit` due intents of `kinds`, oldest first. Never the same to two workers.

    PostgreSQL: rows that another is about to take are skipped. SQLite: the transaction is IMMEDIATE, so that one
    worker at a time comes in; whether there is anything is asked before, since a look takes no lock.
    """
    now = clock.now()
    if limit <= 0 or not _due(kinds, now).exists():
        return []
    owner = new_owner()
    with transaction.atomic():
        due = _due(kinds, now).select_for_update(skip_locked=True)
        rows = list(due.order_by("due_at", "id")[:limit])
        Intent.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=transition("lease").after,
            lease_owner=owner,
            lease_until=now + timedelta(seconds=seconds),
            attempts=F("attempts") + 1,
        )
    return [_lease(row, owner) for row in rows]


def next_due(kinds: Collection[str]) -> datetime | None:
    """When the next waiting intent of `kinds` falls due; None if none waits."""
    waiting = Intent.objects.filter(state=transition("lease").before, kind__in=kinds)
    moment: datetime | None = waiting.aggregate(first=Min("due_at"))["first"]
    return moment


def extend(leases: Sequence[Lease], seconds: float = LEASE_SECONDS) -> set[UUID]:
    """Hold `leases` for another `seconds`. The identifiers of those that are held no longer."""
    if not leases:
        return set()
    mine = Intent.objects.filter(
        pk__in=[lease.intent_id for lease in leases],
        lease_owner__in={lease.owner for lease in leases},
        state=transition("settle").before,
    )
    wanted = {lease.intent_id for lease in leases}
    if mine.update(lease_until=clock.now() + timedelta(seconds=seconds)) == len(wanted):
        return set()
    return wanted - set(mine.values_list("pk", flat=True))


def release(lease: Lease) -> None:
    """Give back an intent that was not begun: it waits as before, and the attempt is not counted."""
    held(lease).update(
        state=transition("release").after,
        lease_owner="",
        lease_until=None,
        attempts=F("attempts") - 1,
    )


def _due(kinds: Collection[str], now: datetime) -> QuerySet[Intent]:
    return Intent.objects.filter(state=transition("lease").before, due_at__lte=now, kind__in=kinds)


def _lease(row: Intent, owner: str) -> Lease:
    return Lease(
        intent_id=row.pk,
        kind=row.kind,
        key=row.key,
        payload=row.payload,
        attempts=row.attempts + 1,
        unit_id=row.unit_id,
        requested_by_id=row.requested_by_id,
        owner=owner,
    )
