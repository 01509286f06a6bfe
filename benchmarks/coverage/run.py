"""Fifty feeds of a hundred articles, from the first poll to the last traced article, on this machine.

Usage:  python benchmarks/coverage/run.py [--feeds 50] [--items 100] [--workers 2] [--kills 20] [--releases 200]

Starts a site of its own on loopback (one host name a feed: 127.0.1.N), an installation in a new JEMBATAN_HOME (SQLite;
DATABASE_URL for another database, which must be empty), publishes releases, adds the feeds and starts `jembatan work`
processes. With --kills it ends a worker with kill -9 at random moments, spread over the run, and starts another.
Prints how many articles there are in which state, what was asked of the site, seconds of wall clock, and processor
seconds of the workers (the machine may be busy with other things). Fails if an article is missing, there twice, or was
not traced; a page may be asked for more than once only after a kill.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.coverage.outlets import serve_in_a_process  # noqa: E402


def main() -> None:
    """Measure, print, and fail where anything is lost or doubled."""
    wanted = _wanted()
    home = Path(tempfile.mkdtemp(prefix="jembatan-coverage-"))
    with serve_in_a_process(wanted.feeds, wanted.items) as site:
        _prepare_environment(home, site.hosts)
        from benchmarks.coverage import installation

        installation.prepare(site.feed_addresses, releases=wanted.releases)
        workers = _Workers(wanted.workers)
        began = time.monotonic()
        try:
            took = _run(workers, installation, wanted.feeds * wanted.items, wanted.kills)
        finally:
            workers.end()
        report = installation.report() | {
            "seconds_until_all_are_traced": round(took, 1),
            "seconds_with_start_and_stop": round(time.monotonic() - began, 1),
            "processor_seconds_of_workers": round(workers.processor_seconds(), 1),
            "kills": workers.kills,
            "page_requests": site.requests(),
        }
    print(json.dumps(report, indent=2))
    expected = wanted.feeds * wanted.items
    faults = [
        f"{name}: {report[name]} and not {value}"
        for name, value in (
            ("articles", expected),
            ("traced", expected),
            ("sightings", expected),
            ("same_title_twice", 0),
            ("open_intents", 0),
            ("dead_intents", 0),
        )
        if report[name] != value
    ]
    if not workers.kills and report["page_requests"] != expected:
        faults.append(f"pages were asked for {report['page_requests']} times")
    if faults:
        sys.exit("\n".join(faults))


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("feeds", 50), ("items", 100), ("workers", 2), ("kills", 0), ("releases", 200)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def _prepare_environment(home: Path, hosts: list[str]) -> None:
    os.environ.update(
        {
            "JEMBATAN_HOME": str(home),
            "JEMBATAN_FETCH_ALLOW": ",".join(hosts),
            "JEMBATAN_HOST_PACE": "0",
            "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR") or str(ROOT / "var" / "cache" / "numba"),
            "DJANGO_SETTINGS_MODULE": "jembatan.config.settings",
        }
    )


#: After so long the run counts as hung.
LONGEST_SECONDS = float(os.environ.get("BENCHMARK_LONGEST") or 1800)


class _Workers:
    """`jembatan work` processes; a killed one is replaced at once."""

    def __init__(self, count: int) -> None:
        self._processes = [self._start() for _n in range(count)]
        self._random = random.Random(4)
        self.kills = 0

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "jembatan.cli", "work"],
            stdout=subprocess.DEVNULL, stderr=open(os.environ["JEMBATAN_HOME"] + "/work.log", "ab"), start_new_session=True,
        )  # fmt: skip

    def kill_one(self) -> None:
        """End one with kill -9, and start another."""
        place = self._random.randrange(len(self._processes))
        self._processes[place].kill()
        self._processes[place].wait()
        self._processes[place] = self._start()
        self.kills += 1

    def end(self) -> None:
        """Let them finish."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(timeout=60)

    @staticmethod
    def processor_seconds() -> float:
        """Of all children that have ended: the workers, and the site if it ended too (it has not)."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


def _run(workers: _Workers, installation: object, expected: int, kills: int) -> float:
    """Seconds until everything is traced. A kill comes at a random moment within each equal part of the way."""
    began = time.monotonic()
    marks = sorted(random.Random(7).uniform(0.02, 0.98) * expected for _n in range(kills))
    while True:
        traced = installation.traced()  # type: ignore[attr-defined]
        while marks and traced >= marks[0]:
            marks.pop(0)
            workers.kill_one()
            time.sleep(0.5)
        if traced >= expected and not installation.is_busy():  # type: ignore[attr-defined]
            for _left in marks:
                workers.kill_one()
            return time.monotonic() - began
        if time.monotonic() - began > LONGEST_SECONDS:
            return float("inf")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
