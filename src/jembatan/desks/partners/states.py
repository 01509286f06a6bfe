"""The lives of an accreditation, an agreement and a placement, as tables. Nothing else changes a state.

Accreditation   requested -> granted | refused;  granted -> revoked
Agreement       draft -> in_force -> ended | terminated;  draft -> terminated

Placement       act       from                                             to         who
                publish   ordered, late                                    published  the outlet or an officer: "it ran, here"
                find      ordered, published, late, short                  found      the machine: every term is met
                delay     ordered, published, found, short                 late       the machine: the day has passed
                shorten   ordered, published, found, late                  short      the machine: another term is not met
                verify    found                                            verified   a named officer
                excuse    published, short, late                           verified   a named officer, with a reason
                return    published, found, short, late, verified          ordered    officer or PPK, with a reason
                accept    verified                                         accepted   the contracting officer (PPK)
                pay       accepted                                         paid       the treasurer's fact, by an officer
                vanish    published, found, short, verified, accepted, paid  vanished   the machine: no longer online
                reappear  vanished                                         what it was before it vanished
                cancel    ordered, late, short, vanished (unpaid)          cancelled  a person, with a reason

What the machine finds never undoes what a person decided: from verified on only `vanish` is the machine's.
That something was paid is a fact of its own (`proofs.Payment`) and stays, whatever the state says later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccreditationState(models.TextChoices):
    """Whether a journalist is accredited for an event."""

    REQUESTED = "requested", _("Diajukan")
    GRANTED = "granted", _("Diberikan")
    REFUSED = "refused", _("Tidak diberikan")
    REVOKED = "revoked", _("Dicabut")


class AgreementState(models.TextChoices):
    """Whether orders can be made out of an agreement."""

    DRAFT = "draft", _("Draf")
    IN_FORCE = "in_force", _("Berlaku")
    ENDED = "ended", _("Selesai")
    TERMINATED = "terminated", _("Diputus")


class PlacementState(models.TextChoices):
    """How far an order has come."""

    ORDERED = "ordered", _("Dipesan")
    PUBLISHED = "published", pgettext_lazy("pesanan", "Tayang")
    FOUND = "found", _("Ditemukan")
    VERIFIED = "verified", _("Diverifikasi")
    ACCEPTED = "accepted", _("Diterima")
    PAID = "paid", _("Dibayar")
    SHORT = "short", _("Kurang")
    LATE = "late", _("Terlambat")
    VANISHED = "vanished", _("Hilang")
    CANCELLED = "cancelled", _("Dibatalkan")


@dataclass(frozen=True, slots=True)
class Move:
    """`act` leads from `before` to `after`; with `needs_reason` only if one is given."""

    act: str
    before: str
    after: str
    needs_reason: bool = False


def _moves(act: str, before: Iterable[str], after: str, *, needs_reason: bool = False) -> list[Move]:
    return [Move(act, state, after, needs_reason) for state in before]


_A, _G, _P = AccreditationState, AgreementState, PlacementState

ACCREDITATION: Final = (
    Move("grant", _A.REQUESTED, _A.GRANTED),
    Move("refuse", _A.REQUESTED, _A.REFUSED, needs_reason=True),
    Move("revoke", _A.GRANTED, _A.REVOKED, needs_reason=True),
)

AGREEMENT: Final = (
    Move("start", _G.DRAFT, _G.IN_FORCE),
    Move("end", _G.IN_FORCE, _G.ENDED),
    Move("terminate", _G.DRAFT, _G.TERMINATED, needs_reason=True),
    Move("terminate", _G.IN_FORCE, _G.TERMINATED, needs_reason=True),
)

#: States out of which something can vanish, and to which it comes back when it is online again.
SEEN_ONLINE: Final = (_P.PUBLISHED, _P.FOUND, _P.SHORT, _P.VERIFIED, _P.ACCEPTED, _P.PAID)

PLACEMENT: Final = (
    *_moves("publish", [_P.ORDERED, _P.LATE], _P.PUBLISHED),
    *_moves("find", [_P.ORDERED, _P.PUBLISHED, _P.LATE, _P.SHORT], _P.FOUND),
    *_moves("delay", [_P.ORDERED, _P.PUBLISHED, _P.FOUND, _P.SHORT], _P.LATE),
    *_moves("shorten", [_P.ORDERED, _P.PUBLISHED, _P.FOUND, _P.LATE], _P.SHORT),
    *_moves("verify", [_P.FOUND], _P.VERIFIED),
    *_moves("excuse", [_P.PUBLISHED, _P.SHORT, _P.LATE], _P.VERIFIED, needs_reason=True),
    *_moves("return", [_P.PUBLISHED, _P.FOUND, _P.SHORT, _P.LATE, _P.VERIFIED], _P.ORDERED, needs_reason=True),
    *_moves("accept", [_P.VERIFIED], _P.ACCEPTED),
    *_moves("pay", [_P.ACCEPTED], _P.PAID),
    *_moves("vanish", SEEN_ONLINE, _P.VANISHED),
    *(Move("reappear", _P.VANISHED, state) for state in SEEN_ONLINE),
    *_moves("cancel", [_P.ORDERED, _P.LATE, _P.SHORT, _P.VANISHED], _P.CANCELLED, needs_reason=True),
)

#: The money of these is not bound any longer.
RELEASED_MONEY: Final = (_P.CANCELLED,)


def move_from(table: Iterable[Move], act: str, before: str, after: str = "") -> Move | None:
    """The line of `table` for `act` from `before` (and to `after`, where it can lead to several); None: not allowed."""
    return next(
        (move for move in table if move.act == act and move.before == before and after in {"", move.after}), None
    )


def acts_from(table: Iterable[Move], before: str) -> list[str]:
    """What can be done in this state, in the order of the table."""
    return list(dict.fromkeys(move.act for move in table if move.before == before))
