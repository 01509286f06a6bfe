"""Building the arrays of a segment, from releases or from the stored tokens of other segments."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.kernels_index import (
    compact,
    count_parts,
    gather_clusters,
    scatter_parts,
    sketch,
    winnow,
)
from jembatan.tracing.texts import ReleaseText, moment
from jembatan.tracing.tokens import packed_of, tokens_of

Array = NDArray[Any]

BATCH = 1024  # texts tokenised at once
DF_LIMIT = 48  # a shingle of more releases becomes a stop posting
NEAR_IDENTICAL = 0.85  # likeness of fingerprints from which releases form a cluster
POSTINGS_A_BUCKET = 12
MIN_BITS, MAX_BITS, PART_BITS = 8, 24, 8


@dataclass
class Documents:
    """What a segment stores of its releases besides postings; arrays by name."""

    arrays: dict[str, Array] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.arrays["lengths"])


def digest_of(release: ReleaseText) -> int:
    """64 bits that tell whether a release with the same id is still the same."""
    return _short_digest(f"{release.published_at or ''}\0{release.text}")


def _short_digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def string_table(name: str, values: Sequence[str]) -> dict[str, Array]:
    """Strings as one blob and its bounds."""
    encoded = [v.encode("utf-8", "surrogatepass") for v in values]
    bounds = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(e) for e in encoded], out=bounds[1:])
    return {name: np.frombuffer(b"".join(encoded), dtype=np.uint8), f"{name}_bounds": bounds}


def read_documents(releases: Iterable[ReleaseText]) -> Documents:
    """Tokenise releases batch by batch. Raises ValueError for a time that is not ISO 8601."""
    stream = iter(releases)
    ids: list[str] = []
    times: list[int] = []
    digests: list[int] = []
    parts: dict[str, list[Array]] = {
        k: [] for k in ("words", "escaped", "escapes", "starts", "outers", "lengths", "counts")
    }
    offset = 0
    while batch := list(islice(stream, BATCH)):
        ids += [r.id for r in batch]
        times += [moment(r.published_at, f"release {r.id}") for r in batch]
        digests += [digest_of(r) for r in batch]
        tokens = tokens_of([r.text for r in batch], weigh=False)
        packed = packed_of(tokens)
        at = np.minimum(tokens.bounds[:-1], max(0, len(tokens.first) - 1))
        some = np.diff(tokens.bounds) > 0
        parts["words"].append(packed.words)
        parts["escaped"].append(packed.escaped + offset)
        parts["escapes"].append(packed.escapes)
        parts["starts"].append(np.where(some, tokens.first[at], 0) if len(tokens.first) else np.zeros(len(at)))
        parts["outers"].append(np.where(some, tokens.outer0[at], 0) if len(tokens.first) else np.zeros(len(at)))
        parts["lengths"].append(tokens.lengths)
        parts["counts"].append(np.diff(tokens.bounds))
        offset += len(packed.words)
    if not ids:
        parts["escapes"].append(np.zeros((0, 4)))
    types = {"words": np.uint32, "escaped": np.int64, "escapes": np.uint32, "starts": np.uint32, "outers": np.uint32}
    joined = {k: np.concatenate(v).astype(types.get(k, np.int64)) if v else np.zeros(0, types.get(k, np.int64))
              for k, v in parts.items()}  # fmt: skip
    counts = joined.pop("counts")
    joined["token_bounds"] = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int64)
    joined["times"] = np.array(times, dtype=np.int64)
    joined["digests"] = np.array(digests, dtype=np.uint64)
    return Documents(joined | string_table("ids", ids))


def postings_of(words: NDArray[np.uint32], token_bounds: NDArray[np.int64], times: NDArray[np.int64]) -> tuple[
    dict[str, Array], dict[str, int]
]:  # fmt: skip
    """Postings and clusters of documents, from their packed words."""
    n = len(token_bounds) - 1
    prints = np.empty(len(words) + 1, dtype=np.uint64)
    bounds = np.zeros(n + 1, dtype=np.int64)
    total = winnow(words, 11, token_bounds, prints, bounds)
    prints = prints[:total]
    leaders = np.arange(n, dtype=np.int32)
    keys = np.empty((n, 4), dtype=np.uint64)
    sketch(prints, bounds, keys)
    gather_clusters(prints, bounds, keys, NEAR_IDENTICAL, leaders)
    bits = min(MAX_BITS, max(MIN_BITS, int(np.ceil(np.log2(max(1, total) / POSTINGS_A_BUCKET)))))
    entries, part_bounds = _parts(prints, bounds, leaders, bits)
    arrays = _compacted(entries, part_bounds, bits)
    return arrays | _clusters(leaders, times), {"bits": bits, "documents": n}


def _parts(
    prints: NDArray[np.uint64], bounds: NDArray[np.int64], leaders: NDArray[np.int32], bits: int
) -> tuple[NDArray[np.uint64], list[tuple[int, int]]]:
    counts = np.zeros(1 << PART_BITS, dtype=np.int64)
    count_parts(prints, PART_BITS, counts)
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)[:-1]]).astype(np.int64)
    cursors = begins.copy()
    entries = np.empty(len(prints), dtype=np.uint64)
    scatter_parts(prints, bounds, leaders, bits, PART_BITS, cursors, entries)
    return entries, [(int(a), int(b)) for a, b in zip(begins, cursors, strict=True)]


def _compacted(entries: NDArray[np.uint64], part_bounds: list[tuple[int, int]], bits: int) -> dict[str, Array]:
    checks = np.empty(len(entries), dtype=np.uint16)
    docs = np.empty(len(entries), dtype=np.uint32)
    counts = np.zeros(1 << bits, dtype=np.uint32)
    per_part = 1 << (bits - PART_BITS)
    out = 0
    for part, (begin, end) in enumerate(part_bounds):
        sorted_part = np.sort(entries[begin:end])
        window = counts[part * per_part : (part + 1) * per_part]
        out += compact(sorted_part, DF_LIMIT, checks, docs, window, out)
    bucket_bounds = np.zeros((1 << bits) + 1, dtype=np.uint32)
    np.cumsum(counts, out=bucket_bounds[1:])
    return {"bucket_bounds": bucket_bounds, "checks": checks[:out], "postings": docs[:out]}


def _clusters(leaders: NDArray[np.int32], times: NDArray[np.int64]) -> dict[str, Array]:
    """Members of each leader, the earliest published first."""
    n = len(leaders)
    members = np.flatnonzero(leaders != np.arange(n))
    order = np.lexsort((members, times[members], leaders[members]))
    counts = np.bincount(leaders[members], minlength=n) if len(members) else np.zeros(n, np.int64)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32)
    return {"leaders": leaders, "member_bounds": bounds, "members": members[order].astype(np.int32)}


def id_keys(ids: Sequence[str]) -> NDArray[np.uint64]:
    """64-bit keys of release ids."""
    return np.array([_short_digest(i) for i in ids], dtype=np.uint64)


def segment_arrays(documents: Documents, ids: Sequence[str]) -> tuple[dict[str, Array], dict[str, int]]:
    """All arrays and facts of a segment."""
    a = documents.arrays
    postings, facts = postings_of(a["words"], a["token_bounds"], a["times"])
    keys = id_keys(ids)
    order = np.argsort(keys, kind="stable")
    lookup: Mapping[str, Array] = {"id_keys": keys[order], "id_documents": order.astype(np.uint32)}
    return {**a, **postings, **lookup}, facts
