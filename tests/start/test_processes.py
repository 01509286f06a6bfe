"""What is ours is ended, what is a stranger's never; a process that cannot live is given up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jembatan.config.running import children, lifeline, ports, processes
from jembatan.config.running.children import Child
from jembatan.config.running.supervisor import GivenUp, Supervisor
from tests.start.installation import wait_for


def _sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])


def _record(home: Path, process: subprocess.Popen[bytes], **changes: str) -> None:
    fields = {
        "pid": process.pid,
        "role": "web server",
        "birth": processes.birth_of(process.pid),
        "command": processes.command_of(process.pid),
        **changes,
    }
    (processes.folder_of(home) / f"{process.pid}.json").write_text(json.dumps(fields))


def test_an_orphan_of_ours_is_ended(tmp_path: Path) -> None:
    with _sleeper() as orphan:
        wait_for(lambda: "time.sleep" in processes.command_of(orphan.pid), "the process to be there")
        _record(tmp_path, orphan)
        assert [one.pid for one in processes.end(processes.living(tmp_path))] == [orphan.pid]
        assert orphan.wait(10) != 0


@pytest.mark.parametrize("change", [{"birth": "another:1"}, {"command": "another program"}])
def test_a_stranger_with_the_same_number_is_left_alone(tmp_path: Path, change: dict[str, str]) -> None:
    with _sleeper() as stranger:
        _record(tmp_path, stranger, **change)
        assert processes.living(tmp_path) == []
        assert processes.end([]) == []
        assert stranger.poll() is None
        assert list(processes.folder_of(tmp_path).iterdir()) == []
        stranger.kill()


def test_a_record_that_cannot_be_read_is_removed(tmp_path: Path) -> None:
    (processes.folder_of(tmp_path) / "1.json").write_text("{")
    assert processes.living(tmp_path) == []
    assert list(processes.folder_of(tmp_path).iterdir()) == []


def test_a_process_whose_parent_is_gone_already_ends_at_once(tmp_path: Path) -> None:
    code = "from jembatan.config.running import lifeline; lifeline.arm(); print('lives')"
    environment = {**os.environ, lifeline.PARENT: "1", "JEMBATAN_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == lifeline.EXIT_ORPHANED
    assert ended.stdout == ""


def test_the_death_of_a_parent_reaches_its_children(tmp_path: Path) -> None:
    child = (
        "import sys, time; from jembatan.config.running import lifeline; lifeline.arm(); "
        "sys.stdout.write('x'); sys.stdout.flush(); time.sleep(60)"
    )
    parent = (
        "import os, subprocess, sys; from jembatan.config.running import lifeline; "
        "env = {**os.environ, lifeline.PARENT: str(os.getpid()), lifeline.ROLE: 'child'}; "
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}], env=env, stdout=subprocess.PIPE); "
        "p.stdout.read(1); os.kill(os.getpid(), 9)"
    )
    environment = {**os.environ, "JEMBATAN_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", parent], env=environment, check=False, timeout=60)
    wait_for(lambda: processes.living(tmp_path) == [], "the child to follow", within=20)


def test_what_dies_again_and_again_is_given_up_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FAILURES_ALLOWED", 2)
    said: list[str] = []
    lasting = Child("lasting", ["-c", "import time; time.sleep(60)"], {})
    failing = Child("failing", ["-c", "raise SystemExit(1)"], {})
    with pytest.raises(GivenUp, match="failing died 2 times"):
        Supervisor([lasting, failing], said.append).run(lambda: True, lambda: None)
    assert any("failing died" in line for line in said)
    assert lasting.process is None


def test_a_child_takes_its_own_children_with_it() -> None:
    code = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        "print(p.pid, flush=True)"
    )
    child = Child("short", ["-c", code], {})
    child.start()
    wait_for(child.has_died, "the child's end")
    assert not child.may_start()
    assert child.failures == 1


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.8.8.8", True),
        ("0.0.0.0", False),
        ("10.1.1.1", False),
        ("::", False),
        ("humas.example", False),
        ("127.0.0.1.example", False),
    ],
)
def test_only_the_loopback_is_the_loopback(host: str, expected: bool) -> None:
    assert ports.is_loopback(host) is expected


def test_an_unknown_host_is_told() -> None:
    with pytest.raises(ports.PortUnavailable, match="no address of this machine"):
        ports.insist_on("nirgends.invalid", 8000)
