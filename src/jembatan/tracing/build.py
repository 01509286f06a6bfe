"""Building the arrays of a segment, from releases or from the stored tokens of other segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.kernels_index import (
    compact,
    count_parts,
    digest_texts,
    gather_clusters,
    scatter_parts,
    sketch,
    winnow,
)
from jembatan.tracing.texts import UNDATED, ReleaseText, moment
from jembatan.tracing.tokens import code_points, packed_of, tokens_in

Array = NDArray[Any]

BATCH = 1024  # texts tokenised at once
DF_LIMIT = 48  # a shingle of more releases becomes a stop posting
NEAR_IDENTICAL = 0.85  # likeness of fingerprints from which releases form a cluster
POSTINGS_A_BUCKET = 5
PART_BITS = 9
MIN_BITS, MAX_BITS = 9, PART_BITS + 16  # what is left of an address beside part and check must fit into 16 bits
DIGEST_BLOCK = 256  # code points


@dataclass
class Documents:
    """What a segment stores of its releases besides postings; arrays by name."""

    arrays: dict[str, Array] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.arrays["lengths"])


@cache
def _secret() -> NDArray[np.uint32]:
    """The words of the digest; fixed, since digests stand in index files. SplitMix64 (Steele, Lea, Flood 2014)."""
    x = np.arange(1, DIGEST_BLOCK + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (x ^ (x >> np.uint64(31))).astype(np.uint32)


def _digests(cps: NDArray[np.uint32], offsets: NDArray[np.int64]) -> NDArray[np.uint64]:
    out = np.empty(len(offsets) - 1, dtype=np.uint64)
    digest_texts(cps, offsets, _secret(), out)
    return out


def id_keys(ids: Sequence[str]) -> NDArray[np.uint64]:
    """64-bit keys of release ids."""
    return _digests(*code_points(ids))


def release_times(releases: Sequence[ReleaseText]) -> NDArray[np.int64]:
    """Microseconds since 1970. Raises ValueError for a time that is not ISO 8601."""
    times = [UNDATED if r.published_at is None else moment(r.published_at, f"release {r.id}") for r in releases]
    return np.array(times, dtype=np.int64)


@dataclass(frozen=True)
class Batch:
    """Some releases as they are looked at once: ids, their keys, code points, times, digests."""

    ids: list[str]
    keys: NDArray[np.uint64]
    cps: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    times: NDArray[np.int64]
    digests: NDArray[np.uint64]


def batch_of(releases: Sequence[ReleaseText]) -> Batch:
    """Read releases. A digest is 64 bits of text and time, by which a release of the same id is known as unchanged."""
    times = release_times(releases)
    cps, offsets = code_points([r.text for r in releases])
    ids = [r.id for r in releases]
    digests = _digests(cps, offsets) ^ (times.view(np.uint64) * np.uint64(0xD6E8FEB86659FD93))
    return Batch(ids, id_keys(ids), cps, offsets, times, digests)


def string_table(name: str, values: Sequence[str]) -> dict[str, Array]:
    """Strings as one blob and its bounds."""
    joined = "".join(values)
    bounds = np.zeros(len(values) + 1, dtype=np.int64)
    if joined.isascii():
        sizes = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    else:
        sizes = np.array([len(v.encode("utf-8", "surrogatepass")) for v in values], dtype=np.int64)
    np.cumsum(sizes, out=bounds[1:])
    return {name: np.frombuffer(joined.encode("utf-8", "surrogatepass"), dtype=np.uint8), f"{name}_bounds": bounds}


TYPES = {"words": np.uint32, "escaped": np.int64, "escapes": np.uint32, "starts": np.uint32, "outers": np.uint32,
         "digests": np.uint64}  # fmt: skip
PARTS = ("words", "escaped", "escapes", "starts", "outers", "lengths", "counts", "times", "digests")


class Gathering:
    """Releases on their way into a segment, tokenised batch by batch; their texts are not kept."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._parts: dict[str, list[Array]] = {k: [] for k in PARTS}
        self._tokens = 0

    def add(self, batch: Batch) -> None:
        """Tokenise a batch."""
        tokens = tokens_in(batch.cps, batch.offsets, weigh=False)
        packed = packed_of(tokens)
        at = np.minimum(tokens.bounds[:-1], max(0, len(tokens.first) - 1))
        some = np.diff(tokens.bounds) > 0
        nothing = np.zeros(len(at), dtype=np.int32)
        has = len(tokens.first) > 0
        self.ids += batch.ids
        for name, part in (
            ("words", packed.words),
            ("escaped", packed.escaped + self._tokens),
            ("escapes", packed.escapes),
            ("starts", np.where(some, tokens.first[at], 0) if has else nothing),
            ("outers", np.where(some, tokens.outer0[at], 0) if has else nothing),
            ("lengths", tokens.lengths),
            ("counts", np.diff(tokens.bounds)),
            ("times", batch.times),
            ("digests", batch.digests),
        ):
            self._parts[name].append(part)
        self._tokens += len(packed.words)

    def documents(self) -> Documents:
        """All that was gathered."""
        if not self.ids:
            self._parts["escapes"].append(np.zeros((0, 4)))
        joined = {
            k: np.concatenate(v).astype(TYPES.get(k, np.int64), copy=False)
            if v
            else np.zeros(0, TYPES.get(k, np.int64))
            for k, v in self._parts.items()
        }
        counts = joined.pop("counts")
        joined["token_bounds"] = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int64)
        return Documents(joined | string_table("ids", self.ids))


