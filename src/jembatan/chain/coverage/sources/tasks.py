"""What the worker does for sources: finds those that are due, looks at them, and tells which have fallen silent."""

import time
from datetime import timedelta

from django.db import transaction

from jembatan.chain.coverage.sources import actions
from jembatan.chain.coverage.sources.health import Health
from jembatan.chain.coverage.sources.looking import LookFailed, look_at
from jembatan.chain.coverage.sources.models import Poll, Source
from jembatan.chain.coverage.sources.scheduling import health_of_source, request_poll
from jembatan.foundation import clock
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.viewer import system_viewer

WORKER = system_viewer("worker")
#: How long single polls are kept; the habit is counted from sightings.
POLLS_KEPT = timedelta(days=30)


def schedule_polls() -> int:
    """Write an intent for every source whose turn has come, and set its next turn. How many there were."""
    now = clock.now()
    due = Source.objects.filter(state=Source.State.ACTIVE, next_due_at__lte=now)
    count = 0
    for source in due.exclude(kind=Source.Kind.PASTED):
        with transaction.atomic():
            turn = source.next_due_at
            assert turn is not None
            later = now + timedelta(minutes=source.interval_minutes)
            # Moved on by one worker only; what the look finds moves it once more.
            if Source.objects.filter(pk=source.pk, next_due_at=turn).update(next_due_at=later):
                request_poll(source, turn)
                count += 1
    return count


def poll_source(lease: Lease) -> None:
    """Look at a source, and keep what stood there or why it could not be read."""
    source = Source.objects.select_related("unit__government").filter(pk=lease.payload["source"]).first()
    if source is None or source.state != Source.State.ACTIVE:
        return
    began = time.monotonic()
    try:
        look = look_at(source)
    except LookFailed as failure:
        with lease.settle():
            actions.note_failure(viewer=WORKER, source=source, reason=failure.reason, seconds=time.monotonic() - began)
        return
    with lease.settle():
        actions.keep_look(viewer=WORKER, source=source, look=look, seconds=time.monotonic() - began)


def watch_silence() -> int:
    """The watchdog: say of every source that it has fallen silent, or speaks again. How many turned."""
    turned = 0
    for source in Source.objects.filter(state=Source.State.ACTIVE).exclude(kind=Source.Kind.PASTED):
        is_silent = health_of_source(source) in {Health.SILENT, Health.FAILING}
        if is_silent != (source.silent_since is not None):
            actions.note_silence(viewer=WORKER, source=source)
            turned += 1
    Poll.objects.filter(at__lt=clock.now() - POLLS_KEPT).delete()
    return turned
