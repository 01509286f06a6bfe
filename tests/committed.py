"""A database of a test's own, in which commits are real and several processes can work.

A flush can't empty this installation's tables, since the audit triggers refuse it. So each test gets a copy of the
migrated test database: SQLite, a copy of the file; PostgreSQL, CREATE DATABASE ... TEMPLATE.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection, connections

from tests.world import World


@dataclass
class CommittedDatabase:
    """`url` is its DATABASE_URL, `home` its JEMBATAN_HOME, `env` the environment for subprocesses that work on it."""

    url: str
    home: Path
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        """The environment as it is now (with a clock that was set), pointed at this database and this home."""
        return {**os.environ, "DATABASE_URL": self.url, "JEMBATAN_HOME": str(self.home)}

    def world(self) -> World:
        """The small world of tests, committed."""
        return World()

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start `python ARGUMENTS` on this database in a process group of its own; killed when the test ends.

        The command line is `start("-m", "jembatan.cli", "work")`.
        """
        given = {"text": True, "start_new_session": True, "env": self.env, **options}
        process: subprocess.Popen[str] = subprocess.Popen([sys.executable, *arguments], **given)
        self.processes.append(process)
        return process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `jembatan ARGUMENTS` on this database to its end; output is captured."""
        command = [sys.executable, "-m", "jembatan.cli", *arguments]
        return subprocess.run(command, env=self.env, text=True, capture_output=True, timeout=120, check=False)

    def end_processes(self) -> None:
        """Kill what `start` has started and still runs, with its children."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for stream in (process.stdout, process.stderr, process.stdin):
                if stream is not None:
                    stream.close()


@contextmanager
def committed_copy(home: Path, label: str) -> Iterator[CommittedDatabase]:
    """Point this process at a copy of the test database; drop the copy and point back at the end."""
    settings = connection.settings_dict
    template = settings["NAME"]
    make, drop = (_make_file, _drop_file) if connection.vendor == "sqlite" else (_make_base, _drop_base)
    connections.close_all()
    name = make(template, home, label)
    settings["NAME"] = name
    database = CommittedDatabase(_url(settings), home)
    try:
        yield database
    finally:
        database.end_processes()
        connections.close_all()
        settings["NAME"] = template
        drop(name)


def _make_file(template: str, home: Path, label: str) -> str:
    path = home / "jembatan.sqlite3"
    source, copy = sqlite3.connect(template), sqlite3.connect(path)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    return str(path)


def _drop_file(name: str) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)


def _make_base(template: str, home: Path, label: str) -> str:
    name = f"{template}_{label}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _drop_base(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _url(settings: dict[str, object]) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user, password, host = (quote(str(settings[key] or ""), safe="") for key in ("USER", "PASSWORD", "HOST"))
    person = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgres://{person}{host}{port}/{settings['NAME']}"
