"""Real worker processes for the kill test, and the hand that kills them. Run with DATABASE_URL set:

    python -m jembatan.foundation.intents.tests.nest SIDE_EFFECTS_FILE SEED KILLS

Django is loaded once and the workers are forked from it, so that kills fall upon work and not upon loading. Ends when
nothing is left to do, and prints how the last workers ended when they were told to.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import django

WORKERS = 2


def main(side_effects: Path, seed: int, kills: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "jembatan.config.settings"
    django.setup()
    register(side_effects)
    chance = random.Random(seed)
    workers = [fork(chance) for _ in range(WORKERS)]
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.3))
        victim = workers.pop(chance.randrange(len(workers)))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        workers.append(fork(chance))
    wait_for_the_end()
    for worker in workers:
        os.kill(worker, signal.SIGTERM)
    ends = [os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers]
    sys.stdout.write(f"ends {ends}\n")


def register(side_effects: Path) -> None:
    """A handler that leaves a mark outside the database, fails now and then, and writes its result when it settles."""
    from django.db import connection

    from jembatan.foundation.intents.failures import TransientFailure
    from jembatan.foundation.intents.handlers import handlers
    from jembatan.foundation.intents.leasing import Lease
    from jembatan.foundation.intents.retrying import RetryPolicy

    def handle(lease: Lease) -> None:
        descriptor = os.open(side_effects, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{lease.key} {lease.attempts} {os.getpid()}\n".encode())
        os.close(descriptor)
        time.sleep(lease.payload["seconds"])
        if lease.payload["fails"] and lease.attempts == 1:
            raise TransientFailure("belum bisa")
        with lease.settle(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO settled (intent_key, pid) VALUES (%s, %s)", [lease.key, os.getpid()])

    handlers.register("test.journal", handle, retry=RetryPolicy(first_seconds=0.1, longest_seconds=0.5))


def fork(chance: random.Random) -> int:
    """A worker in a process of its own. A SIGTERM that comes before it listens waits until it does."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        return pid
    from jembatan.foundation.intents.worker import Worker

    worker = Worker(concurrency=chance.randint(1, 4), lease_seconds=3)
    signal.signal(signal.SIGTERM, lambda *_: worker.request_stop())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    os._exit(0 if worker.run() else 1)


def wait_for_the_end() -> None:
    """Until nothing waits and nothing is leased, but not for ever."""
    from jembatan.foundation.intents.models import Intent

    for _ in range(1200):
        if not Intent.objects.filter(state__in=["waiting", "leased"]).exists():
            return
        time.sleep(0.1)
    raise SystemExit("there is still something to do")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
