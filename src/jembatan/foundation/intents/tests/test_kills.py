"""Workers are killed with -9 in the middle of it all: everything is done, nothing is lost, nothing is settled twice."""

import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, transaction

from jembatan.foundation.intents import actions
from jembatan.foundation.intents.models import Intent
from tests.committed import CommittedDatabase

INTENTS, KILLS = 400, 25


def ask(count: int) -> None:
    chance = random.Random(count)
    with transaction.atomic():
        for number in range(count):
            actions.request(
                kind="test.journal",
                key=f"journal {number}",
                payload={"seconds": chance.uniform(0, 0.02), "fails": chance.random() < 0.1},
            )


def test_nothing_is_lost_and_nothing_settled_twice(committed_database: CommittedDatabase, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE settled (intent_key varchar(200), pid integer)")
    ask(INTENTS)
    seed = random.randrange(10**6)
    print("seed", seed)  # noqa: T201 - shown when the test fails
    marks = tmp_path / "marks"
    nest = committed_database.start(
        "-m", "jembatan.foundation.intents.tests.nest", str(marks), str(seed), str(KILLS), stdout=subprocess.PIPE
    )
    shown, _ = nest.communicate(timeout=300)
    assert nest.returncode == 0
    assert "ends [0, 0]" in shown
    assert dict(Counter(Intent.objects.values_list("state", flat=True))) == {"done": INTENTS}
    with connection.cursor() as cursor:
        cursor.execute("SELECT intent_key, COUNT(*) FROM settled GROUP BY intent_key")
        settled = dict(cursor.fetchall())
    assert settled == {f"journal {number}": 1 for number in range(INTENTS)}
    began = Counter(line.rpartition(" ")[0].rpartition(" ")[0] for line in marks.read_text().splitlines())
    assert set(began) == set(settled)
    # The kills fell upon work: some intents were begun again after their worker died.
    assert Intent.objects.filter(losses__gt=0).exists()
    assert sum(began.values()) > INTENTS


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_cleanly(committed_database: CommittedDatabase, number: int) -> None:
    worker = committed_database.start("-m", "jembatan.cli", "work", stderr=subprocess.PIPE)
    _wait_for_threads(worker)
    worker.send_signal(number)
    _, complaints = worker.communicate(timeout=60)
    assert worker.returncode == 0, complaints
    assert "Traceback" not in complaints


def test_the_command_ends_with_its_supervisor(committed_database: CommittedDatabase) -> None:
    supervisor = subprocess.Popen(["sleep", "600"])
    worker = committed_database.start("-m", "jembatan.cli", "work", "--with-parent", str(supervisor.pid))
    try:
        _wait_for_threads(worker)
        supervisor.kill()
        supervisor.wait()
        assert worker.wait(timeout=60) == 0
    finally:
        supervisor.kill()


def test_once_does_what_is_due_and_ends(committed_database: CommittedDatabase) -> None:
    with transaction.atomic():
        actions.request(kind="test.of_no_room", key="x", payload={})
    assert committed_database.run("work", "--once").returncode == 0
    assert Intent.objects.get().state == "waiting", "what no room answers for is left alone"


def _wait_for_threads(worker: "subprocess.Popen[str]") -> None:
    """Until the worker has begun to work: it then has several threads."""
    for _ in range(600):
        if worker.poll() is not None or len(list(Path(f"/proc/{worker.pid}/task").iterdir())) > 3:
            return
        time.sleep(0.1)
