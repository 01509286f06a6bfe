"""A Chromium of its own for one picture: no network, no scripts, own profile, spoken to by a pipe, killed with its group.

Five walls stand before the network, each enough alone: a network namespace without any interface (where the system
allows one), a proxy that nobody answers, names that resolve to nothing, every request of a page failed by the browser
itself, and no script to ask with. The page is written into about:blank, which may not open local files.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Seconds for the whole life of one browser.
LONGEST = 40.0
#: What one answer may hold; a picture comes as one, in base64.
LARGEST_ANSWER = 64 * 1024 * 1024
LARGEST_FILE = 256 * 1024 * 1024
#: Begins the browser: it reads its commands at 3 and answers at 4; computing and files are limited. Memory is not, this
#: way: V8 reserves address space that it never uses.
_LAUNCH = f"""
import fcntl, os, resource, sys
read, write = (fcntl.fcntl(int(end), fcntl.F_DUPFD_CLOEXEC, 10) for end in sys.argv[1:3])
os.dup2(read, 3), os.dup2(write, 4)
resource.setrlimit(resource.RLIMIT_CPU, ({int(LONGEST) * 2}, {int(LONGEST) * 2}))
resource.setrlimit(resource.RLIMIT_FSIZE, ({LARGEST_FILE}, {LARGEST_FILE}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
os.execvp(sys.argv[3], sys.argv[3:])
"""
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--disable-remote-fonts",
    "--dns-prefetch-disable",
    "--no-pings",
    "--mute-audio",
    "--hide-scrollbars",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--blink-settings=scriptEnabled=false",
    "--remote-debugging-pipe",
)


class BrowserFailed(Exception):  # noqa: N818 - says what happened
    """The browser could not be started, took too long, or closed itself."""


def find() -> str | None:
    """The path of a Chromium; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name)) is not None), None)


@cache
def isolation() -> tuple[str, ...]:
    """The command that starts another without any network; empty where the system does not allow it."""
    tool = shutil.which("unshare")
    if tool is None:
        return ()
    own = () if os.geteuid() == 0 else ("--user", "--map-current-user")
    command = (tool, *own, "--net", "--")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program
            [*command, "true"], capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if done.returncode == 0 else ()


class Browser:
    """A running browser; `call` asks it one thing. What it asked to load is counted in `asked`."""

    def __init__(self, write: int, read: int, deadline: float) -> None:
        self._write, self._read, self._deadline = write, read, deadline
        self._rest = b""
        self._number = 0
        self.asked: list[str] = []

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The result of one command of the DevTools protocol. Raises BrowserFailed."""
        self._number = number = self._number + 1
        self._send(number, method, session, params)
        while True:
            message = self._next()
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserFailed(f"{method}: {message['error'].get('message')}")
                result: dict[str, Any] = message["result"]
                return result
            if message.get("method") == "Fetch.requestPaused":
                self._fail(message)

    def _fail(self, message: dict[str, Any]) -> None:
        """Nothing that a page asks for is given to it."""
        asked = message["params"]
        self.asked.append(str(asked["request"]["url"]))
        self._number += 1
        refusal = {"requestId": asked["requestId"], "errorReason": "Aborted"}
        self._send(self._number, "Fetch.failRequest", message.get("sessionId"), refusal)

    def _send(self, number: int, method: str, session: str | None, params: dict[str, Any]) -> None:
        asked: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session is not None:
            asked["sessionId"] = session
        left = json.dumps(asked).encode() + b"\0"
        while left:
            self._wait(write=True)
            left = left[os.write(self._write, left[:65536]) :]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._wait(write=False)
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise BrowserFailed("the browser closed itself")
            self._rest += piece
            if len(self._rest) > LARGEST_ANSWER:
                raise BrowserFailed("the answer is too large")
        first, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(first)
        return message

    def _wait(self, *, write: bool) -> None:
        left = self._deadline - time.monotonic()
        ready = select.select([] if write else [self._read], [self._write] if write else [], [], max(left, 0))
        if not (ready[0] or ready[1]):
            raise BrowserFailed("it took too long")


@contextmanager
def started(program: str, longest: float = LONGEST) -> Iterator[Browser]:
    """A browser for at most `longest` seconds; all its processes and its profile are gone at the end."""
    with tempfile.TemporaryDirectory(prefix="jembatan-chromium-", ignore_cleanup_errors=True) as home:
        theirs, ours = os.pipe(), os.pipe()
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        command = [*isolation(), program, *_OPTIONS, *sandbox, f"--user-data-dir={home}/profile", "about:blank"]
        process = subprocess.Popen(  # noqa: S603 - found by its fixed name
            [sys.executable, "-I", "-S", "-c", _LAUNCH, str(theirs[0]), str(ours[1]), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs[0], ours[1]),
            start_new_session=True,
            env=_environment(Path(home)),
        )
        os.close(theirs[0])
        os.close(ours[1])
        os.set_blocking(theirs[1], False)
        try:
            yield Browser(theirs[1], ours[0], time.monotonic() + longest)
        except OSError as error:
            raise BrowserFailed(str(error)) from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(theirs[1])
            os.close(ours[0])


def _environment(home: Path) -> dict[str, str]:
    """Nothing of ours: no settings, no secrets, no proxies, no display."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}
