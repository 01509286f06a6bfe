"""Starts `jembatan up` in a folder of its own, and knows which processes belong to it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from jembatan.config.running import processes
from jembatan.config.running.ports import free_port

PATIENCE = 300.0


def wait_for(condition: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
    """Wait until `condition` holds; fail with `what` when it does not within `within` seconds."""
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.1)


@contextmanager
def a_database() -> Iterator[str]:
    """The DATABASE_URL of an empty database on the server that the suite runs on; empty for SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"jembatan_start_{os.getpid()}_{free_port()}"
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Installation:
    """One folder, one port, one database. `start` may be called again and again."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database
        self.port = free_port()
        self.log = home.parent / f"{home.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self, **changes: str) -> dict[str, str]:
        """As a user's, without what the tests themselves run under."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JEMBATAN_", "DATABASE_URL", "DJANGO_")) or name == "JEMBATAN_SHARED"
        }
        own = {"JEMBATAN_HOME": str(self.home), "PORT": str(self.port), "JEMBATAN_WEB_WORKERS": "1"}
        return {**kept, **own, **({"DATABASE_URL": self.database} if self.database else {}), **changes}

    def run(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a `jembatan` command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "jembatan.cli", *arguments],
            env=self.environment(**changes),
            cwd=self.home.parent,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *arguments: str) -> None:
        """`jembatan up`, until the first page is there."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jembatan.cli", "up", *arguments],
                env=self.environment(),
                cwd=self.home.parent,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for(lambda: "is ready" in self.said() or self.process.poll() is not None, "the start")  # type: ignore[union-attr]
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        """What the last start printed."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def signal(self, number: signal.Signals) -> int:
        """Send the supervisor a signal; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)

    def stop(self) -> None:
        """End whatever of it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
        processes.end(processes.living(self.home))

    def pids(self, role: str) -> set[int]:
        """The living processes of this role."""
        return {one.pid for one in processes.living(self.home) if one.role == role}

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        """Status and text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def answers(self) -> bool:
        """Whether the door can be read: a page that needs database, templates and static files."""
        try:
            return self.get("/akun/login/")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def port_is_free(self) -> bool:
        """Whether another program could listen on the port now."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
                probe.listen(1)
            except OSError:
                return False
            return True

    def is_gone(self) -> bool:
        """Whether no process of it is left and the port is free."""
        return not processes.living(self.home) and self.port_is_free()


@contextmanager
def running(installation: Installation, *arguments: str) -> Iterator[Installation]:
    """The installation, started and in the end stopped."""
    try:
        installation.start(*arguments)
        yield installation
    finally:
        installation.stop()
