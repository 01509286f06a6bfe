"""What an installation can have beyond its base, and how to see whether it is there.

Only what this version really makes use of stands here: to be told to install a thing that changes nothing is no help.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from shutil import which


@dataclass(frozen=True, slots=True)
class OptionalPart:
    """`lost` says what does not work without it; `remedy` how to get it."""

    name: str
    lost: str
    remedy: str
    is_there: Callable[[], bool]


def _module(*names: str) -> Callable[[], bool]:
    return lambda: all(find_spec(name) is not None for name in names)


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(which(name) is not None for name in names)


def _postgresql() -> bool:
    return find_spec("psycopg") is not None and os.environ.get("DATABASE_URL", "").startswith("postgres")


PARTS = (
    OptionalPart(
        "PostgreSQL",
        "data lie in SQLite, which serves one machine",
        "pip install 'jembatan[postgres]' and set DATABASE_URL",
        _postgresql,
    ),
    OptionalPart(
        "Mail server",
        "releases are written and published, but not sent",
        "set JEMBATAN_SMTP_URL",
        lambda: bool(os.environ.get("JEMBATAN_SMTP_URL")),
    ),
    OptionalPart(
        "Dask",
        "tracing stays on one machine, `jembatan trace match --scheduler` is refused",
        "pip install 'jembatan[scale]'",
        _module("distributed", "pyarrow"),
    ),
    OptionalPart(
        "Chromium",
        "articles have no full-page picture beside the stored page; the browser journeys of `make test` are skipped",
        "apt install chromium chromium-driver",
        _program("chromium", "chromium-browser", "google-chrome"),
    ),
    OptionalPart(
        "Tesseract",
        "photographed pages of newspapers are not read by the machine; people type them",
        "apt install tesseract-ocr tesseract-ocr-ind",
        _program("tesseract"),
    ),
)


def missing() -> list[OptionalPart]:
    """The parts that are not there."""
    return [part for part in PARTS if not part.is_there()]
