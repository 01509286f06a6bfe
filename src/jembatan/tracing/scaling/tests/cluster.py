"""A Dask cluster of real processes on loopback, which tests may kill."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 180.0  # seconds that a process may take to do what a test waits for


def until(found, what):
    """What `found` answers once that is true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.005)
    raise AssertionError(f"waited in vain for {what}")


class Cluster:
    """A scheduler and workers of one thread each; without nannies, so that who is killed stays away."""

    def __init__(self, place: Path, workers: int) -> None:
        self.place = place
        place.mkdir()
        self.processes: list[subprocess.Popen] = []
        listed = place / "scheduler.json"
        self.scheduler = self._start("distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(listed))
        self.address = json.loads(until(lambda: listed.exists() and listed.read_text(), "the scheduler"))["address"]
        self.workers = [
            self._start("distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny",
                        "--local-directory", str(place), "--death-timeout", "30")
            for _ in range(workers)
        ]  # fmt: skip

    def _start(self, module, *arguments):
        with (self.place / f"{len(self.processes)}.log").open("wb") as log:
            self.processes.append(subprocess.Popen(
                [sys.executable, "-m", module, "--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0",
                 "--no-dashboard", *arguments],
                stdout=log, stderr=log, env=environment(),
            ))  # fmt: skip
        return self.processes[-1]

    def kill_in_the_middle(self, out: Path) -> Path:
        """SIGKILL the worker that is first seen writing a partition; returns the half file it left."""

        def caught():
            for half in out.glob(".*.parquet.*.tmp"):
                pid = int(half.name.split(".")[3].split("-")[0])
                os.kill(pid, signal.SIGSTOP)
                if half.exists():
                    os.kill(pid, signal.SIGKILL)
                    return half
                os.kill(pid, signal.SIGCONT)
            return None

        return until(caught, "a partition being written")

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def environment() -> dict[str, str]:
    return {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}


def start_client(*arguments) -> subprocess.Popen:
    """`jembatan trace` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "jembatan.cli", "trace", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(),
    )  # fmt: skip