def postings_of(words: NDArray[np.uint32], token_bounds: NDArray[np.int64], times: NDArray[np.int64]) -> tuple[
    dict[str, Array], dict[str, int]
]:  # fmt: skip
    """Postings and clusters of documents, from their packed words."""
    n = len(token_bounds) - 1
    prints = np.empty(len(words) + 1, dtype=np.uint64)
    hints = np.empty(len(words) + 1, dtype=np.uint16)
    bounds = np.zeros(n + 1, dtype=np.int64)
    total = winnow(words, 11, token_bounds, prints, hints, bounds)
    prints, hints = prints[:total], hints[:total]
    leaders = np.arange(n, dtype=np.int32)
    keys = np.empty((n, 4), dtype=np.uint64)
    sketch(prints, bounds, keys)
    gather_clusters(prints, bounds, keys, NEAR_IDENTICAL, leaders)
    bits = min(MAX_BITS, max(MIN_BITS, int(np.ceil(np.log2(max(1, total) / POSTINGS_A_BUCKET)))))
    entries, part_bounds = _parts(prints, hints, bounds, leaders, bits)
    arrays = _compacted(entries, part_bounds, bits)
    return arrays | _clusters(leaders, times), {"bits": bits, "documents": n}


def _parts(
    prints: NDArray[np.uint64], hints: NDArray[np.uint16], bounds: NDArray[np.int64], leaders: NDArray[np.int32],
    bits: int,
) -> tuple[NDArray[np.uint64], list[tuple[int, int]]]:  # fmt: skip
    counts = np.zeros(1 << PART_BITS, dtype=np.int64)
    count_parts(prints, PART_BITS, counts)
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)[:-1]]).astype(np.int64)
    cursors = begins.copy()
    entries = np.empty(len(prints), dtype=np.uint64)
    scatter_parts(prints, hints, bounds, leaders, bits, PART_BITS, cursors, entries)
    return entries, [(int(a), int(b)) for a, b in zip(begins, cursors, strict=True)]


def _compacted(entries: NDArray[np.uint64], part_bounds: list[tuple[int, int]], bits: int) -> dict[str, Array]:
    checks = np.empty(len(entries), dtype=np.uint16)
    postings = np.empty(len(entries), dtype=np.uint32)
    counts = np.zeros(1 << bits, dtype=np.uint32)
    per_part = 1 << (bits - PART_BITS)
    out = 0
    for part, (begin, end) in enumerate(part_bounds):
        entries[begin:end].sort()
        window = counts[part * per_part : (part + 1) * per_part]
        out += compact(entries[begin:end], DF_LIMIT, checks, postings, window, out)
    bucket_bounds = np.zeros((1 << bits) + 1, dtype=np.uint32)
    np.cumsum(counts, out=bucket_bounds[1:])
    return {"bucket_bounds": bucket_bounds, "checks": checks[:out], "postings": postings[:out]}


def _clusters(leaders: NDArray[np.int32], times: NDArray[np.int64]) -> dict[str, Array]:
    """Members of each leader, the earliest published first."""
    n = len(leaders)
    members = np.flatnonzero(leaders != np.arange(n))
    order = np.lexsort((members, times[members], leaders[members]))
    counts = np.bincount(leaders[members], minlength=n) if len(members) else np.zeros(n, np.int64)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32)
    return {"leaders": leaders, "member_bounds": bounds, "members": members[order].astype(np.int32)}


def segment_arrays(documents: Documents, ids: Sequence[str]) -> tuple[dict[str, Array], dict[str, int]]:
    """All arrays and facts of a segment."""
    a = documents.arrays
    postings, facts = postings_of(a["words"], a["token_bounds"], a["times"])
    keys = id_keys(ids)
    order = np.argsort(keys, kind="stable")
    lookup: Mapping[str, Array] = {"id_keys": keys[order], "id_documents": order.astype(np.uint32)}
    return {**a, **postings, **lookup}, facts
