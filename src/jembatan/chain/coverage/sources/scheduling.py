"""When a source is looked at next, and how it is: what actions, duties and screens share."""

from datetime import datetime, timedelta
from uuid import UUID

from jembatan.chain.coverage.sources.health import Health, Signs, health_of
from jembatan.chain.coverage.sources.models import Source
from jembatan.foundation import clock
from jembatan.foundation.intents.actions import request

POLL = "sources.poll"
LONGEST_WAIT = timedelta(hours=6)


def request_poll(source: Source, turn: datetime, *, requested_by_id: UUID | None = None) -> None:
    """Have the worker look at `source`, once a `turn`; in a transaction."""
    request(
        kind=POLL,
        key=f"{POLL}:{source.pk}:{turn.isoformat()}",
        payload={"source": str(source.pk)},
        unit_id=source.unit_id,
        requested_by_id=requested_by_id,
    )


def wait_after_failures(source: Source) -> timedelta:
    """The interval, doubled with each failure in a row, at most six hours."""
    minutes = source.interval_minutes << min(source.failures_in_a_row - 1, 10)
    return min(timedelta(minutes=minutes), LONGEST_WAIT)


def health_of_source(source: Source) -> Health:
    """How `source` is now."""
    signs = Signs(
        is_paused=source.state == Source.State.PAUSED,
        failures_in_a_row=source.failures_in_a_row,
        habit=source.habit,
        last_new_at=source.last_new_at,
        last_success_at=source.last_success_at,
    )
    return health_of(signs, clock.now())
