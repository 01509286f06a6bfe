"""Merging of segments from their stored tokens; the texts are not needed again."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.build import Documents, string_table
from jembatan.tracing.segment import Segment

Array = NDArray[Any]


def segments_to_merge(sizes: Sequence[tuple[str, int]]) -> list[str]:
    """Names of the last segments that shall become one: each must stay twice as large as all that follow it.

    So the number of segments grows with the logarithm of the releases, and a release is copied as seldom.
    """
    following = 0
    taken = 0
    for count, (_, documents) in enumerate(reversed(sizes), 1):
        if documents < 2 * following:
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
