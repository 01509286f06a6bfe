"""The life of what lies on a unit's desk, and of the letters that tell of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeskState(models.TextChoices):
    """What the unit did with an article."""

    NEW = "new", _("Baru")
    ACCEPTED = "accepted", pgettext_lazy("berita", "Diterima")
    REJECTED = "rejected", pgettext_lazy("berita", "Ditolak")


class AlertState(models.TextChoices):
    """Where a letter of alert stands."""

    QUEUED = "queued", _("Menunggu dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal")
    DROPPED = "dropped", _("Tidak perlu dikirim")


S, A = DeskState, AlertState

#: (from, what happens) -> to. Nothing else changes a state; `undoes` takes a step back.
DESK: dict[tuple[str, str], str] = {
    (S.NEW, "accept"): S.ACCEPTED,
    (S.NEW, "reject"): S.REJECTED,
    (S.ACCEPTED, "reject"): S.REJECTED,
    (S.REJECTED, "accept"): S.ACCEPTED,
    (S.ACCEPTED, "reopen"): S.NEW,
    (S.REJECTED, "reopen"): S.NEW,
}

ALERT: dict[tuple[str, str], str] = {
    (A.QUEUED, "send"): A.SENT,
    (A.QUEUED, "give_up"): A.FAILED,
    (A.QUEUED, "drop"): A.DROPPED,
    (A.FAILED, "retry"): A.QUEUED,
}

Table = dict[tuple[str, str], str]


def may(table: Table, state: str, step: str) -> bool:
    """Whether `step` is possible from `state`."""
    return (state, step) in table


def after(table: Table, state: str, step: str) -> str:
    """The state after `step`. Raises KeyError where the step is not possible."""
    return table[state, step]


def undoes(step: str, before: str, now: str) -> bool:
    """Whether what stands `now` is what `step` made of `before`: only then may that step be taken back."""
    return DESK.get((before, step)) == now
