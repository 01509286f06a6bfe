"""Putting releases into an index: new segments, then a manifest that names them."""

import copy
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.build import BATCH, Gathering, batch_of, segment_arrays
from jembatan.tracing.manifest import Manifest, write_manifest
from jembatan.tracing.segment import Segment, write_segment
from jembatan.tracing.texts import ReleaseText

SEGMENT_MOST = 1 << 20  # releases of one segment; a longer stream makes several


def _batches(releases: Iterable[ReleaseText]) -> Iterator[list[ReleaseText]]:
    stream = iter(releases)
    while batch := list(islice(stream, BATCH)):
        yield batch


def places_of(segment: Segment, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Last document of the segment with each key, or -1. Of one id the later document counts."""
    sorted_keys = segment["id_keys"]
    at = np.searchsorted(sorted_keys, keys, side="right") - 1
    found = (at >= 0) & (sorted_keys[np.maximum(at, 0)] == keys) if segment.documents else np.zeros(len(keys), bool)
    out = np.full(len(keys), -1, dtype=np.int64)
    out[found] = segment["id_documents"][at[found]]
    return out


class _Addition:
    """One writing: what is new, told from what is known, and what of the older releases falls."""

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        self.directory = directory
        self.manifest: Manifest = copy.deepcopy(manifest)
        self.segments = [Segment(directory / s["file"]) for s in manifest["segments"]]
        self.gathering = Gathering()
        self.keys: list[NDArray[np.uint64]] = []  # of the whole stream
        self.fresh: list[NDArray[np.bool_]] = []  # and which of it was gathered
        self.made: list[tuple[str, int]] = []  # segments of this writing and their documents

    def take(self, batch: Sequence[ReleaseText]) -> None:
        """Gather what is not known."""
        read = batch_of(batch)
        fresh = ~self._unchanged(read.keys, read.digests)
        self.keys.append(read.keys)
        self.fresh.append(fresh)
        chosen = np.flatnonzero(fresh).tolist()
        if chosen:
            self.gathering.add(read if len(chosen) == len(batch) else batch_of([batch[k] for k in chosen]))
        if len(self.gathering.ids) >= SEGMENT_MOST:
            self.close_segment()

    def _unchanged(self, keys: NDArray[np.uint64], digests: NDArray[np.uint64]) -> NDArray[np.bool_]:
        same = np.zeros(len(keys), dtype=bool)
        for segment, dead in zip(self.segments, self._dead(), strict=True):
            at = places_of(segment, keys)
            living = (at >= 0) & ~dead[np.maximum(at, 0)]
            same |= living & (segment["digests"][np.maximum(at, 0)] == digests) if segment.documents else False
        return same

    def _dead(self) -> list[NDArray[np.bool_]]:
        flags = []
        for segment in self.segments:
            dead = np.zeros(max(1, segment.documents), dtype=bool)
            dead[self.manifest["dead"].get(segment.path.name, [])] = True
            flags.append(dead)
        return flags

    def close_segment(self) -> None:
        """Write what was gathered as a segment; no manifest names it yet."""
        documents = self.gathering.documents()
        arrays, facts = segment_arrays(documents, self.gathering.ids)
        name = f"segment-{self.manifest['generation'] + 1:08d}.jts"
        size = write_segment(self.directory / name, arrays, facts)
        self.manifest["generation"] += 1
        self.manifest["segments"].append({"file": name, "documents": facts["documents"], "bytes": size})
        self.made.append((name, facts["documents"]))
        self.gathering = Gathering()

    def bury(self) -> None:
        """Mark as dead what this stream has replaced, in older segments and in its own: of one id the last counts."""
        keys = np.concatenate([np.zeros(0, np.uint64), *self.keys])
        fresh = np.concatenate([np.zeros(0, bool), *self.fresh])
        order = np.argsort(keys, kind="stable")
        last = np.ones(len(keys), dtype=bool)
        last[order[:-1]] = keys[order[:-1]] != keys[order[1:]]
        dead: dict[str, list[int]] = {k: list(v) for k, v in self.manifest["dead"].items()}
        for segment in self.segments:
            at = places_of(segment, keys[fresh & last])
            dead.setdefault(segment.path.name, []).extend(at[at >= 0].tolist())
        fallen = ~last[fresh]
        start = 0
        for name, count in self.made:
            dead.setdefault(name, []).extend(np.flatnonzero(fallen[start : start + count]).tolist())
            start += count
        self.manifest["dead"] = {k: sorted(set(v)) for k, v in dead.items() if v}


def add_releases(directory: Path, manifest: Manifest, releases: Iterable[ReleaseText], *, always: bool) -> Manifest:
    """Add releases to the index of `manifest` and put the new manifest in force; `always`: also an empty one.

    The caller holds the writer's lock. Raises ValueError for a time that is not ISO 8601; then nothing has changed.
    """
    addition = _Addition(directory, manifest)
    for batch in _batches(releases):
        addition.take(batch)
    if addition.gathering.ids or (always and not addition.made):
        addition.close_segment()
    if not addition.made:
        return manifest
    addition.bury()
    write_manifest(directory, addition.manifest)
    return addition.manifest
