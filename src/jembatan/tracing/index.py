"""The index: a directory of immutable segments and one manifest that names those in force.

Whoever reads opens the manifest first; whoever writes makes new files and then renames a new manifest into place.
A process that is killed at any moment leaves either the old or the new state, and at worst a nameless file that
the next writer removes.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from jembatan.tracing.build import Documents, digest_of, id_keys, read_documents, segment_arrays
from jembatan.tracing.matching import match_texts
from jembatan.tracing.merging import joined_documents, segments_to_merge
from jembatan.tracing.segment import IndexMissing, IndexRefused, Segment, write_segment
from jembatan.tracing.texts import ArticleText, ReleaseText, Trace

MANIFEST = "manifest.json"
FORMAT = "jembatan-trace-index"
VERSION = 1


def _read_manifest(directory: Path) -> dict[str, Any]:
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


def _write_manifest(directory: Path, manifest: dict[str, Any]) -> None:
    temporary = directory / f".{MANIFEST}.{os.getpid()}.tmp"
    with temporary.open("w", encoding="utf-8") as out:
        json.dump(manifest, out, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    temporary.rename(directory / MANIFEST)
    _sync_directory(directory)


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    """One writer at a time; the lock falls with its process."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".writer").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _sweep(directory: Path, manifest: dict[str, Any]) -> None:
    """Remove what killed writers left and what no manifest names any more."""
    named = {s["file"] for s in manifest["segments"]}
    for path in [*directory.glob("segment-*.jts"), *directory.glob(".*.tmp")]:
        if path.name not in named:
            path.unlink(missing_ok=True)


class Index:
    """An opened index: releases, found by `match`.

    Build, extend and open by the class methods. An opened index keeps answering from the state it was opened in;
    open it again (or call `extend`, which answers an opened one) to see later releases.
    """

    def __init__(self, directory: Path, manifest: dict[str, Any], segments: Sequence[Segment]) -> None:
        self.directory = directory
        self.generation: int = manifest["generation"]
        self.segments = tuple(segments)
        self.dead = tuple(self._dead_flags(manifest, s) for s in self.segments)

    @staticmethod
    def _dead_flags(manifest: dict[str, Any], segment: Segment) -> np.ndarray[Any, np.dtype[np.uint8]]:
        flags = np.zeros(segment.documents, dtype=np.uint8)
        flags[manifest["dead"].get(segment.path.name, [])] = 1
        return flags

    def __len__(self) -> int:
        """Number of releases in force."""
        return sum(s.documents - int(d.sum()) for s, d in zip(self.segments, self.dead, strict=True))

    @classmethod
    def open(cls, directory: Path, *, verify: bool = False) -> Index:
        """Open an index by memory map; `verify` also checks the checksums of all arrays.

        Raises IndexMissing where there is none, IndexRefused with its reason on truncated, foreign or damaged files.
        """
        directory = Path(directory)
        for attempt in range(5):
            manifest = _read_manifest(directory)
            try:
                segments = [Segment(directory / s["file"], verify=verify) for s in manifest["segments"]]
            except FileNotFoundError as error:
                # A merge may have removed it since the manifest was read: the newer manifest tells.
                if attempt == 4 or _read_manifest(directory)["generation"] == manifest["generation"]:
                    raise IndexRefused(f"{Path(error.filename).name}: named by the manifest, but absent") from error
                continue
            return cls(directory, manifest, segments)
        raise AssertionError("unreachable")

    @classmethod
    def build(cls, directory: Path, releases: Iterable[ReleaseText]) -> Index:
        """Make a new index of the releases in place of whatever index the directory holds.

        Of releases with the same id the last one counts.
        """
        directory = Path(directory)
        with _writing(directory):
            try:
                generation = _read_manifest(directory)["generation"]
            except (IndexMissing, IndexRefused):
                generation = 0
            empty = {"format": FORMAT, "version": VERSION, "generation": generation, "segments": [], "dead": {}}
            manifest = _with_releases(directory, empty, releases, always=True)
            _sweep(directory, manifest)
        return cls.open(directory)

    @classmethod
    def extend(cls, directory: Path, releases: Iterable[ReleaseText]) -> Index:
        """Add releases to an index, or begin one; returns the index as it then stands.

        A release whose id, text and time are in the index is ignored; one whose text or time differs replaces the
        earlier one. Atomic: readers and a kill at any moment see all of the releases or none.
        Afterwards small segments are merged, from their stored tokens.
        """
        directory = Path(directory)
        with _writing(directory):
            try:
                manifest = _read_manifest(directory)
            except IndexMissing:
                manifest = {"format": FORMAT, "version": VERSION, "generation": 0, "segments": [], "dead": {}}
            manifest = _with_releases(directory, manifest, releases, always=manifest["generation"] == 0)
            manifest = _merged(directory, manifest)
            _sweep(directory, manifest)
        return cls.open(directory)

    def match(self, texts: Sequence[ArticleText]) -> list[Trace]:
        """Trace articles, in their order. Raises ValueError for a time that is not ISO 8601."""
        return match_texts(self.segments, self.dead, texts)


