"""The life of an intent, as a table. Nothing else changes its state.

act       from     to        who
lease     waiting  leased    a worker, when it is due
settle    leased   done      the worker that holds the lease
postpone  leased   waiting   the same, after a transient failure
release   leased   waiting   the same, when it stops before it has begun
bury      leased   dead      the same, after a permanent failure or too many attempts; the sweep, after too many losses
sweep     leased   waiting   any worker, once the lease has run out or its process is gone
retry     dead     waiting   a person of the unit
hasten    waiting  waiting   a person of the unit, where an attempt has failed
"""

from typing import Final, NamedTuple

WAITING: Final = "waiting"
LEASED: Final = "leased"
DONE: Final = "done"
DEAD: Final = "dead"


class Transition(NamedTuple):
    """One line of the table."""

    act: str
    before: str
    after: str


TABLE: Final = (
    Transition("lease", WAITING, LEASED),
    Transition("settle", LEASED, DONE),
    Transition("postpone", LEASED, WAITING),
    Transition("release", LEASED, WAITING),
    Transition("bury", LEASED, DEAD),
    Transition("sweep", LEASED, WAITING),
    Transition("retry", DEAD, WAITING),
    Transition("hasten", WAITING, WAITING),
)


def transition(act: str) -> Transition:
    """The line of `act`. Raises KeyError for an act that is not in the table."""
    for line in TABLE:
        if line.act == act:
            return line
    raise KeyError(act)
