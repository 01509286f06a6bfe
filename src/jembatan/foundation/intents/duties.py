"""What must be done again and again: looking for orphan files, writing anchors. Run by the worker, by one at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from jembatan.foundation import clock
from jembatan.foundation.intents.models import Duty

log = logging.getLogger(__name__)

#: A duty that failed, or whose worker died, is tried again after this, or at its next turn if that is sooner.
RETRY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class _Task:
    every: timedelta
    function: Callable[[], object]


@dataclass(slots=True)
class Duties:
    """All duties of one installation. Filled in `config.wiring` only."""

    known: dict[str, _Task] = field(default_factory=dict)

    def register(self, name: str, every_seconds: float, function: Callable[[], object]) -> None:
        """Have `function` called about every `every_seconds`, by one worker only. The first time: at once."""
        self.known[name] = _Task(timedelta(seconds=every_seconds), function)

    def run_due(self) -> int:
        """Run every duty whose turn has come and that no other worker has taken. How many were run."""
        return sum(self._run(name, task) for name, task in self.known.items())

    def _run(self, name: str, task: _Task) -> bool:
        if not _take(name, task):
            return False
        started = clock.now()
        try:
            task.function()
        except Exception as error:
            log.exception("duty %s failed", name)
            Duty.objects.filter(pk=name).update(last_error=f"{type(error).__name__}: {error}")
        else:
            Duty.objects.filter(pk=name).update(due_at=started + task.every, last_done_at=clock.now(), last_error="")
        return True


def _take(name: str, task: _Task) -> bool:
    """Whether the turn has come and is ours now."""
    now = clock.now()
    duty = Duty.objects.filter(pk=name).first()
    if duty is not None and duty.due_at > now:
        return False
    with transaction.atomic():
        if duty is None:
            Duty.objects.get_or_create(name=name, defaults={"due_at": now})
        next_try = now + min(task.every, timedelta(seconds=RETRY_SECONDS))
        return Duty.objects.filter(pk=name, due_at__lte=now).update(due_at=next_try) == 1


duties = Duties()
register = duties.register
