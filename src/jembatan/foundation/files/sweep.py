"""Collecting what an interrupted upload leaves behind."""

import time
from collections.abc import Iterator
from pathlib import Path

from jembatan.foundation.files import disk
from jembatan.foundation.files.models import StoredFile

#: Younger bytes may still be waiting for their row: a person is correcting the form.
GRACE_SECONDS = 24 * 3600


def sweep_orphans(*, grace_seconds: float = GRACE_SECONDS) -> int:
    """Remove bytes without a row, and unfinished uploads, that are older than the grace. How many files went."""
    oldest = time.time() - grace_seconds  # the file system's own clock, which the seam does not move
    removed = sum(_remove_if_old(path, oldest) for path in _unfinished())
    for path in _finished():
        if _age_limit_passed(path, oldest) and not StoredFile.objects.filter(sha256=path.name).exists():
            # The age is looked at again under the lock: the same bytes may have come in again just now.
            with disk.locked(exclusive=True):
                removed += _remove_if_old(path, oldest)
    return removed


def _finished() -> Iterator[Path]:
    return disk.root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 64)


def _unfinished() -> Iterator[Path]:
    return disk.incoming().iterdir()


def _age_limit_passed(path: Path, oldest: float) -> bool:
    try:
        return path.stat().st_mtime < oldest
    except FileNotFoundError:
        return False


def _remove_if_old(path: Path, oldest: float) -> int:
    if not _age_limit_passed(path, oldest):
        return 0
    path.unlink(missing_ok=True)
    return 1
