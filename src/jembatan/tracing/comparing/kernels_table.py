"""Kernel of the exact alignment: a table over both sequences."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import kernel

I32 = NDArray[np.int32]


@kernel
def best_path(a: I32, b: I32, weights: I32) -> I32:
    """Equal pairs [k, 2] of the heaviest common subsequence; equal neighbours count more, so that runs hold together.

    Two states: the table of paths that end with an equal pair, and that of paths that end anyhow.
    """
    n, m = len(a), len(b)
    ends = np.zeros((n + 1, m + 1), dtype=np.int32)
    anyhow = np.zeros((n + 1, m + 1), dtype=np.int32)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            best = max(anyhow[i - 1, j], anyhow[i, j - 1])
            if a[i - 1] == b[j - 1]:
                w = 2 * weights[a[i - 1]]
                run = ends[i - 1, j - 1] + w + 1 if i > 1 and j > 1 and a[i - 2] == b[j - 2] else 0
                ends[i, j] = max(run, anyhow[i - 1, j - 1] + w)
                best = max(best, ends[i, j])
            anyhow[i, j] = best
    out = np.empty((min(n, m), 2), dtype=np.int32)
    count = 0
    i, j = n, m
    must = False
    while i > 0 and j > 0:
        if a[i - 1] == b[j - 1] and (must or anyhow[i, j] == ends[i, j]):
            out[count, 0], out[count, 1] = i - 1, j - 1
            count += 1
            w = 2 * weights[a[i - 1]]
            must = i > 1 and j > 1 and a[i - 2] == b[j - 2] and ends[i, j] == ends[i - 1, j - 1] + w + 1
            i -= 1
            j -= 1
        elif anyhow[i, j] == anyhow[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return out[:count][::-1].copy()