def _next_file(manifest: dict[str, Any]) -> str:
    return f"segment-{manifest['generation'] + 1:08d}.jts"


def _commit(
    directory: Path, manifest: dict[str, Any], documents: Documents, ids: Sequence[str],
    change: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:  # fmt: skip
    """Write a segment, then a manifest that names it and holds `change`."""
    name = _next_file(manifest)
    arrays, facts = segment_arrays(documents, ids)
    size = write_segment(directory / name, arrays, facts)
    new = json.loads(json.dumps(manifest))
    new["generation"] += 1
    change(new)
    new["segments"].append({"file": name, "documents": facts["documents"], "bytes": size})
    _write_manifest(directory, new)
    return dict(new)


def _known(segments: Sequence[Segment], dead: dict[str, list[int]], releases: Sequence[ReleaseText]) -> tuple[
    list[ReleaseText], dict[str, list[int]]
]:  # fmt: skip
    """The releases that are new or changed, and the documents that they replace."""
    last = {r.id: r for r in releases}
    replaced: dict[str, list[int]] = {}
    keys = id_keys(list(last))
    fresh = dict(last)
    for segment in segments:
        gone = set(dead.get(segment.path.name, ()))
        at = np.searchsorted(segment["id_keys"], keys)
        for release, key, k in zip(last.values(), keys, at, strict=True):
            if k >= segment.documents or segment["id_keys"][k] != key:
                continue
            document = int(segment["id_documents"][k])
            if document in gone:
                continue
            if int(segment["digests"][document]) == digest_of(release):
                fresh.pop(release.id, None)
            else:
                replaced.setdefault(segment.path.name, []).append(document)
    return list(fresh.values()), replaced


def _with_releases(
    directory: Path, manifest: dict[str, Any], releases: Iterable[ReleaseText], *, always: bool
) -> dict[str, Any]:
    segments = [Segment(directory / s["file"]) for s in manifest["segments"]]
    fresh, replaced = _known(segments, manifest["dead"], list(releases))
    if not fresh and not always:
        return manifest

    def change(new: dict[str, Any]) -> None:
        for name, documents in replaced.items():
            new["dead"][name] = sorted({*new["dead"].get(name, ()), *documents})

    return _commit(directory, manifest, read_documents(fresh), [r.id for r in fresh], change)


def _merged(directory: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Merge the last segments while they are many or alike in size."""
    names = segments_to_merge([(s["file"], s["documents"]) for s in manifest["segments"]])
    if len(names) < 2:
        return manifest
    segments = [Segment(directory / name) for name in names]
    documents, ids = joined_documents(segments, [manifest["dead"].get(name, []) for name in names])

    def change(new: dict[str, Any]) -> None:
        new["segments"] = [s for s in new["segments"] if s["file"] not in names]
        for name in names:
            new["dead"].pop(name, None)

    return _commit(directory, manifest, documents, ids, change)
