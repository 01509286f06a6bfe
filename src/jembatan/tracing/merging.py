"""Merging of segments from their stored tokens; the texts are not needed again."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.build import Documents, segment_arrays, string_table
from jembatan.tracing.kernels_index import MOST_DOCUMENTS
from jembatan.tracing.manifest import locked, read_manifest, write_manifest
from jembatan.tracing.segment import Segment, write_segment

Array = NDArray[Any]


def segments_to_merge(sizes: Sequence[tuple[str, int]]) -> list[str]:
    """Names of the last segments that shall become one: each must stay twice as large as all that follow it.

    So the number of segments grows with the logarithm of the releases, and a release is copied as seldom.
    """
    following = 0
    taken = 0
    for count, (_, documents) in enumerate(reversed(sizes), 1):
        if documents < 2 * following and documents + following <= MOST_DOCUMENTS:
            taken = count
        following += documents
    return [name for name, _ in sizes[len(sizes) - taken :]] if taken >= 2 else []


def joined_documents(segments: Sequence[Segment], dead: Sequence[Sequence[int]]) -> tuple[Documents, list[str]]:
    """The living documents of several segments, one after another, and their ids."""
    parts: dict[str, list[Array]] = {}
    ids: list[str] = []
    offset = 0
    for segment, gone in zip(segments, dead, strict=True):
        living = np.setdiff1d(np.arange(segment.documents, dtype=np.int64), np.array(gone, dtype=np.int64))
        ids += segment.strings("ids", living)
        bounds = segment["token_bounds"]
        counts = np.diff(bounds)[living]
        chosen = np.zeros(segment.documents, dtype=bool)
        chosen[living] = True
        kept = np.repeat(chosen, np.diff(bounds))
        place = np.cumsum(kept) - 1 + offset  # where each kept token goes
        escaped = segment["escaped"]
        alive = kept[escaped] if len(escaped) else np.zeros(0, dtype=bool)
        fields = {
            "words": segment["words"][kept],
            "escaped": place[escaped[alive]] if len(escaped) else escaped,
            "escapes": segment["escapes"][alive],
            "counts": counts,
        }
        fields |= {k: segment[k][living] for k in ("starts", "outers", "lengths", "times", "digests")}
        for name, array in fields.items():
            parts.setdefault(name, []).append(array)
        offset += int(kept.sum())
    joined = {k: np.concatenate(v) for k, v in parts.items()}
    counts = joined.pop("counts")
    joined["token_bounds"] = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int64)
    return Documents(joined | string_table("ids", ids)), ids


def merge_segments(directory: Path) -> bool:
    """Merge the last segments while they are many or alike in size; whether something was merged."""
    with locked(directory, "merger", wait=False) as mine:
        if not mine:
            return False
        manifest = read_manifest(directory)
        names = segments_to_merge([(s["file"], s["documents"]) for s in manifest["segments"]])
        if len(names) < 2:
            return False
        segments = [Segment(directory / name) for name in names]
        dead = [manifest["dead"].get(name, []) for name in names]
        documents, ids = joined_documents(segments, dead)
        arrays, facts = segment_arrays(documents, ids)
        temporary = directory / f"merged-{os.getpid()}.part"
        size = write_segment(temporary, arrays, facts)
        with locked(directory, "writer"):
            _put_in_force(directory, names, [s.documents for s in segments], dead, temporary, facts["documents"], size)
        return True


def _put_in_force(
    directory: Path, names: Sequence[str], counts: Sequence[int], dead: Sequence[Sequence[int]], temporary: Path,
    documents: int, size: int,
) -> None:  # fmt: skip
    """Replace the merged segments by their union, with what has died in them meanwhile."""
    manifest = read_manifest(directory)
    current = [s["file"] for s in manifest["segments"]]
    if any(name not in current for name in names):
        temporary.unlink(missing_ok=True)  # the index was built anew meanwhile
        return
    fallen: list[int] = []
    offset = 0
    for name, count, gone in zip(names, counts, dead, strict=True):
        living = np.setdiff1d(np.arange(count), np.array(gone, dtype=np.int64))
        late = np.setdiff1d(manifest["dead"].pop(name, []), gone)
        fallen += (offset + np.searchsorted(living, late)).tolist()
        offset += len(living)
    manifest["generation"] += 1
    file = f"segment-{manifest['generation']:08d}.jts"
    temporary.rename(directory / file)
    at = current.index(names[0])
    kept = [s for s in manifest["segments"] if s["file"] not in names]
    manifest["segments"] = [*kept[:at], {"file": file, "documents": documents, "bytes": size}, *kept[at:]]
    if fallen:
        manifest["dead"][file] = sorted(fallen)
    write_manifest(directory, manifest)
    sweep_files(directory, names)


def sweep_files(directory: Path, names: Sequence[str]) -> None:
    """Remove segments that are no longer named; whoever has them mapped reads on."""
    for name in names:
        (directory / name).unlink(missing_ok=True)
