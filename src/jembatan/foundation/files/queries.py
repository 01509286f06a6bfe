"""Where a stored file's bytes are."""

from pathlib import Path

from jembatan.foundation.files import disk
from jembatan.foundation.files.kinds import TakenFile
from jembatan.foundation.files.models import StoredFile


def path_of(stored: StoredFile | TakenFile) -> Path:
    """The path of the bytes. Never shown to anybody, never part of an address."""
    return disk.final_path(stored.sha256)
