"""Size of the base installation, and time of a start to its first page.

    python benchmarks/start/run.py [--starts 5] [--skip-size]

Installs requirements.lock and the package itself into a fresh virtual environment (which needs the package index), then
starts it several times from a fresh folder. Prints a table in Markdown for docs/reference/install-size.md, and ends with
an error where a limit is passed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: What a user may expect. A change that passes one of them needs a reason, and a new limit here.
LARGEST_MEGABYTES = 600
LONGEST_SECOND_START = 5.0


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=5, help="how often it is started again")
    parser.add_argument("--skip-size", action="store_true", help="use the present environment instead of a fresh one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jembatan-bench-") as folder:
        place = Path(folder)
        rows, python = ([], Path(sys.executable)) if options.skip_size else install(place / "venv")
        first, again, idle = starts(python, place, options.starts)
    median = statistics.median(again)
    rows += [
        ("first start of a demo, to its first page", f"{first:.1f} s"),
        (f"a later start, median of {len(again)} (worst {max(again):.1f} s)", f"{median:.1f} s"),
        ("memory of all processes together, at rest", f"{idle:.0f} MB"),
    ]
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}\n"
    )
    print("| what | measured |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")
    if median > LONGEST_SECOND_START:
        sys.exit(f"a later start takes {median:.1f} s, more than {LONGEST_SECOND_START} s")


def install(venv: Path) -> tuple[list[tuple[str, str]], Path]:
    """A fresh environment with the base; what it weighs, and its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = venv / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    empty = megabytes(venv)
    began = time.monotonic()
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True)
    subprocess.run([*pip, "--no-build-isolation", "--no-deps", ROOT], check=True)
    took = time.monotonic() - began
    size = megabytes(venv) - empty
    packages = sorted(
        ((megabytes(path), path.name) for path in (venv / "lib").glob("python*/site-packages/*") if path.is_dir()),
        reverse=True,
    )
    largest = ", ".join(f"{name} {weight:.0f}" for weight, name in packages[:5])
    rows = [
        ("base installation, without the environment's own 20 MB or so", f"{size:.0f} MB"),
        ("its largest parts (MB)", largest),
        ("time to install it, downloads included", f"{took:.0f} s"),
    ]
    if size > LARGEST_MEGABYTES:
        sys.exit(f"the base weighs {size:.0f} MB, more than {LARGEST_MEGABYTES} MB")
    return rows, python


def starts(python: Path, place: Path, count: int) -> tuple[float, list[float], float]:
    """Seconds of a first start and of `count` later ones, and megabytes at rest."""
    home, port = place / "home", free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("JEMBATAN_", "DATABASE_", "NUMBA_"))
    }
    environment |= {"JEMBATAN_HOME": str(home), "PORT": str(port)}
    times, memory = [], 0.0
    for _ in range(count + 1):
        began = time.monotonic()
        with (place / "log").open("w") as log:
            command = [python, "-m", "jembatan.cli", "up", "--demo"]
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=place)
        try:
            while not answers(port):
                if process.poll() is not None:
                    sys.exit((place / "log").read_text())
                time.sleep(0.02)
            times.append(time.monotonic() - began)
            time.sleep(3)
            memory = resident(home)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    return times[0], times[1:], memory


def answers(port: int) -> bool:
    """Whether the first page is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def resident(home: Path) -> float:
    """Megabytes that the processes of this home have to themselves, with their share of what is common."""
    total = 0
    for record in (home / "run").glob("*.json"):
        try:
            lines = Path(f"/proc/{record.stem}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def megabytes(folder: Path) -> float:
    """What a folder takes, in MB of 1,000,000 bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


if __name__ == "__main__":
    main()
