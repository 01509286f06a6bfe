"""`jembatan up`: serves, survives, ends, and refuses in words."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.start.installation import Installation, a_database, running, wait_for

pytestmark = pytest.mark.xdist_group("start")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that has been started once; the tests of this module start it again, as users do."""
    with a_database() as database:
        installation = Installation(tmp_path_factory.mktemp("up") / "home", database)
        with running(installation):
            assert installation.answers(), installation.said()
        yield installation
        installation.stop()


def test_ctrl_c_stops_everything(prepared: Installation) -> None:
    with running(prepared):
        assert prepared.pids("web server")
        wait_for(lambda: bool(prepared.pids("worker")), "the worker")
        assert prepared.signal(signal.SIGINT) == 0
        assert prepared.is_gone()
        assert prepared.said().rstrip().endswith("Stopped.")


def test_a_polite_end_stops_everything(prepared: Installation) -> None:
    with running(prepared):
        assert prepared.signal(signal.SIGTERM) == 0
        assert prepared.is_gone()


def test_nothing_outlives_a_killed_supervisor(prepared: Installation) -> None:
    with running(prepared):
        prepared.signal(signal.SIGKILL)
        wait_for(prepared.is_gone, "the children to follow their supervisor", within=30)
    with running(prepared):
        assert prepared.answers()


def test_a_start_right_after_a_killed_supervisor_ends_its_orphans(prepared: Installation) -> None:
    with running(prepared):
        orphans = prepared.pids("web worker") | prepared.pids("web server")
        prepared.signal(signal.SIGKILL)
        prepared.start()
        assert prepared.answers()
        assert not orphans & (prepared.pids("web worker") | prepared.pids("web server"))


@pytest.mark.parametrize("role", ["web server", "web worker", "worker"])
def test_a_killed_process_comes_back(prepared: Installation, role: str) -> None:
    with running(prepared):
        wait_for(lambda: bool(prepared.pids(role)), f"the {role}")
        before = prepared.pids(role)
        victim = min(before)
        os.kill(victim, signal.SIGKILL)
        wait_for(
            lambda: victim not in prepared.pids(role) and len(prepared.pids(role)) == len(before),
            f"another {role}",
        )
        wait_for(prepared.answers, "the first page")
        assert prepared.signal(signal.SIGINT) == 0
        assert prepared.is_gone()


def test_no_web_worker_outlives_its_server(prepared: Installation) -> None:
    with running(prepared):
        workers = prepared.pids("web worker")
        os.kill(min(prepared.pids("web server")), signal.SIGKILL)
        wait_for(lambda: not workers & prepared.pids("web worker"), "the old workers to end", within=30)


def test_a_second_run_keeps_what_is_there(prepared: Installation) -> None:
    key = (prepared.home / "keys" / "secret").read_text()
    made = prepared.run(
        "manage",
        "createsuperuser",
        "--noinput",
        "--email=pengelola@pemda.example",
        "--username=pengelola",
        DJANGO_SUPERUSER_PASSWORD="kata-sandi-uji-yang-panjang",
    )
    assert made.returncode == 0, made.stderr
    with running(prepared):
        assert prepared.answers()
    count = prepared.run(
        "manage",
        "shell",
        "--no-imports",
        "-c",
        "from jembatan.foundation.people.models import User; print(User.objects.filter(is_demo=False).count())",
    )
    assert count.stdout.strip() == "1", count.stderr
    assert (prepared.home / "keys" / "secret").read_text() == key
    refused = prepared.run("up", "--demo")
    assert refused.returncode == 1
    assert "real accounts" in refused.stdout + refused.stderr
    assert not (prepared.home / "demo.json").exists()


def test_one_folder_runs_once_and_down_stops_it(prepared: Installation) -> None:
    with running(prepared):
        second = prepared.run("up", PORT=str(prepared.port + 1))
        assert second.returncode == 1
        assert "already runs" in second.stderr
        assert f"process {prepared.process.pid}" in second.stderr  # type: ignore[union-attr]
        assert prepared.answers()
        assert prepared.run("down").stdout.strip() == "Stopped."
        assert prepared.process.wait(30) == 0  # type: ignore[union-attr]
        assert prepared.is_gone()
    assert "Nothing runs" in prepared.run("down").stdout


def test_a_taken_port_is_told_and_nothing_is_begun(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "home")
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", installation.port))
        holder.listen(1)
        refused = installation.run("up")
    assert refused.returncode == 1
    assert f"Port {installation.port} is taken" in refused.stderr
    assert f"PORT={installation.port + 1} make run" in refused.stderr
    if Path("/proc/net/tcp").exists():
        assert f"process {os.getpid()}" in refused.stderr
    assert not list(installation.home.glob("*.sqlite3"))
    assert installation.is_gone()
