"""The manifest of an index: which segments are in force, and which of their releases are not.

Whoever reads opens the manifest first; whoever writes makes new files and then renames a new manifest into place. A
process that is killed at any moment leaves either the old or the new state, and at worst a nameless file that the next
writer removes.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jembatan.tracing.segment import IndexMissing, IndexRefused

MANIFEST = "manifest.json"
FORMAT = "jembatan-trace-index"
VERSION = 2

Manifest = dict[str, Any]


def empty_manifest(generation: int = 0) -> Manifest:
    """The manifest of an index without releases."""
    return {"format": FORMAT, "version": VERSION, "generation": generation, "segments": [], "dead": {}}


def read_manifest(directory: Path) -> Manifest:
    """The manifest in force. Raises IndexMissing where there is none, IndexRefused with its reason on a foreign one."""
    path = directory / MANIFEST
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise IndexMissing(f"no trace index in {directory}") from None
    except ValueError as error:
        raise IndexRefused(f"{MANIFEST}: cut off or not JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise IndexRefused(f"{MANIFEST}: not the manifest of a Jembatan trace index")
    if data.get("version") != VERSION:
        raise IndexRefused(f"{MANIFEST}: version {data.get('version')}, this program reads version {VERSION}")
    return data


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Put a manifest in force."""
    temporary = directory / f".{MANIFEST}.{os.getpid()}.tmp"
    with temporary.open("w", encoding="utf-8") as out:
        json.dump(manifest, out, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    temporary.rename(directory / MANIFEST)
    _sync_directory(directory)


@contextmanager
def locked(directory: Path, name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock `name` of an index, which falls with its process; yields whether it was had (`wait`: always)."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / f".{name}").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def sweep(directory: Path, manifest: Manifest) -> None:
    """Remove what killed writers left and what no manifest names any more; what a merger is writing stays."""
    named = {s["file"] for s in manifest["segments"]}
    with locked(directory, "merger", wait=False) as nobody_merges:
        left = [*directory.glob("segment-*.jts"), *directory.glob("merged-*.part"), *directory.glob(".*.tmp")]
        for path in left:
            if path.name not in named and (nobody_merges or not path.name.lstrip(".").startswith("merged-")):
                path.unlink(missing_ok=True)
