"""Tokens of a batch of texts: the typed door to the tokeniser's kernels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.folding import folding_table
from jembatan.tracing.kernels_text import mark_function_words, pack, tokenise
from jembatan.tracing.lexicon import abbreviations, function_words


@dataclass(frozen=True)
class Tokens:
    """Tokens of several texts, one after another; offsets are code points within the token's own text."""

    words: NDArray[np.uint32]  # 21-bit hashes
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    outer0: NDArray[np.int32]
    outer1: NDArray[np.int32]
    flags: NDArray[np.uint8]
    bounds: NDArray[np.int64]  # [texts + 1]
    lengths: NDArray[np.int64]  # code points of each text


@dataclass(frozen=True)
class Packed:
    """Tokens as an index stores them, see `kernels_text`."""

    words: NDArray[np.uint32]
    escaped: NDArray[np.int64]
    escapes: NDArray[np.uint32]  # [n, 4]


def code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """All texts as one array of code points, and the offsets [n+1] at which each begins."""
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)), out=offsets[1:])
    raw = "".join(texts).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(raw, dtype=np.uint32), offsets


def tokens_of(texts: Sequence[str], *, weigh: bool = True) -> Tokens:
    """Tokenise texts; `weigh` also marks function words (the side of articles needs it)."""
    return tokens_in(*code_points(texts), weigh=weigh)


def tokens_in(cps: NDArray[np.uint32], offsets: NDArray[np.int64], *, weigh: bool = True) -> Tokens:
    """The same for texts whose code points are at hand."""
    texts = len(offsets) - 1
    capacity = len(cps) // 2 + texts + 1
    words = np.empty(capacity, dtype=np.uint32)
    first, last, outer0, outer1 = (np.empty(capacity, dtype=np.int32) for _ in range(4))
    flags = np.empty(capacity, dtype=np.uint8)
    bounds = np.zeros(texts + 1, dtype=np.int64)
    n = tokenise(cps, offsets, folding_table(), abbreviations(), words, first, last, outer0, outer1, flags, bounds)
    if weigh:
        mark_function_words(words[:n], flags[:n], function_words())
    return Tokens(words[:n], first[:n], last[:n], outer0[:n], outer1[:n], flags[:n], bounds, np.diff(offsets))


def packed_of(tokens: Tokens) -> Packed:
    """Pack tokens for storing."""
    t = tokens
    words = np.empty(len(t.words), dtype=np.uint32)
    capacity = max(1024, len(words) // 32)
    while True:
        escaped = np.empty(capacity, dtype=np.int64)
        escapes = np.empty((capacity, 4), dtype=np.uint32)
        n = pack(t.words, t.first, t.last, t.outer0, t.outer1, t.flags, t.bounds, words, escaped, escapes)
        if n <= capacity:
            return Packed(words, escaped[:n], escapes[:n])
        capacity = n
