"""Matching a batch of articles against the segments of an index: seek, align, decide, tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.acceptance import ACCEPT, acceptance_weights
from jembatan.tracing.kernels_align import COLUMNS
from jembatan.tracing.kernels_candidates import align_candidates
from jembatan.tracing.kernels_resolve import FEATURES, resolve
from jembatan.tracing.kernels_seek import SIBLINGS, seek
from jembatan.tracing.segment import Segment
from jembatan.tracing.texts import ArticleText, Match, Rival, Span, Trace, class_of, moment
from jembatan.tracing.tokens import Tokens, tokens_of

Array = NDArray[Any]
Dead = NDArray[np.uint8]

MOST = 8  # candidates aligned per article and segment
BATCH_TOKENS = 400_000  # articles are matched in batches of about so many tokens


@dataclass(frozen=True)
class Decision:
    """What the kernels decided on a batch; candidates are sorted by article."""

    articles: NDArray[np.int32]
    segments: NDArray[np.int32]
    documents: NDArray[np.int32]
    alone: NDArray[np.float64]
    final: NDArray[np.float64]
    rival_of: NDArray[np.int32]
    spans: NDArray[np.int32]
    span_bounds: NDArray[np.int64]
    features: NDArray[np.float64]
    lengths: NDArray[np.int64]


def match_texts(segments: Sequence[Segment], dead: Sequence[Dead], texts: Sequence[ArticleText]) -> list[Trace]:
    """Traces of the texts, in their order; batches bound the memory."""
    traces: list[Trace] = []
    batch: list[ArticleText] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text.text) // 6
        if size > BATCH_TOKENS:
            traces += _match_batch(segments, dead, batch)
            batch, size = [], 0
    return traces + (_match_batch(segments, dead, batch) if batch else [])


def _match_batch(segments: Sequence[Segment], dead: Sequence[Dead], texts: Sequence[ArticleText]) -> list[Trace]:
    times = np.array([moment(t.published_at, f"article {t.id}") for t in texts], dtype=np.int64)
    tokens = tokens_of([t.text for t in texts])
    return tell(segments, texts, tokens, decide(segments, dead, tokens, times))


def _candidates(segments: Sequence[Segment], dead: Sequence[Dead], tokens: Tokens, common: Array) -> list[
    tuple[NDArray[np.int32], NDArray[np.int32]]
]:  # fmt: skip
    """Candidate (article, document) pairs of each segment."""
    found = []
    capacity = (len(tokens.bounds) - 1) * (MOST + SIBLINGS + 2) * 2 + 16
    for segment, gone in zip(segments, dead, strict=True):
        articles, documents = np.empty(capacity, dtype=np.int32), np.empty(capacity, dtype=np.int32)
        n = seek(
            tokens.words, tokens.bounds, segment.facts["bits"], segment["bucket_bounds"], segment["checks"],
            segment["postings"], segment["words"], segment["token_bounds"], gone, segment["leaders"],
            segment["member_bounds"], segment["members"], np.zeros(max(1, segment.documents), dtype=np.float32),
            common, MOST, articles, documents,
        )  # fmt: skip
        found.append((articles[:n], documents[:n]))
    return found


def _aligned(
    segment: Segment, tokens: Tokens, common: Array, articles: Array, documents: Array, releases: int
) -> tuple[
    Array, Array, Array
]:  # fmt: skip
    """Pieces, their characters in the release, and their bounds, of one segment's candidates."""
    most = int(np.diff(tokens.bounds).max(initial=0))
    capacity = 24 * len(articles) + 2 * most + 64
    bounds = np.zeros(len(articles) + 1, dtype=np.int64)
    while True:
        pieces = np.empty((capacity, COLUMNS), dtype=np.int32)
        chars = np.empty((capacity, 2), dtype=np.int32)
        n = align_candidates(
            tokens.words, tokens.flags, common, tokens.bounds, articles, documents, segment["words"],
            segment["token_bounds"], segment["starts"], segment["outers"], segment["escaped"], segment["escapes"],
            releases, pieces, chars, bounds,
        )  # fmt: skip
        if n >= 0:
            return pieces[:n], chars[:n], bounds
        capacity *= 2


def decide(
    segments: Sequence[Segment], dead: Sequence[Dead], tokens: Tokens, times: NDArray[np.int64],
    accept: float = ACCEPT,
) -> Decision:  # fmt: skip
    """Seek in every segment, align, and decide over all of them together."""
    common = np.zeros(len(tokens.words), dtype=np.uint8)
    found = _candidates(segments, dead, tokens, common)
    releases = sum(s.documents for s in segments)
    aligned = [
        _aligned(s, tokens, common, articles, documents, releases)
        for s, (articles, documents) in zip(segments, found, strict=True)
    ]
    articles = np.concatenate([a for a, _ in found]) if found else np.zeros(0, np.int32)
    documents = np.concatenate([d for _, d in found]) if found else np.zeros(0, np.int32)
    numbers = np.concatenate([np.full(len(a), i, np.int32) for i, (a, _) in enumerate(found)]) if found else articles
    order = np.argsort(articles, kind="stable")
    pieces, chars, bounds = _reordered(aligned, order)
    return _resolved(
        segments, tokens, times, accept, articles[order], numbers[order], documents[order], pieces, chars, bounds
    )


