"""The life of a delivery, as a table. Nothing else changes its state.

    act      from     to         who
    send     queued   sent       the worker: the mail server has taken the letter
    give_up  queued   failed     the worker: the recipient was refused for good, or the release may no longer go out
    retry    failed   queued     a person of the unit, once the address is mended; same Message-ID
    deliver  sent     delivered  a report of the recipient's server (not read yet)
    bounce   sent     bounced    a report that it could not be delivered (`jembatan deliveries bounce`)

What is our own fault (a wrong password, no mail server set) fails nobody: the delivery stays queued and is marked as held.
"""

from typing import Final, NamedTuple

QUEUED: Final = "queued"
SENT: Final = "sent"
DELIVERED: Final = "delivered"
BOUNCED: Final = "bounced"
FAILED: Final = "failed"


class Transition(NamedTuple):
    """One line of the table."""

    act: str
    before: str
    after: str


TABLE: Final = (
    Transition("send", QUEUED, SENT),
    Transition("give_up", QUEUED, FAILED),
    Transition("retry", FAILED, QUEUED),
    Transition("deliver", SENT, DELIVERED),
    Transition("bounce", SENT, BOUNCED),
)


def may(act: str, state: str) -> bool:
    """Whether `act` is possible from `state`."""
    return any(line.act == act and line.before == state for line in TABLE)


def after(act: str, state: str) -> str:
    """The state after `act`. Raises KeyError where the table has no such step."""
    for line in TABLE:
        if line.act == act and line.before == state:
            return line.after
    raise KeyError(f"{act} from {state}")
