"""Which processes belong to this installation: one small file a process, so that a later start can tell its own.

A number alone proves nothing, since the system gives numbers out again. A process counts as ours only while its time
of birth and its command line are those that were written down.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """A process as it was when it wrote itself down. `birth` is an opaque text; `address` is where it is reached."""

    pid: int
    role: str
    birth: str
    command: str
    address: str = ""


def folder_of(home: Path) -> Path:
    """Where the records of `home` lie; made if it is not there."""
    folder = home / "run"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_down(home: Path, role: str, address: str = "") -> None:
    """Record the present process under its number."""
    pid = os.getpid()
    record = ProcessRecord(pid, role, birth_of(pid) or "", command_of(pid), address)
    path = folder_of(home) / f"{pid}.json"
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(record)))
    draft.replace(path)


def forget(home: Path) -> None:
    """Remove the record of the present process."""
    (folder_of(home) / f"{os.getpid()}.json").unlink(missing_ok=True)


def living(home: Path) -> list[ProcessRecord]:
    """The recorded processes that still run. Records of the dead, or of what is now a stranger, are removed."""
    found = []
    for path in sorted(folder_of(home).glob("*.json")):
        record = _read(path)
        if record is not None and _is_the_same(record):
            found.append(record)
        else:
            path.unlink(missing_ok=True)
    return found


def end(records: Iterable[ProcessRecord], patience: float = 3.0) -> list[ProcessRecord]:
    """Ask these processes to stop, insist after `patience` seconds; gives those that were ended."""
    asked = [record for record in records if _send(record, signal.SIGTERM)]
    if not _wait_until_gone(asked, patience):
        for record in asked:
            _send(record, signal.SIGKILL)
        _wait_until_gone(asked, patience)
    return asked


def birth_of(pid: int) -> str | None:
    """When the process was born, as a text that no other process of this number will have; None if it is dead."""
    stat = Path(f"/proc/{pid}/stat")
    if not Path("/proc/self/stat").exists():
        return _ask_ps(pid, "lstart") or None
    try:
        # The name may hold blanks and brackets; what follows its last bracket may not.
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return None
    state, ticks = fields[0], fields[19]
    return None if state in "ZX" else f"{_boot()}:{ticks}"


def command_of(pid: int) -> str:
    """The command line of a process, words parted by blanks; empty if it cannot be read."""
    path = Path(f"/proc/{pid}/cmdline")
    try:
        return path.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "" if Path("/proc/self/stat").exists() else _ask_ps(pid, "command")


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _ask_ps(pid: int, field: str) -> str:
    asked = subprocess.run(  # noqa: S603 - a number and a fixed word
        ["ps", "-o", f"{field}=", "-p", str(pid)],  # noqa: S607 - wherever the system keeps it
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    return asked.stdout.strip()


def _read(path: Path) -> ProcessRecord | None:
    try:
        return ProcessRecord(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _is_the_same(record: ProcessRecord) -> bool:
    return birth_of(record.pid) == record.birth != "" and command_of(record.pid) == record.command


def _send(record: ProcessRecord, number: signal.Signals) -> bool:
    if not _is_the_same(record):
        return False
    try:
        os.kill(record.pid, number)
    except ProcessLookupError:
        return False
    return True


def _wait_until_gone(records: list[ProcessRecord], patience: float) -> bool:
    until = time.monotonic() + patience
    while any(_is_the_same(record) for record in records):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
