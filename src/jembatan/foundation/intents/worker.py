"""The worker: takes due intents on and does them, holds its leases, and sweeps up after those that died.

Threads of one worker: the taker (whoever calls `Worker.run`), a pool of handlers, the heartbeat, the sweeper, the
duties, and on PostgreSQL the listener. Each has a database connection of its own.
"""

import logging
import os
import threading
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic, sleep

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from jembatan.foundation import clock
from jembatan.foundation.intents import leasing, outcomes, running
from jembatan.foundation.intents.duties import duties
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.intents.leasing import LEASE_SECONDS, Lease
from jembatan.foundation.intents.owners import is_running
from jembatan.foundation.intents.waking import Listener

log = logging.getLogger(__name__)

#: How long a stopping worker waits for the handlers that are at work before it gives their leases back.
GRACE_SECONDS = 20.0
TROUBLE_SECONDS = 2.0
HEARTBEAT = "heartbeat"
#: In a single thread nothing extends the lease.
DRAIN_LEASE_SECONDS = 900.0


def drain(kinds: Collection[str] | None = None) -> int:
    """Run in this thread what is due of `kinds` (None: all), until nothing is. How many were run."""
    done = 0
    while leases := leasing.claim(kinds or handlers.kinds(), 1, DRAIN_LEASE_SECONDS):
        running.run(leases[0])
        done += 1
    return done


@dataclass(slots=True)
class _Held:
    """A lease in the hands of this worker. `lasts_until` is of the monotonic clock."""

    lease: Lease
    lasts_until: float
    is_begun: bool = False


@dataclass(slots=True)
class Worker:
    """One worker process. `stop` may be set from a signal handler or another thread."""

    concurrency: int = 4
    lease_seconds: float = LEASE_SECONDS
    once: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    _wake: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _held: dict[str, _Held] = field(default_factory=dict)

    def run(self) -> bool:
        """Work until stopped (or, `once`, until nothing is due). Whether every handler had finished at the end."""
        listener = Listener(self._wake, self.stop)
        beat = self.lease_seconds / 4
        threads = [
            listener,
            self._thread(HEARTBEAT, beat, self._extend),
            self._thread("sweeper", beat, self._sweep),
            self._thread("duties", 15.0, duties.run_due),
        ]
        for thread in threads:
            thread.start()
        pool = ThreadPoolExecutor(self.concurrency, thread_name_prefix="handler")
        try:
            while not self.stop.is_set():
                if not self._take(pool) and not self._pause(listener):
                    break
            return self._finish()
        finally:
            self.request_stop()
            pool.shutdown(wait=False, cancel_futures=True)
            for thread in threads:
                thread.join(timeout=2)
            connection.close()

    def request_stop(self) -> None:
        """Take nothing more on; `run` returns when what has begun is finished."""
        self.stop.set()
        self._wake.set()

    def _take(self, pool: ThreadPoolExecutor) -> int:
        """Lease as much as there are free hands. How much that was."""
        self._wake.clear()
        free = self.concurrency - len(self._held)
        if free <= 0:
            return 0
        try:
            close_old_connections()
            leases = leasing.claim(handlers.kinds(), free, self.lease_seconds)
        except DatabaseError:
            log.exception("the queue can't be read; trying again")
            self.stop.wait(TROUBLE_SECONDS)
            return 0
        for lease in leases:
            handler = handlers.of(lease.kind)
            limit = handler.limit_seconds if handler is not None else self.lease_seconds
            with self._lock:
                self._held[_key(lease)] = _Held(lease, monotonic() + limit)
            pool.submit(self._do, lease)
        return len(leases)

    def _pause(self, listener: Listener) -> bool:
        """Wait until there may be something to do. False where `once` and nothing is left."""
        if self._held:
            self._wake.wait(listener.look_seconds)
            return True
        if self.once:
            return False
        self._wake.wait(self._until_next(listener.look_seconds))
        return True

    def _until_next(self, look_seconds: float) -> float:
        try:
            moment = leasing.next_due(handlers.kinds()) if look_seconds > 1 else None
        except DatabaseError:
            return TROUBLE_SECONDS
        if moment is None:
            return look_seconds
        return min(look_seconds, max(0.01, (moment - clock.now()).total_seconds()))

    def _do(self, lease: Lease) -> None:
        key = _key(lease)
        try:
            with self._lock:
                held = self._held.get(key)
                if held is None:
                    return  # given back while it stood in line
                held.is_begun = True
            close_old_connections()
            running.run(lease)
        except Exception:
            log.exception("%s %s: left to the sweep", lease.kind, lease.key)
            connection.close()
        finally:
            with self._lock:
                self._held.pop(key, None)
            close_old_connections()
            self._wake.set()

    def _extend(self) -> None:
        with self._lock:
            mine = [held.lease for held in self._held.values() if held.lasts_until > monotonic()]
        for pk in leasing.extend(mine, self.lease_seconds):
            log.warning("the lease of intent %s is no longer held", pk)

    def _sweep(self) -> None:
        if outcomes.sweep():
            self._wake.set()

    def _finish(self) -> bool:
        """Give back what has not begun, wait for the rest, give that back too if it takes too long."""
        with self._lock:
            waiting = [held.lease for held in self._held.values() if not held.is_begun]
            for lease in waiting:
                self._held.pop(_key(lease))
        for lease in waiting:
            leasing.release(lease)
        end = monotonic() + GRACE_SECONDS
        while self._held and monotonic() < end:
            self._wake.clear()
            self._wake.wait(0.2)
        with self._lock:
            unfinished = [held.lease for held in self._held.values()]
            self._held.clear()
        for lease in unfinished:
            leasing.release(lease)
        return not unfinished

    def _thread(self, name: str, every_seconds: float, function: Callable[[], object]) -> threading.Thread:
        def repeat() -> None:
            while True:
                try:
                    close_old_connections()
                    function()
                except Exception:
                    log.exception("%s failed; trying again", name)
                    connection.close()
                if self.stop.wait(every_seconds):
                    if name != HEARTBEAT or not self._held:
                        break
                    sleep(min(every_seconds, 0.5))  # what has begun is still held while it ends
            connection.close()

        return threading.Thread(target=repeat, name=name, daemon=True)


def _key(lease: Lease) -> str:
    return f"{lease.intent_id}/{lease.owner}"


def watch_parent(pid: int, worker: Worker, every_seconds: float = 0.5) -> None:
    """Stop `worker` when the process `pid`, which supervises it, is gone."""
    is_child = os.getppid() == pid

    def watch() -> None:
        while not worker.stop.wait(every_seconds):
            gone = os.getppid() != pid if is_child else not is_running(pid)
            if gone:
                log.warning("the supervising process %s is gone; stopping", pid)
                worker.request_stop()

    threading.Thread(target=watch, name="parent", daemon=True).start()
