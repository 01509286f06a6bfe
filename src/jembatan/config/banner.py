"""What a start says once the first page can be read."""

from pathlib import Path

from jembatan.config.demo import Mark, read_mark
from jembatan.config.optional_parts import missing


def banner(home: Path, address: str) -> str:
    """The address, the demo's accounts, what is missing, and how to stop."""
    lines = ["", f"Jembatan is ready:  {address}", f"Data and files:     {home}"]
    mark = read_mark(home)
    if mark is not None:
        lines += _demo_lines(home, address, mark)
    absent = [part for part in missing() if not (mark is not None and part.name == "Mail server")]
    if absent:
        lines += ["", "Optional parts that are not there (none is needed to work):"]
        lines += [f"  {part.name:<11} without it, {part.lost}; {part.remedy}" for part in absent]
    lines += ["", "Ctrl-C stops everything."]
    return "\n".join(lines)


def _demo_lines(home: Path, address: str, mark: Mark) -> list[str]:
    lines = [f"Letters it sends:   {home / 'mail'} (nothing leaves this machine)"]
    lines += ["", f"Demo accounts, to sign in at {address}masuk/"]
    return lines + [
        f"  {account['email']:<34} {account['password']:<13} {account['name']}; {account['roles']}"
        for account in mark.accounts
    ]
