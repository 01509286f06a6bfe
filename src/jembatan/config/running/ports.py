"""Whether a port is free, and who holds it if not."""

import contextlib
import errno
import ipaddress
import socket
from pathlib import Path

from jembatan.config.running.processes import command_of


class PortUnavailable(Exception):  # noqa: N818 - it is said to a person, not raised as a fault
    """The port cannot be listened on; the text says why and what to do."""


def is_loopback(host: str) -> bool:
    """Whether `host` is reached from this machine only."""
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return False


def insist_on(host: str, port: int) -> None:
    """Raise `PortUnavailable` unless `host`:`port` can be listened on now."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as fault:
        raise PortUnavailable(f"{host} is no address of this machine ({fault.strerror}).") from fault
    with socket.socket(family, kind) as probe:
        # Connections of an earlier start that are still closing are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as fault:
            raise PortUnavailable(_explain(host, port, fault)) from fault


def free_port() -> int:
    """A port of the loopback that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def _explain(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EACCES:
        return f"Port {port} may only be used by the system's administrator. Choose one above 1023, such as PORT=8001."
    if fault.errno != errno.EADDRINUSE:
        return f"Cannot listen on {host}, port {port}: {fault.strerror}."
    holder = _holder_of(port)
    by = f"by {holder}" if holder else "by another program"
    return (
        f"Port {port} is taken {by}. Nothing was started and nothing was changed.\n"
        f"Stop that program, or choose another port, for example: PORT={port + 1} make run"
    )


def _holder_of(port: int) -> str:
    """Number and command of the process that listens on `port`, where the system tells."""
    inodes = {f"socket:[{inode}]" for table in ("tcp", "tcp6") for inode in _listeners(table, port)}
    if not inodes:
        return ""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if any(str(link.readlink()) in inodes for link in (folder / "fd").iterdir()):
                return f"process {folder.name} ({command_of(int(folder.name))[:80]})"
    return ""


def _listeners(table: str, port: int) -> list[str]:
    try:
        lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    except OSError:
        return []
    rows = (line.split() for line in lines)
    return [row[9] for row in rows if row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == port]
