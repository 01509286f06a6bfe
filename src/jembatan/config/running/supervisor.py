"""Keeps the processes of the installation alive together, and ends them together."""

import contextlib
import http.client
import os
import select
import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from jembatan.config.running.children import Child

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Seconds that the processes have to finish when all is stopped.
PATIENCE = 10.0
#: Seconds until a start that leads to no answer is given up.
READY_WITHIN = 60.0

Say = Callable[[str], None]


class GivenUp(Exception):  # noqa: N818 - it is said to a person, not raised as a fault
    """A process died again and again; the text says which."""


class Supervisor:
    """Starts `children`, starts the dead again, stops all on a signal.

    A signal wakes the loop through a pipe, so nothing is polled while all is well.
    """

    def __init__(self, children: Sequence[Child], say: Say) -> None:
        self.children = list(children)
        self.say = say
        self.stopping = False
        self.page_is_there = False

    def run(self, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Run until a signal says stop. Raises `GivenUp`; whatever happens, no process is left behind."""
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        before = {number: signal.signal(number, self._stop) for number in self._signals()}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(writer)
        try:
            self._watch(reader, is_ready, when_ready)
        finally:
            self._end_all()
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reader)
            os.close(writer)

    def _watch(self, reader: int, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        given_up_at = time.monotonic() + READY_WITHIN
        while not self.stopping:
            self._tend()
            if not self.page_is_there and is_ready():
                self.page_is_there = True
                self._tend()
                when_ready()
            if not self.page_is_there and time.monotonic() > given_up_at:
                raise GivenUp(f"The web server gave no answer within {READY_WITHIN:.0f} seconds. All was stopped.")
            if select.select([reader], [], [], self._pause())[0]:
                os.read(reader, 4096)

    def _tend(self) -> None:
        for child in self._wanted():
            if child.has_died():
                if child.has_failed_for_good():
                    raise GivenUp(
                        f"The {child.role} died {child.failures} times in a row; its last words stand above. "
                        "All was stopped. What was saved is safe."
                    )
                self.say(f"The {child.role} died; it is started again in {child.pause_left():.1f} s.")
            if child.may_start() and not self.stopping:
                child.start()

    def _wanted(self) -> list[Child]:
        return [child for child in self.children if self.page_is_there or not child.waits_for_page]

    def _pause(self) -> float | None:
        pauses = [child.pause_left() for child in self._wanted() if child.process is None]
        if not self.page_is_there:
            pauses.append(0.05)
        return min(pauses) if pauses else None

    def _end_all(self) -> None:
        until = time.monotonic() + PATIENCE
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.insist(until)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.stopping = True

    @staticmethod
    def _signals() -> list[signal.Signals]:
        """The signals to heed; a hang-up that the caller wants ignored (nohup) stays ignored."""
        return [number for number in STOPPING if signal.getsignal(number) is not signal.SIG_IGN]


def answers(host: str, port: int) -> bool:
    """Whether the web server answers a request for the first page, whatever it says."""
    connection = http.client.HTTPConnection(host, port, timeout=20)
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status > 0
    return False
