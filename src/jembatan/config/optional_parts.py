"""What an installation can have beyond its base, and how to see whether it is there."""

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
    OptionalPart("Redis", "several web servers do not share a cache", "pip install redis", _module("redis")),
    OptionalPart(
        "S3 storage", "files lie in JEMBATAN_HOME", "pip install django-storages[s3]", _module("storages", "boto3")
    ),
    OptionalPart(
        "Chromium",
        "the browser journeys of `make test` are skipped",
        "apt install chromium chromium-driver",
        _program("chromium", "chromium-browser", "google-chrome"),
    ),
    OptionalPart(
        "Tesseract",
        "text in pictures is not read",
        "apt install tesseract-ocr tesseract-ocr-ind",
        _program("tesseract"),
    ),
    OptionalPart(
        "ExifTool", "captions are not written into photos", "apt install libimage-exiftool-perl", _program("exiftool")
    ),
    OptionalPart("Dask", "tracing uses this machine only", "pip install dask distributed", _module("distributed")),
)


def missing() -> list[OptionalPart]:
    """The parts that are not there."""
    return [part for part in PARTS if not part.is_there()]
