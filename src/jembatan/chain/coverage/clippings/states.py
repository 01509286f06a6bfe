"""The lives of a clipping and of its letters, as tables. Nothing else changes their states.

A clipping

    act      from                to      who
    keep     due                 made    the worker: what is in it is frozen, the papers lie on the disk
    give_up  due                 failed  the worker: it could not be made, for good
    send     made                sent    the worker: no letter waits any longer, and at least one was taken
    lose     made                failed  the worker: no letter waits any longer, and none was taken
    address  made, sent, failed  made    a person sends what is made (again), or tries a letter again
    remake   made, sent, failed  due     a person has it made again; what was made before stays to be read

A letter

    act      from    to      who
    send     queued  sent    the worker: the mail server has taken it
    give_up  queued  failed  the worker: refused for good, or a fault of ours that somebody must mend
    retry    failed  queued  a person; the Message-ID stays
"""

from typing import Final, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a clipping is."""

    DUE = "due", pgettext_lazy("kliping", "Sedang dibuat")
    MADE = "made", pgettext_lazy("kliping", "Sudah dibuat")
    SENT = "sent", pgettext_lazy("kliping", "Terkirim")
    FAILED = "failed", pgettext_lazy("kliping", "Gagal")


class LetterState(models.TextChoices):
    """Where a letter is."""

    QUEUED = "queued", _("Antre")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal")


class Move(NamedTuple):
    """One line of a table."""

    act: str
    before: tuple[str, ...]
    after: str


CLIPPING: Final = (
    Move("keep", (State.DUE,), State.MADE),
    Move("give_up", (State.DUE,), State.FAILED),
    Move("send", (State.MADE,), State.SENT),
    Move("lose", (State.MADE,), State.FAILED),
    Move("address", (State.MADE, State.SENT, State.FAILED), State.MADE),
    Move("remake", (State.MADE, State.SENT, State.FAILED), State.DUE),
)
LETTER: Final = (
    Move("send", (LetterState.QUEUED,), LetterState.SENT),
    Move("give_up", (LetterState.QUEUED,), LetterState.FAILED),
    Move("retry", (LetterState.FAILED,), LetterState.QUEUED),
)


def may(table: tuple[Move, ...], act: str, state: str) -> bool:
    """Whether `act` is possible from `state`."""
    return any(line.act == act and state in line.before for line in table)


def after(table: tuple[Move, ...], act: str, state: str) -> str:
    """The state after `act`. Raises KeyError where the table has no such step."""
    for line in table:
        if line.act == act and state in line.before:
            return line.after
    raise KeyError(f"{act} from {state}")
