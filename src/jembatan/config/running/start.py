"""One start of the whole installation: checks first, then the preparation, then the processes."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jembatan.config import demo
from jembatan.config.preparation import EXIT_REFUSED
from jembatan.config.running import lifeline, ports, processes
from jembatan.config.running.children import Child
from jembatan.config.running.supervisor import Supervisor, answers

Say = Callable[[str], None]


class CannotStart(Exception):  # noqa: N818 - it is said to a person, not raised as a fault
    """Nothing was started; the text says why and what to do. An empty text: it has been said already."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for."""

    home: Path
    host: str
    port: int
    workers: int
    wants_demo: bool

    @property
    def address(self) -> str:
        """Where a person on this machine reaches it."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def start(plan: Plan, say: Say, when_ready: Callable[[], None]) -> None:
    """Run the installation until it is told to stop. Raises `CannotStart`, or `GivenUp` if it cannot be kept alive."""
    _insist_on_loopback(plan)
    with _alone(plan):
        _end_orphans(plan.home, say)
        try:
            ports.insist_on(plan.host, plan.port)
        except ports.PortUnavailable as reason:
            raise CannotStart(str(reason)) from reason
        processes.write_down(plan.home, processes.SUPERVISOR, plan.address)
        try:
            _prepare(plan)
            # The preparation may have found demo accounts that nothing told of before.
            _insist_on_loopback(plan)
            supervisor = Supervisor(_children(plan, say), say)
            supervisor.run(lambda: answers(_own_host(plan), plan.port), when_ready)
        finally:
            processes.forget(plan.home)
            processes.living(plan.home)  # removes the records of those that have ended


def _insist_on_loopback(plan: Plan) -> None:
    if not plan.wants_demo and demo.read_mark(plan.home) is None:
        return
    if not ports.is_loopback(plan.host):
        raise CannotStart(
            f"Demo accounts exist here, so Jembatan listens on this machine only, not on {plan.host}.\n"
            "Leave out --host (and JEMBATAN_BIND), or set up a real installation in another folder: "
            "JEMBATAN_HOME=/srv/jembatan jembatan up"
        )
    base = urlsplit(os.environ.get("JEMBATAN_BASE_URL") or "http://127.0.0.1").hostname or ""
    if not ports.is_loopback(base):
        raise CannotStart(
            f"Demo accounts exist here, so Jembatan is not offered as {base}.\n"
            "Unset JEMBATAN_BASE_URL, or set up a real installation in another folder."
        )


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    """Hold the folder for this start alone; the system lets go of it by itself when the process ends."""
    lock = processes.folder_of(plan.home) / "lock"
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise CannotStart(_already_running(plan.home)) from fault
        yield


def _already_running(home: Path) -> str:
    running = next((one for one in processes.living(home) if one.role == processes.SUPERVISOR), None)
    if running is None:
        return f"Another start in {home} is under way. Wait for it."
    return (
        f"Jembatan already runs from {home}: {running.address} (process {running.pid}).\n"
        "Stop it with Ctrl-C where it was started, or with: jembatan down"
    )


def _end_orphans(home: Path, say: Say) -> None:
    ended = processes.end(processes.living(home))
    if ended:
        say(f"Ended {len(ended)} process(es) left over from an earlier start.")


def _prepare(plan: Plan) -> None:
    command = [sys.executable, "-P", "-m", "jembatan.config.preparation"]
    environment = {**os.environ, lifeline.PARENT: str(os.getpid()), lifeline.ROLE: "preparation"}
    arguments = ["--demo"] if plan.wants_demo else []
    if plan.wants_demo or demo.read_mark(plan.home) is not None:
        environment["JEMBATAN_SMTP_URL"] = ""
    try:
        code = subprocess.run([*command, *arguments], env=environment, check=False).returncode  # noqa: S603 - our own
    except KeyboardInterrupt as fault:
        raise CannotStart("Stopped before all was ready. Nothing is lost; start again to go on.") from fault
    if code == EXIT_REFUSED:
        raise CannotStart("")
    if code != 0:
        raise CannotStart("The preparation failed; its words stand above. What was saved before is safe.")


def _children(plan: Plan, say: Say) -> list[Child]:
    module = "jembatan.config.running"
    environment = _environment(plan, say)
    web = ["-m", f"{module}.web", plan.host, str(plan.port), str(plan.workers)]
    children = [
        Child("web server", web, environment),
        Child("worker", ["-m", "jembatan.cli", "work"], environment, waits_for_page=True),
    ]
    if "JEMBATAN_SMTP_URL" in environment:
        letters = str(plan.home / "mail")
        port = str(urlsplit(environment["JEMBATAN_SMTP_URL"]).port)
        mailbox = ["-m", f"{module}.mailbox", port, letters]
        children.append(Child("demo mailbox", mailbox, environment, waits_for_page=True))
    return children


def _environment(plan: Plan, say: Say) -> dict[str, str]:
    """What the processes are told. The demo sends to its own mailbox only, whatever else is set."""
    if demo.read_mark(plan.home) is None:
        return {}
    if os.environ.get("JEMBATAN_SMTP_URL"):
        say("JEMBATAN_SMTP_URL is not used: the demo sends to its own mailbox only.")
    return {"JEMBATAN_SMTP_URL": f"smtp://127.0.0.1:{ports.free_port()}"}


def _own_host(plan: Plan) -> str:
    return urlsplit(plan.address).hostname or "127.0.0.1"


def stop(home: Path) -> bool:
    """Stop what runs from `home`; whether anything did."""
    supervisors = [one for one in processes.living(home) if one.role == processes.SUPERVISOR]
    stopped = processes.end(supervisors, patience=20)
    return bool(stopped + processes.end(processes.living(home)))
