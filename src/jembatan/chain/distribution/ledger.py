"""What the worker writes into the ledger: the state after a step, and the fact of it.

Facts of single recipients are not audited (the dispatch is). Each function runs in the caller's transaction, or makes
one.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from jembatan.chain.distribution import states
from jembatan.chain.distribution.models import Delivery, DeliveryFact
from jembatan.foundation import clock
from jembatan.foundation.intents.failures import LeaseLost
from jembatan.foundation.intents.leasing import Lease, held

Kind = DeliveryFact.Kind


def note(delivery: Delivery, kind: str, detail: str = "") -> DeliveryFact:
    """Add a fact."""
    return DeliveryFact.objects.create(delivery=delivery, kind=kind, detail=detail, at=clock.now())


def move(delivery: Delivery, act: str, detail: str = "") -> None:
    """Take `act` of the table, with its fact. `detail` stays as the reason unless the letter has gone out.

    Raises KeyError where the table has no such step.
    """
    delivery.state = states.after(act, delivery.state)
    delivery.reason = "" if act in {"send", "deliver"} else detail
    delivery.is_held = False
    delivery.save(update_fields=["state", "reason", "is_held"])
    note(delivery, delivery.state, detail)


def begin_handing(lease: Lease, delivery: Delivery) -> None:
    """Write that the text is about to be handed over: committed before, so that a cut in between can be counted.

    Raises LeaseLost if another worker has the letter by now; then nothing is handed over.
    """
    with transaction.atomic():
        if not held(lease).select_for_update().exists():
            raise LeaseLost(f"{lease.kind} {lease.key}")
        note(delivery, Kind.HANDING)


def close_cut_off(delivery: Delivery) -> bool:
    """If the last attempt was cut off while handing over (its process died), write that. Whether it was."""
    last = _last(delivery)
    if last is None or last.kind != Kind.HANDING:
        return False
    note(
        delivery,
        Kind.UNKNOWN,
        _("Pekerja berhenti sesudah mulai menyerahkan surat. Surat dikirim sekali lagi dengan Message-ID yang sama."),
    )
    return True


def defer(delivery: Delivery, reason: str) -> None:
    """The letter was not taken and is tried again. The same reason twice in a row is one fact."""
    last = _last(delivery)
    if last is None or (last.kind, last.detail) != (Kind.DEFERRED, reason):
        _wait(delivery, Kind.DEFERRED, reason)


def lose_track(delivery: Delivery, reason: str) -> None:
    """The connection died between handing over and the server's answer; the letter is sent once more."""
    _wait(delivery, Kind.UNKNOWN, reason)


def hold(delivery: Delivery, reason: str) -> None:
    """It can't go on until a person has mended something of ours."""
    delivery.is_held = True
    _wait(delivery, Kind.HELD, reason)


def resume(delivery: Delivery) -> None:
    """A person has it tried again."""
    delivery.is_held = False
    delivery.reason = ""
    delivery.save(update_fields=["is_held", "reason"])


def _wait(delivery: Delivery, kind: str, reason: str) -> None:
    with transaction.atomic():
        delivery.reason = reason
        delivery.save(update_fields=["reason", "is_held"])
        note(delivery, kind, reason)


def _last(delivery: Delivery) -> DeliveryFact | None:
    return DeliveryFact.objects.filter(delivery=delivery).order_by("at", "pk").last()
