"""Who holds a lease: a name that tells whether its process still lives, as far as this machine can know.

A lease of a process that was killed need not run out before it is swept: a worker on the same machine sees that the
process is gone. The machine is named by boot and process namespace, so that two containers are never taken for one.
"""

import hashlib
import os
import secrets
import socket
from functools import lru_cache
from pathlib import Path


def new_owner() -> str:
    """machine:pid:start:random; a new one for every lease, so that an old lease can never pass for a new one."""
    return f"{_machine()}:{os.getpid()}:{_start_of(os.getpid())}:{secrets.token_hex(8)}"


def is_gone(owner: str) -> bool:
    """Whether the process behind `owner` has ended for certain. False where this machine can't know."""
    parts = owner.split(":")
    if len(parts) != 4 or not parts[2] or parts[0] != _machine():
        return False
    return _start_of(int(parts[1])) != parts[2]


def is_running(pid: int) -> bool:
    """Whether a process of this number exists and is no zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _state_of(pid) not in {"Z", "X"}


@lru_cache(maxsize=1)
def _machine() -> str:
    parts = [socket.gethostname(), _text("/proc/sys/kernel/random/boot_id")]
    try:
        parts.append(os.readlink("/proc/self/ns/pid"))
    except OSError:
        parts.append("")
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def _start_of(pid: int) -> str:
    """When the process began (clock ticks since boot, field 22 of proc(5) stat); "" where that is not told."""
    fields = _stat(pid)
    return fields[19] if len(fields) > 19 and fields[0] not in {"Z", "X"} else ""


def _state_of(pid: int) -> str:
    fields = _stat(pid)
    return fields[0] if fields else ""


def _stat(pid: int) -> list[str]:
    """The fields after the name of the program, which may itself hold spaces and brackets."""
    return _text(f"/proc/{pid}/stat").rpartition(")")[2].split()


def _text(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
