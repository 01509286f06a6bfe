"""What becomes of an intent that was not settled: tried again, buried with its reason, or swept back."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jembatan.foundation import clock
from jembatan.foundation.intents.failures import LeaseLost
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.intents.leasing import Lease, held
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.owners import is_gone
from jembatan.foundation.intents.retrying import DEFAULT, RetryPolicy
from jembatan.foundation.intents.states import transition

log = logging.getLogger(__name__)


def fail(lease: Lease, reason: str, *, permanent: bool, retry_after: timedelta | None = None) -> None:
    """Write down that the attempt failed. Raises LeaseLost if the lease is no longer held."""
    with transaction.atomic():
        intent = held(lease).select_for_update().first()
        if intent is None:
            raise LeaseLost(f"{lease.kind} {lease.key}")
        policy = _policy(intent)
        if permanent or intent.attempts >= policy.attempts:
            _bury(intent, reason, permanent=permanent)
        else:
            wait = max(policy.wait(intent.attempts), retry_after or timedelta())
            _wait(intent, "postpone", reason, clock.now() + wait)


def sweep() -> int:
    """Take back every lease that has run out, or whose process on this machine is gone. How many there were."""
    now = clock.now()
    leased = Intent.objects.filter(state=transition("sweep").before)
    held_by = leased.values_list("lease_owner", flat=True).distinct().order_by()
    gone = [owner for owner in held_by if is_gone(owner)]
    lost = leased.filter(Q(lease_until__lt=now) | Q(lease_owner__in=gone)).values_list("pk", "lease_owner")
    return sum(_take_back(leased.filter(pk=pk, lease_owner=owner), now) for pk, owner in list(lost))


def _take_back(rows: QuerySet[Intent], now: datetime) -> bool:
    with transaction.atomic():
        intent = rows.select_for_update(skip_locked=True).first()
        # Its worker may have held on, or settled it, since we looked.
        if intent is None or not (is_gone(intent.lease_owner) or _has_run_out(intent, now)):
            return False
        intent.losses += 1
        policy = _policy(intent)
        reason = _("Pekerja berhenti sebelum selesai ({count} kali).").format(count=intent.losses)
        if intent.losses >= policy.losses or intent.attempts >= policy.attempts:
            _bury(intent, reason, permanent=False)
        else:
            wait = policy.wait(intent.losses - 1) if intent.losses > 1 else timedelta()
            _wait(intent, "sweep", reason, now + wait)
    log.warning("%s: %s", intent, reason)
    return True


def _has_run_out(intent: Intent, now: datetime) -> bool:
    return intent.lease_until is None or intent.lease_until < now


def _wait(intent: Intent, act: str, reason: str, due_at: datetime) -> None:
    intent.state = transition(act).after
    intent.due_at = due_at
    _let_go(intent, reason, permanent=False)


def _bury(intent: Intent, reason: str, *, permanent: bool) -> None:
    """Make a dead letter of it, and let its room know in the same transaction.

    Should the room's own `on_dead` fail, the intent is not buried behind its back but waits for another try.
    """
    handler = handlers.of(intent.kind)
    try:
        with transaction.atomic():
            intent.state = transition("bury").after
            intent.finished_at = clock.now()
            _let_go(intent, reason, permanent=permanent)
            if handler is not None and handler.on_dead is not None:
                handler.on_dead(intent)
    except Exception as error:
        log.exception("%s could not be buried", intent)
        intent.finished_at = None
        longest = timedelta(seconds=_policy(intent).longest_seconds)
        _wait(intent, "postpone", f"{reason} ({error})", clock.now() + longest)


def _let_go(intent: Intent, reason: str, *, permanent: bool) -> None:
    intent.lease_owner = ""
    intent.lease_until = None
    intent.last_error = reason
    intent.error_is_permanent = permanent
    intent.save()


def _policy(intent: Intent) -> RetryPolicy:
    handler = handlers.of(intent.kind)
    return handler.retry if handler is not None else DEFAULT
