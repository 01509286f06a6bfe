"""Alignment of two sequences of keys: rare runs as anchors, an exact table in between."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.comparing.kernels_table import best_path

CELLS = 4_000_000  # a table of more cells is not made; what lies between two anchors is then called different
ANCHORS = (12, 6, 3)  # lengths of unique runs tried as anchors


def equal_pairs(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (i, j) of equal keys, rising in both, that explain the most."""
    numbers: dict[str, int] = {}
    a = np.array([numbers.setdefault(k, len(numbers)) for k in left], dtype=np.int32)
    b = np.array([numbers.setdefault(k, len(numbers)) for k in right], dtype=np.int32)
    weights = np.array([1 if len(k) <= 4 and not k.startswith("n") else 2 for k in numbers] or [1], dtype=np.int32)
    pairs: list[tuple[int, int]] = []
    _between(a, b, 0, len(a), 0, len(b), weights, pairs)
    return pairs


def _between(
    a: NDArray[np.int32], b: NDArray[np.int32], i0: int, i1: int, j0: int, j1: int,
    weights: NDArray[np.int32], pairs: list[tuple[int, int]],
) -> None:  # fmt: skip
    if i0 >= i1 or j0 >= j1:
        return
    if (i1 - i0) * (j1 - j0) > CELLS:
        anchors = _anchors(a, b, i0, i1, j0, j1)
        for (p, q), (s, t) in zip([(i0 - 1, j0 - 1), *anchors], [*anchors, (i1, j1)], strict=True):
            if p >= i0:
                pairs.append((p, q))
            if (s - p) * (t - q) <= CELLS:
                _between(a, b, p + 1, s, q + 1, t, weights, pairs)
        return
    found = best_path(a[i0:i1], b[j0:j1], weights)
    pairs += [(int(i) + i0, int(j) + j0) for i, j in found]


def _anchors(a: NDArray[np.int32], b: NDArray[np.int32], i0: int, i1: int, j0: int, j1: int) -> list[tuple[int, int]]:
    """Places of runs that stand once on each side, the longest rising row of them."""
    for length in ANCHORS:
        left, right = _unique_runs(a, i0, i1, length), _unique_runs(b, j0, j1, length)
        both = sorted((i, right[run]) for run, i in left.items() if run in right)
        rising = _longest_rising(both)
        if rising:
            return rising
    return []


def _unique_runs(keys: NDArray[np.int32], low: int, high: int, length: int) -> dict[bytes, int]:
    places: dict[bytes, int] = {}
    for i in range(low, high - length + 1):
        run = keys[i : i + length].tobytes()
        places[run] = -1 if run in places else i
    return {run: i for run, i in places.items() if i >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    at: list[int] = []
    before = [-1] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before[k] = at[place - 1] if place else -1
        if place == len(ends):
            ends.append(j)
            at.append(k)
        else:
            ends[place], at[place] = j, k
    row = []
    k = at[-1] if at else -1
    while k >= 0:
        row.append(pairs[k])
        k = before[k]
    return row[::-1]
