"""Asking for something to happen, and calling a dead letter back."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.intents import policies
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.states import transition
from jembatan.foundation.intents.waking import wake_workers
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer


def request(
    *,
    kind: str,
    key: str,
    payload: dict[str, Any],
    unit_id: UUID | None = None,
    due_at: datetime | None = None,
    requested_by_id: UUID | None = None,
) -> Intent:
    """Write, in the transaction of the change, that something must happen at or after `due_at` (now).

    `key` names the one thing that must happen (at most 200 characters, the same for ever): asked for twice, the first
    stands. `payload` is JSON; identifiers and times in it come back as text. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an intent is written in the transaction of the change that wants it")
    if not key or len(key) > 200:
        raise ValueError(f"an intent's key has 1 to 200 characters: {key!r}")
    now = clock.now()
    intent, is_new = Intent.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": json.loads(json.dumps(payload, cls=DjangoJSONEncoder)),
            "unit_id": unit_id,
            "due_at": due_at or now,
            "requested_by_id": requested_by_id,
            "created_at": now,
        },
    )
    if is_new:
        wake_workers()
    return intent


@action("intents.retry")
def retry_intent(*, viewer: Viewer, intent: Intent) -> Intent:
    """Have a dead letter tried again as if for the first time; or a failed one at once instead of at its hour."""
    intent = Intent.objects.select_for_update().get(pk=intent.pk)
    refuse_if(policies.reasons_against_retry(viewer, intent))
    was = {"state": intent.state, "attempts": intent.attempts, "last_error": intent.last_error}
    act = transition("retry" if intent.state == transition("retry").before else "hasten")
    intent.state = act.after
    intent.attempts = intent.losses = 0
    intent.last_error = ""  # it stands in the audit record
    intent.error_is_permanent = False
    intent.finished_at = None
    intent.due_at = clock.now()
    intent.save()
    handler = handlers.of(intent.kind)
    if handler is not None and handler.on_retry is not None:
        handler.on_retry(intent)
    record(
        viewer,
        "intents.retry",
        unit_id=intent.unit_id,
        kind="intents.Intent",
        object_id=intent.pk,
        changes={"kind": intent.kind, "key": intent.key, "was": was},
    )
    wake_workers()
    return intent
