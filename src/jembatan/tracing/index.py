"""The index: a directory of immutable segments and one manifest that names those in force (see `manifest`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from jembatan.tracing.manifest import Manifest, empty_manifest, locked, read_manifest, sweep
from jembatan.tracing.matching import match_texts
from jembatan.tracing.merging import merge_segments
from jembatan.tracing.segment import IndexMissing, IndexRefused, Segment
from jembatan.tracing.texts import ArticleText, ReleaseText, Trace
from jembatan.tracing.writing import add_releases

MOST_SEGMENTS = 24  # an index of more is merged by whoever extends it, before he goes


class Index:
    """An opened index: releases, found by `match`.

    Build, extend and open by the class methods. An opened index keeps answering from the state it was opened in;
    open it again (or call `extend`, which answers an opened one) to see later releases.
    """

    def __init__(self, directory: Path, manifest: Manifest, segments: Sequence[Segment]) -> None:
        self.directory = directory
        self.generation: int = manifest["generation"]
        self.segments = tuple(segments)
        self.dead = tuple(self._dead_flags(manifest, s) for s in self.segments)

    @staticmethod
    def _dead_flags(manifest: Manifest, segment: Segment) -> np.ndarray[Any, np.dtype[np.uint8]]:
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
            manifest = read_manifest(directory)
            try:
                segments = [Segment(directory / s["file"], verify=verify) for s in manifest["segments"]]
            except FileNotFoundError as error:
                # A merge may have removed it since the manifest was read: the newer manifest tells.
                if attempt == 4 or read_manifest(directory)["generation"] == manifest["generation"]:
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
        with locked(directory, "writer"):
            try:
                generation = read_manifest(directory)["generation"]
            except (IndexMissing, IndexRefused):
                generation = 0
            sweep(directory, add_releases(directory, empty_manifest(generation), releases, always=True))
        return cls.open(directory)

    @classmethod
    def extend(cls, directory: Path, releases: Iterable[ReleaseText]) -> Index:
        """Add releases to an index, or begin one; returns the index as it then stands.

        A release whose id, text and time are in the index is ignored; one whose text or time differs replaces the
        earlier one. Atomic: readers and a kill at any moment see all of the releases or none. The releases stand in a
        segment of their own until `merge`.
        """
        directory = Path(directory)
        with locked(directory, "writer"):
            try:
                manifest = read_manifest(directory)
            except IndexMissing:
                manifest = empty_manifest()
            manifest = add_releases(directory, manifest, releases, always=manifest["generation"] == 0)
            sweep(directory, manifest)
        if len(manifest["segments"]) > MOST_SEGMENTS:
            return cls.merge(directory)
        return cls.open(directory)

    @classmethod
    def merge(cls, directory: Path) -> Index:
        """Merge small segments from their stored tokens, in the background: readers and writers go on meanwhile.

        Only putting the merged segment in force waits for the writer's lock, for milliseconds. One merger at a time;
        where another is at work this one leaves it to him. Raises what `open` raises.
        """
        merge_segments(Path(directory))
        return cls.open(directory)

    def match(self, texts: Sequence[ArticleText]) -> list[Trace]:
        """Trace articles, in their order. Raises ValueError for a time that is not ISO 8601."""
        return match_texts(self.segments, self.dead, texts)
