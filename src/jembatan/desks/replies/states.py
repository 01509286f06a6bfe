"""The life of a request for a right of reply or a correction, as one table. Nothing else changes its state.

    act       from                              to           who
    send      drafted                           sent         clearing officer, bureau head: the letter gets its number
    expire    sent                              unanswered   the machine, after the deadline
    answer    sent, unanswered, escalated       answered     who works in the unit: published, partly, refused
    escalate  answered (not published), unanswered  escalated  clearing officer, bureau head: to the press council
    close     all but drafted                   closed       clearing officer, bureau head, with a reason
    drop      drafted                           closed       who works in the unit, with a reason

The press council is the only place to go on to: there is no step against a medium (press law, article 4).
"""

from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far a request has come."""

    DRAFTED = "drafted", _("Disusun")
    SENT = "sent", _("Dikirim")
    ANSWERED = "answered", _("Dijawab")
    UNANSWERED = "unanswered", _("Tidak dijawab")
    ESCALATED = "escalated", pgettext_lazy("hak jawab", "Diadukan")
    CLOSED = "closed", _("Ditutup")


class Result(models.TextChoices):
    """What the outlet answered."""

    PUBLISHED = "published", pgettext_lazy("hak jawab", "Dimuat")
    PARTLY = "partly", pgettext_lazy("hak jawab", "Dimuat sebagian")
    REFUSED = "refused", pgettext_lazy("hak jawab", "Ditolak")


@dataclass(frozen=True, slots=True)
class Move:
    """`act` leads from `before` to `after`; with `needs_reason` only if one is given."""

    act: str
    before: str
    after: str
    needs_reason: bool = False


TABLE: Final = (
    Move("send", State.DRAFTED, State.SENT),
    Move("expire", State.SENT, State.UNANSWERED),
    Move("answer", State.SENT, State.ANSWERED),
    Move("answer", State.UNANSWERED, State.ANSWERED),
    Move("answer", State.ESCALATED, State.ANSWERED),
    Move("escalate", State.ANSWERED, State.ESCALATED, needs_reason=True),
    Move("escalate", State.UNANSWERED, State.ESCALATED, needs_reason=True),
    Move("close", State.SENT, State.CLOSED, needs_reason=True),
    Move("close", State.ANSWERED, State.CLOSED, needs_reason=True),
    Move("close", State.UNANSWERED, State.CLOSED, needs_reason=True),
    Move("close", State.ESCALATED, State.CLOSED, needs_reason=True),
    Move("drop", State.DRAFTED, State.CLOSED, needs_reason=True),
)

ACTS: Final = tuple(dict.fromkeys(move.act for move in TABLE))


def move_from(act: str, before: str) -> Move | None:
    """The line of the table; None: not allowed."""
    return next((move for move in TABLE if move.act == act and move.before == before), None)
