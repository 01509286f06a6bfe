"""One supervised process: started, seen to die, started again a little later each time."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field

from jembatan.config.running import lifeline

#: A process that lived this long is well; one that died sooner is failing.
WELL_AFTER_SECONDS = 20.0
#: So many quick deaths in a row, and the whole is stopped.
FAILURES_ALLOWED = 6


@dataclass(slots=True)
class Child:
    """A process of the installation. `arguments` follow the interpreter's name.

    `waits_for_page`: it is started only once the first page can be read, so as not to delay it.
    """

    role: str
    arguments: list[str]
    environment: dict[str, str]
    waits_for_page: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start the process, in a session of its own: a key pressed at the terminal is the supervisor's business."""
        environment = {
            **os.environ,
            **self.environment,
            lifeline.PARENT: str(os.getpid()),
            lifeline.ROLE: self.role,
        }
        command = [sys.executable, "-P", *self.arguments]
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own
        self.began = time.monotonic()

    def has_died(self) -> bool:
        """Whether the process has ended by itself; whatever it had started is then ended as well."""
        process = self.process
        if process is None or not _is_waiting_to_be_read(process):
            return False
        self._end_group()
        process.wait()
        self.process = None
        self._count(time.monotonic())
        return True

    def may_start(self) -> bool:
        """Whether it is down and its pause is over."""
        return self.process is None and time.monotonic() >= self.due

    def pause_left(self) -> float:
        """Seconds until it is started again; 0 while it runs."""
        return 0.0 if self.process is not None else max(0.0, self.due - time.monotonic())

    def has_failed_for_good(self) -> bool:
        """Whether starting it again and again has led nowhere."""
        return self.failures >= FAILURES_ALLOWED

    def ask_to_stop(self) -> None:
        """Tell it to finish what it is doing and go."""
        if self.process is not None:
            self.process.terminate()

    def insist(self, until: float) -> None:
        """Wait for it until the moment `until` (monotonic); then end it with all that it started."""
        if self.process is None:
            return
        while not _is_waiting_to_be_read(self.process) and time.monotonic() < until:
            time.sleep(0.02)
        self._end_group()
        self.process.wait()
        self.process = None

    def _count(self, now: float) -> None:
        self.failures = 1 if now - self.began > WELL_AFTER_SECONDS else self.failures + 1
        self.due = now + min(30.0, 0.25 * 2**self.failures)

    def _end_group(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _is_waiting_to_be_read(process: "subprocess.Popen[bytes]") -> bool:
    """Whether it is dead, without giving its number back to the system yet (where the system can do that)."""
    if not hasattr(os, "waitid"):
        return process.poll() is not None
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
