"""The worker in this process: threads, waking, duties, an orderly end."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from jembatan.foundation import clock
from jembatan.foundation.intents import actions, waking
from jembatan.foundation.intents import worker as worker_module
from jembatan.foundation.intents.duties import Duties
from jembatan.foundation.intents.handlers import Handlers
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Duty, Intent
from jembatan.foundation.intents.worker import Worker
from tests.committed import CommittedDatabase

KIND = "tests.work"


def ask(*keys: str) -> None:
    with transaction.atomic():
        for key in keys:
            actions.request(kind=KIND, key=key, payload={})


def start(worker: Worker) -> tuple[threading.Thread, list[bool]]:
    ended: list[bool] = []
    thread = threading.Thread(target=lambda: ended.append(worker.run()))
    thread.start()
    return thread, ended


def until(what: object) -> None:
    for _ in range(600):
        if what():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that")


def states() -> list[str]:
    return sorted(Intent.objects.values_list("state", flat=True))


def test_work_that_outlives_its_lease_is_held_by_the_heartbeat(
    committed_database: CommittedDatabase, registered: Handlers
) -> None:
    begun: list[str] = []

    def handle(lease: Lease) -> None:
        begun.append(lease.key)
        time.sleep(4)

    registered.register(KIND, handle)
    ask("long")
    assert Worker(lease_seconds=1.5, once=True).run()
    assert (states(), begun) == (["done"], ["long"])
    assert Intent.objects.get().losses == 0


def test_what_comes_later_wakes_the_worker(
    committed_database: CommittedDatabase, registered: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL without a look of its own: only NOTIFY can have told it."""
    monkeypatch.setattr(waking, "LISTENING_LOOK_SECONDS", 3600.0)
    registered.register(KIND, lambda lease: None)
    worker = Worker()
    thread, ended = start(worker)
    try:
        if connection.vendor == "postgresql":
            until(lambda: _listens(connection))
        ask("later")
        until(lambda: states() == ["done"])
    finally:
        worker.request_stop()
        thread.join(timeout=60)
    assert ended == [True]


def _listens(connection: object) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


def test_a_stopping_worker_finishes_what_has_begun_and_gives_back_the_rest(
    committed_database: CommittedDatabase, registered: Handlers
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def handle(lease: Lease) -> None:
        begun.set()
        go_on.wait(60)

    registered.register(KIND, handle)
    ask("a", "b", "c")
    worker = Worker(concurrency=1)
    thread, ended = start(worker)
    assert begun.wait(60)
    worker.request_stop()
    go_on.set()
    thread.join(timeout=60)
    assert ended == [True]
    assert states() == ["done", "waiting", "waiting"]


def test_what_does_not_end_in_time_is_given_back(
    committed_database: CommittedDatabase, registered: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "GRACE_SECONDS", 0.3)
    begun, go_on = threading.Event(), threading.Event()

    def handle(lease: Lease) -> None:
        begun.set()
        go_on.wait(60)

    registered.register(KIND, handle)
    ask("a")
    worker = Worker(concurrency=1)
    thread, ended = start(worker)
    assert begun.wait(60)
    worker.request_stop()
    thread.join(timeout=60)
    assert ended == [False]
    assert states() == ["waiting"]
    go_on.set()
    until(lambda: not [one for one in threading.enumerate() if one.name.startswith("handler")])
    assert states() == ["waiting"], "what the old handler says no longer counts"


def test_a_duty_has_its_turn_once(db: None) -> None:
    done: list[int] = []
    mine, other = Duties(), Duties()
    for duties in (mine, other):
        duties.register("tests.look", 3600, lambda: done.append(1))
    assert (mine.run_due(), other.run_due(), len(done)) == (1, 0, 1)
    with clock.set_to(clock.now() + timedelta(seconds=3700)):
        assert (other.run_due(), mine.run_due(), len(done)) == (1, 0, 2)


def test_a_duty_that_failed_is_tried_again_soon(db: None) -> None:
    def fail() -> None:
        raise ZeroDivisionError("tidak bisa")

    duties = Duties()
    duties.register("tests.fail", 24 * 3600, fail)
    assert duties.run_due() == 1
    duty = Duty.objects.get()
    assert (duty.last_error, duty.last_done_at) == ("ZeroDivisionError: tidak bisa", None)
    assert duties.run_due() == 0
    with clock.set_to(clock.now() + timedelta(seconds=700)):
        assert duties.run_due() == 1
