"""What shards must know of the whole index: clusters, the width of addresses, and how many releases share what."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.build import (
    DF_LIMIT,
    MAX_BITS,
    MIN_BITS,
    NEAR_IDENTICAL,
    PART_BITS,
    POSTINGS_A_BUCKET,
    _clusters,
    _parts,
    id_keys,
)
from jembatan.tracing.index import Index
from jembatan.tracing.kernels_index import HINT_BITS, compact, gather_clusters, sketch, winnow
from jembatan.tracing.merging import joined_documents

Array = NDArray[Any]


@dataclass
class Entries:
    """The postings of one shard before stop postings are known; sorted within parts of the address space."""

    entries: NDArray[np.uint64]
    parts: list[tuple[int, int]]
    leaders: NDArray[np.int32]


@dataclass
class Whole:
    """An index while it is split. Documents are numbered over all segments, the dead ones left out."""

    index: Index
    prints: NDArray[np.uint64]
    hints: NDArray[np.uint16]
    bounds: NDArray[np.int64]
    leaders: NDArray[np.int32]
    times: NDArray[np.int64]
    bits: int
    shards: list[NDArray[np.int64]] = field(default_factory=list)
    gathered: list[Entries] = field(default_factory=list)
    stops: list[NDArray[np.uint64]] = field(default_factory=list)

    @classmethod
    def of(cls, index: Index, shards: int) -> "Whole":
        """Read an index and part its documents into so many shards."""
        documents, _ = joined_documents(index.segments, [np.flatnonzero(d).tolist() for d in index.dead])
        words, token_bounds = documents.arrays["words"], documents.arrays["token_bounds"]
        n = len(token_bounds) - 1
        prints, hints = np.empty(len(words) + 1, dtype=np.uint64), np.empty(len(words) + 1, dtype=np.uint16)
        bounds = np.zeros(n + 1, dtype=np.int64)
        total = winnow(words, 11, token_bounds, prints, hints, bounds)
        leaders, keys = np.arange(n, dtype=np.int32), np.empty((n, 4), dtype=np.uint64)
        sketch(prints[:total], bounds, keys)
        gather_clusters(prints[:total], bounds, keys, NEAR_IDENTICAL, leaders)
        bits = min(MAX_BITS, max(MIN_BITS, int(np.ceil(np.log2(max(1, total) / POSTINGS_A_BUCKET)))))
        whole = cls(index, prints[:total], hints[:total], bounds, leaders, documents.arrays["times"], bits)
        whole.shards = _ranges_of(token_bounds, leaders, shards)
        whole.gathered = [whole._entries(d) for d in whole.shards]
        whole.stops = [whole._stops(part) for part in range(1 << PART_BITS)]
        return whole

    def _entries(self, documents: NDArray[np.int64]) -> Entries:
        counts = (self.bounds[documents + 1] - self.bounds[documents]).astype(np.int64)
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int64)
        rows = np.repeat(self.bounds[documents] - bounds[:-1], counts) + np.arange(bounds[-1])
        leaders = np.searchsorted(documents, self.leaders[documents]).astype(np.int32)
        entries, parts = _parts(self.prints[rows], self.hints[rows], bounds, leaders, self.bits)
        for begin, end in parts:
            entries[begin:end].sort()
        return Entries(entries, parts, leaders)

    def _stops(self, part: int) -> NDArray[np.uint64]:
        """Keys of a part that more than `DF_LIMIT` releases of all shards share, sorted."""
        keys, counts = [], []
        for shard in self.gathered:
            begin, end = shard.parts[part]
            pairs = shard.entries[begin:end] >> np.uint64(HINT_BITS)  # key and document
            pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
            key, count = np.unique(pairs >> np.uint64(32 - HINT_BITS), return_counts=True)
            keys.append(key)
            counts.append(count)
        key, inverse = np.unique(np.concatenate(keys), return_inverse=True)
        return key[np.bincount(inverse, np.concatenate(counts), len(key)) > DF_LIMIT]

    def shard(self, number: int) -> tuple[dict[str, Array], dict[str, int]]:
        """All arrays and facts of a shard: those of a segment, and the documents' `numbers` in the whole."""
        chosen = self.shards[number]
        documents, ids = joined_documents(self.index.segments, self._left_out(chosen))
        keys = id_keys(ids)
        order = np.argsort(keys, kind="stable")
        arrays = documents.arrays | self._postings(self.gathered[number])
        arrays |= _clusters(self.gathered[number].leaders, self.times[chosen])
        arrays |= {"id_keys": keys[order], "id_documents": order.astype(np.uint32), "numbers": chosen}
        return arrays, {"bits": self.bits, "documents": len(chosen)}

    def _left_out(self, chosen: NDArray[np.int64]) -> list[list[int]]:
        """Of each segment, the documents that are dead or of other shards."""
        left, before = [], 0
        for segment, dead in zip(self.index.segments, self.index.dead, strict=True):
            living = np.flatnonzero(dead == 0)
            mine = chosen[(chosen >= before) & (chosen < before + len(living))] - before
            left.append(np.setdiff1d(np.arange(segment.documents), living[mine]).tolist())
            before += len(living)
        return left

    def _postings(self, gathered: Entries) -> dict[str, Array]:
        per_part = 1 << (self.bits - PART_BITS)
        counts = np.zeros(1 << self.bits, dtype=np.uint32)
        parts = [
            _stopped(gathered.entries[begin:end], stops)
            for (begin, end), stops in zip(gathered.parts, self.stops, strict=True)
        ]
        room = sum(map(len, parts))
        checks, postings = np.empty(room, dtype=np.uint16), np.empty(room, dtype=np.uint32)
        out = 0
        for part, entries in enumerate(parts):
            window = counts[part * per_part : (part + 1) * per_part]
            out += compact(entries, DF_LIMIT, checks, postings, window, out)
        bucket_bounds = np.zeros((1 << self.bits) + 1, dtype=np.uint32)
        np.cumsum(counts, out=bucket_bounds[1:])
        return {"bucket_bounds": bucket_bounds, "checks": checks[:out], "postings": postings[:out]}


def _ranges_of(token_bounds: NDArray[np.int64], leaders: NDArray[np.int32], shards: int) -> list[NDArray[np.int64]]:
    """Documents of each shard: ranges of about equal tokens, but members of a cluster with their leader."""
    middles = (token_bounds[leaders] + token_bounds[leaders + 1]) / 2
    shard = np.minimum(shards - 1, middles * shards / max(1, token_bounds[-1])).astype(np.int64)
    return [np.flatnonzero(shard == s) for s in range(shards)]


def _stopped(entries: NDArray[np.uint64], stops: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The entries of a part, those of `stops` written so that `compact` makes a stop posting of them.

    It does so of a key with more than `DF_LIMIT` documents; which ones they are, it forgets.
    """
    keys = entries >> np.uint64(32)
    mine = stops[np.isin(stops, keys)]
    if not len(mine):
        return entries
    many = np.arange(DF_LIMIT + 1, dtype=np.uint64) << np.uint64(HINT_BITS)
    instead = (np.repeat(mine, len(many)) << np.uint64(32)) | np.tile(many, len(mine))
    return np.sort(np.concatenate([entries[~np.isin(keys, mine)], instead]))