def _reordered(aligned: Sequence[tuple[Array, Array, Array]], order: Array) -> tuple[Array, Array, Array]:
    """Pieces of all segments in the order of the candidates."""
    if len(aligned) == 1:
        return aligned[0]  # candidates of one segment are sorted by article already
    if not aligned:
        return np.zeros((0, COLUMNS), np.int32), np.zeros((0, 2), np.int32), np.zeros(1, np.int64)
    pieces, chars = np.concatenate([a[0] for a in aligned]), np.concatenate([a[1] for a in aligned])
    counts = np.concatenate([np.diff(a[2]) for a in aligned])
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])[:-1]
    sizes = counts[order]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]).astype(np.int64)
    rows = np.repeat(begins[order] - bounds[:-1], sizes) + np.arange(len(pieces))
    return pieces[rows], chars[rows], bounds


def _gathered(segments: Sequence[Segment], name: str, numbers: Array, documents: Array) -> NDArray[np.int64]:
    out = np.zeros(len(numbers), dtype=np.int64)
    for i, segment in enumerate(segments):
        mine = numbers == i
        out[mine] = segment[name][documents[mine]]
    return out


def _resolved(
    segments: Sequence[Segment], tokens: Tokens, times: NDArray[np.int64], accept: float,
    articles: Array, numbers: Array, documents: Array, pieces: Array, chars: Array, bounds: Array,
) -> Decision:  # fmt: skip
    n = len(articles)
    alone, final = np.zeros(n), np.zeros(n)
    rival_of = np.full(n, -1, dtype=np.int32)
    spans = np.empty((len(pieces), 4), dtype=np.int32)
    span_bounds = np.zeros(n + 1, dtype=np.int64)
    features = np.zeros((n, FEATURES))
    lengths = _gathered(segments, "lengths", numbers, documents)
    count = resolve(
        tokens.bounds, tokens.flags, tokens.first, tokens.last, tokens.outer0, tokens.outer1, times, articles,
        _gathered(segments, "times", numbers, documents), lengths, pieces, chars, bounds, acceptance_weights(), accept,
        alone, final, rival_of, spans, span_bounds, features,
    )  # fmt: skip
    return Decision(articles, numbers, documents, alone, final, rival_of, spans[:count], span_bounds, features, lengths)


def covered(intervals: list[tuple[int, int]]) -> int:
    """Number of positions that half-open intervals cover."""
    total, end = 0, 0
    for a, b in sorted(intervals):
        total += max(0, b - max(a, end))
        end = max(end, b)
    return total


def tell(segments: Sequence[Segment], texts: Sequence[ArticleText], tokens: Tokens, decision: Decision) -> list[Trace]:
    """Traces in the order of the texts."""
    matches: list[list[Match]] = [[] for _ in texts]
    rivals: dict[int, list[Rival]] = {}
    names = _names(segments, decision)
    for c in np.flatnonzero(decision.rival_of >= 0).tolist():
        rivals.setdefault(int(decision.rival_of[c]), []).append(Rival(names[c], round(float(decision.alone[c]), 6)))
    for c in np.flatnonzero(decision.final > 0).tolist():
        article = int(decision.articles[c])
        low, high = decision.span_bounds[c], decision.span_bounds[c + 1]
        rows: list[Span] = sorted((int(a), int(b), int(r), int(s)) for a, b, r, s in decision.spans[low:high].tolist())
        here = covered([(a, b) for a, b, _, _ in rows]) / max(1, int(tokens.lengths[article]))
        there = covered([(r, s) for _, _, r, s in rows]) / max(1, int(decision.lengths[c]))
        beside = tuple(sorted(rivals.get(c, []), key=lambda v: (-v.score, v.release)))
        score = round(float(decision.final[c]), 6)
        matches[article].append(Match(names[c], round(there, 6), round(here, 6), score, tuple(rows), beside))
    return [_trace(text, found, int(n)) for text, found, n in zip(texts, matches, tokens.lengths, strict=True)]


def _names(segments: Sequence[Segment], decision: Decision) -> dict[int, str]:
    """Release ids of the candidates that are told."""
    names: dict[int, str] = {}
    for c in np.flatnonzero((decision.final > 0) | (decision.rival_of >= 0)).tolist():
        segment = segments[int(decision.segments[c])]
        names[c] = segment.strings("ids", [int(decision.documents[c])])[0]
    return names


def _trace(text: ArticleText, found: list[Match], length: int) -> Trace:
    """One article's trace: the release that explains most comes first."""
    ordered = tuple(sorted(found, key=lambda m: (-m.article_share, -m.score, m.release)))
    whole = covered([(a, b) for m in ordered for a, b, _, _ in m.spans])
    return Trace(text.id, class_of(whole / max(1, length)), ordered)
