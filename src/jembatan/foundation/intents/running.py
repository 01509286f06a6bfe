"""Doing one leased intent, and writing down how it went."""

import logging

from django.utils.translation import gettext as _

from jembatan.foundation.audit.actions import record_lost_refusal
from jembatan.foundation.intents.failures import LeaseLost, PermanentFailure, TransientFailure
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.outcomes import fail
from jembatan.foundation.refusal import Refused

log = logging.getLogger(__name__)


def run(lease: Lease) -> None:
    """Call the handler of `lease`. Raises nothing but what the database raises."""
    handler = handlers.of(lease.kind)
    try:
        if handler is None:
            raise TransientFailure(_("Instalasi ini tidak mengenal pekerjaan {kind}.").format(kind=lease.kind))
        handler.handle(lease)
        if not lease.is_settled:
            with lease.settle():
                pass
    except LeaseLost:
        log.warning("%s %s: the lease was lost, another worker goes on", lease.kind, lease.key)
    except Exception as error:
        if isinstance(error, Refused):
            record_lost_refusal(error)
        if lease.is_settled:
            log.exception("%s %s: failed after it was settled", lease.kind, lease.key)
        else:
            _write_down(lease, error)


def _write_down(lease: Lease, error: Exception) -> None:
    try:
        if isinstance(error, PermanentFailure):
            fail(lease, error.reason, permanent=True)
        elif isinstance(error, TransientFailure):
            fail(lease, error.reason, permanent=False, retry_after=error.retry_after)
        else:
            log.error("%s %s failed", lease.kind, lease.key, exc_info=error)
            fail(lease, f"{type(error).__name__}: {error}", permanent=False)
    except LeaseLost:
        log.warning("%s %s: the lease was lost, another worker goes on", lease.kind, lease.key)
