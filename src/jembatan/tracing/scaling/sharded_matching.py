"""Matching a batch against shards: count, weigh, choose, fetch the chosen releases' tokens, then as in one index."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.acceptance import ACCEPT
from jembatan.tracing.kernels_seek import LONE_LIMIT, SIBLINGS
from jembatan.tracing.matching import BATCH_TOKENS, MOST, _aligned, _resolved, tell
from jembatan.tracing.scaling.kernels_shards import (
    ARTICLE,
    NUMBER,
    PLACE,
    SHARD,
    WIDTH,
    choose,
    count_hits,
    weigh_shard,
)
from jembatan.tracing.segment import Segment
from jembatan.tracing.texts import ArticleText, Trace, moment
from jembatan.tracing.tokens import Tokens, tokens_of

Array = NDArray[Any]

OFFERED = 2 * MOST  # of a shard an article; whoever is chosen can take one other, its leader, out of the choice
EACH = ("starts", "outers", "lengths", "times")  # arrays of one value a document


class Fetched:
    """The chosen releases of all shards, laid out as a segment is; each stands once."""

    def __init__(self, shards: Sequence[Segment], chosen: Sequence[NDArray[np.int64]]) -> None:
        parts = [_tokens_of_documents(s, d) for s, d in zip(shards, chosen, strict=True)]
        self.arrays: dict[str, Array] = {n: np.concatenate([p[n] for p in parts]) for n in ("words", "escapes", *EACH)}
        counts = np.concatenate([p["counts"] for p in parts])
        self.arrays["token_bounds"] = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int64)
        sizes = np.cumsum([0, *(len(p["words"]) for p in parts)])
        self.arrays["escaped"] = np.concatenate([p["escaped"] + n for p, n in zip(parts, sizes[:-1], strict=True)])
        self._sources = [(s, int(d)) for s, c in zip(shards, chosen, strict=True) for d in c]
        self.documents = len(self._sources)

    def __getitem__(self, name: str) -> Array:
        """The array of this name."""
        return self.arrays[name]

    def strings(self, name: str, numbers: Sequence[int]) -> list[str]:
        """Entries of a table of strings."""
        return [shard.strings(name, [document])[0] for shard, document in (self._sources[n] for n in numbers)]


def _tokens_of_documents(shard: Segment, documents: NDArray[np.int64]) -> dict[str, Array]:
    """The stored tokens of some documents of a shard, one document after another."""
    bounds, escaped = shard["token_bounds"], shard["escaped"]
    counts = bounds[documents + 1] - bounds[documents]
    begins = np.cumsum(counts) - counts
    first, last = np.searchsorted(escaped, bounds[documents]), np.searchsorted(escaped, bounds[documents + 1])
    rows = _ranges(first, last - first)
    return {
        "words": shard["words"][_ranges(bounds[documents], counts)],
        "counts": counts,
        "escaped": escaped[rows] + np.repeat(begins - bounds[documents], last - first),
        "escapes": shard["escapes"][rows],
        **{name: shard[name][documents] for name in EACH},
    }


def _ranges(begins: Array, counts: Array) -> NDArray[np.int64]:
    """begin, begin + 1, … of each range, one range after another."""
    ends = np.cumsum(counts)
    return np.repeat(begins - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def match_in_shards(shards: Sequence[Segment], texts: Sequence[ArticleText]) -> list[Trace]:
    """Traces of the texts, in their order, as `matching.match_texts` would tell them of the one index."""
    traces: list[Trace] = []
    batch: list[ArticleText] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text.text) // 6
        if size > BATCH_TOKENS:
            traces += _match_batch(shards, batch)
            batch, size = [], 0
    return traces + (_match_batch(shards, batch) if batch else [])


def _match_batch(shards: Sequence[Segment], texts: Sequence[ArticleText]) -> list[Trace]:
    times = np.array([moment(t.published_at, f"article {t.id}") for t in texts], dtype=np.int64)
    tokens = tokens_of([t.text for t in texts])
    common = np.zeros(len(tokens.words), dtype=np.uint8)
    for s in shards:
        count_hits(tokens.words, tokens.bounds, s.facts["bits"], s["bucket_bounds"], s["checks"], s["postings"], common)
    found = _chosen([_offered(s, tokens, common) for s in shards], len(texts))
    keys, places = np.unique(found[:, 1].astype(np.int64) << 32 | found[:, 2], return_inverse=True)
    chosen = [keys[keys >> 32 == i] & 0xFFFFFFFF for i in range(len(shards))]
    fetched = cast(Segment, Fetched(shards, chosen))
    articles, documents = np.ascontiguousarray(found[:, 0]), places.astype(np.int32)
    releases = sum(s.documents for s in shards)
    pieces, chars, bounds = _aligned(fetched, tokens, common, articles, documents, releases)
    nought = np.zeros(len(articles), dtype=np.int32)
    decision = _resolved(
        [fetched], tokens, times, ACCEPT, articles, nought, documents, pieces, chars, bounds
    )  # fmt: skip
    return tell([fetched], texts, tokens, decision)


def _offered(shard: Segment, tokens: Tokens, common: Array) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """What a shard offers for each article, and its scores."""
    capacity = 4 * OFFERED * (len(tokens.bounds) - 1) + 1024
    while True:
        rows, scores = np.empty((capacity, WIDTH), dtype=np.int64), np.empty(capacity, dtype=np.float32)
        n = weigh_shard(
            tokens.words, tokens.bounds, shard.facts["bits"], shard["bucket_bounds"], shard["checks"],
            shard["postings"], shard["words"], shard["token_bounds"], shard["leaders"], shard["member_bounds"],
            shard["members"], shard["numbers"], np.zeros(max(1, shard.documents), dtype=np.float32), common, OFFERED,
            rows, scores,
        )  # fmt: skip
        if n >= 0:
            return rows[:n], scores[:n]
        capacity += (OFFERED + LONE_LIMIT) * (len(tokens.bounds) - 1)


def _chosen(offers: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]], articles: int) -> NDArray[np.int32]:
    """Candidates over all shards, sorted by article: article, shard, document."""
    for number, (rows, _) in enumerate(offers):
        rows[:, SHARD] = number
    rows, scores = np.concatenate([r for r, _ in offers]), np.concatenate([s for _, s in offers])
    order = np.lexsort((rows[:, NUMBER], rows[:, PLACE], rows[:, ARTICLE]))
    out = np.empty((articles * (MOST + SIBLINGS + 2) * 2 + 16, 3), dtype=np.int32)
    return out[: choose(rows[order], scores[order], MOST, out)]
