"""Where the bytes lie, and how they get there whole or not at all.

A file's final name is its SHA-256 under two levels of folders. It is written under `incoming/`, flushed to the disk,
and only then renamed; the folder is flushed too. A power cut at any moment leaves either nothing or the whole file
under the final name. A lock keeps the collector of orphans from removing bytes that are being taken in again.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1 << 20


class TooLarge(Exception):  # noqa: N818 - told to the person as a refusal
    """The source gave more bytes than the limit."""


def root() -> Path:
    """The folder of all files of the installation."""
    return Path(settings.FILES_ROOT)


def final_path(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def incoming() -> Path:
    """Where files are written before they have their name."""
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


@contextmanager
def locked(exclusive: bool) -> Iterator[None]:
    """Hold the folder's lock: shared to take in, exclusive to remove. Across processes; freed when one dies."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    with (folder / "lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


@contextmanager
def receive(source: BinaryIO, limit: int) -> Iterator[tuple[Path, str, int]]:
    """Write `source` to a temporary file, flushed; gives its path, SHA-256 and size. Gone at the end unless moved.

    Raises TooLarge as soon as more than `limit` bytes have come.
    """
    handle, name = tempfile.mkstemp(dir=incoming())
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            digest, size = _copy(source, target, limit)
            target.flush()
            os.fsync(target.fileno())
        yield path, digest, size
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def settle(path: Path, sha256: str) -> None:
    """Give the received file its final name. The same bytes taken in twice lie there once, and are young again."""
    final = final_path(sha256)
    path.chmod(0o640)
    with locked(exclusive=False):
        for folder in (final.parent.parent, final.parent):
            if not folder.exists():
                folder.mkdir(parents=True, exist_ok=True, mode=0o750)
                _flush_folder(folder.parent)
        path.replace(final)
        _flush_folder(final.parent)


def _copy(source: BinaryIO, target: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), size


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
