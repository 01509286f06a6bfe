"""Kernels that turn an aligned pair into pieces."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined
from jembatan.tracing.kernels_align import (
    A0,
    A1,
    CAPITALS,
    COLUMNS,
    EDGES,
    EVIDENCE,
    KNOWN,
    LEAP,
    MATCHED,
    NUMBERS,
    ODD_CAPITALS,
    ODD_NUMBERS,
    PIECE_GAP,
    QUOTES,
    R0,
    R1,
    RUN,
    STOPPED,
    TOTAL,
    WEIGHT,
    weight_of,
)
from jembatan.tracing.kernels_seek import (
    COMMON,
)
from jembatan.tracing.kernels_sentences import (
    LONG_SENTENCE,
    group_end,
)
from jembatan.tracing.kernels_text import (
    BOUNDARY,
    CAPITAL,
    FUNCTION,
    NUMBER,
    QUOTED,
    SIGNED,
)

U8 = NDArray[np.uint8]
I32 = NDArray[np.int32]

DRIFT_IN_PART = 12
SPARE = 5  # tokens without a match at an edge that end a piece there
FOREIGN = 3  # tokens at an edge of a sentence that may be another text's


@inlined
def snapped(j: Int, low: Int, high: Int, back: I32, sentence: I32, rstarts: I32) -> bool:
    """Whether article tokens [low, high) explain the release sentence of token j well enough to be all of it."""
    from_r, to_r = rstarts[sentence[j]], rstarts[sentence[j] + 1]
    if to_r - from_r > 4 * LONG_SENTENCE:
        return False
    inside = 0
    for k in range(from_r, to_r):
        if low <= back[k] < high:
            inside += 1
    return bool(5 * inside >= 2 * np.int64(to_r - from_r))


@inlined
def solid(p: Int, low: Int, high: Int, flags: U8, image: I32) -> bool:
    """Whether token p is matched by more than chance: a word of meaning, or one of a run."""
    if image[p] < 0:
        return False
    if not flags[p] & FUNCTION:
        return True
    return bool((p > low and image[p - 1] == image[p] - 1 >= 0) or (p + 1 < high and image[p + 1] == image[p] + 1))


@inlined
def write_piece(
    a0: Int, a1: Int, edges: Int, flags: U8, common: U8, rarity: I32, image: I32, back: I32, sentence: I32,
    rstarts: I32, out: I32, row: Int,
) -> Int:  # fmt: skip
    """Describe the article tokens [a0, a1) as a piece; returns the next free row."""
    j0 = np.int64(1 << 30)
    j1 = np.int64(-1)
    first, last = a0, a1 - 1
    while first < last and not solid(first, a0, a1, flags, image):
        first += 1
    while last > first and not solid(last, a0, a1, flags, image):
        last -= 1
    for k in range(COLUMNS):
        out[row, k] = 0
    run = 0
    for p in range(a0, a1):
        w = weight_of(flags[p])
        out[row, TOTAL] += w
        j = np.int64(image[p])
        if j < 0:
            run = 0
            out[row, ODD_NUMBERS] += 1 if flags[p] & NUMBER else 0
            out[row, ODD_CAPITALS] += 1 if flags[p] & (CAPITAL | NUMBER | BOUNDARY) == CAPITAL else 0
            continue
        if first == last or solid(p, a0, a1, flags, image):
            j0, j1 = min(j0, j), max(j1, j)
        out[row, WEIGHT] += w
        out[row, MATCHED] += 1
        out[row, NUMBERS] += 1 if flags[p] & NUMBER else 0
        out[row, QUOTES] += 1 if flags[p] & QUOTED else 0
        out[row, CAPITALS] += 1 if flags[p] & CAPITAL else 0
        run = run + 1 if run > 0 and image[p - 1] == j - 1 else 1
        out[row, RUN] = max(out[row, RUN], run)
        if run >= 4 and common[p - 3]:
            out[row, KNOWN] += 1
            if common[p - 3] == COMMON:
                out[row, STOPPED] += 1
            else:
                out[row, EVIDENCE] += rarity[common[p - 3]]
    if j1 < 0:
        return row
    r0, r1 = j0, j1 + 1
    opening = np.int64(rstarts[sentence[j0]])
    if snapped(j0, a0, a1, back, sentence, rstarts) and (
        (edges & 1 and j0 - opening < SPARE) or j0 - opening <= 2 * (first - a0) + 1
    ):
        r0 = opening
        edges |= 4
    closing = np.int64(rstarts[sentence[j1] + 1])
    spare = closing - j1 - 1
    if snapped(j1, a0, a1, back, sentence, rstarts) and (
        (edges & 2 and spare < SPARE) or spare <= 2 * (a1 - 1 - last) + 1
    ):
        r1 = closing
        edges |= 8
    out[row, A0], out[row, A1], out[row, R0], out[row, R1], out[row, EDGES] = a0, a1, r0, r1, edges
    return row + 1


@inlined
def foreign_edge(spare: Int, left: Int, signed: bool) -> bool:
    """Whether `spare` unmatched tokens at the edge of a sentence are another text's than the release's.

    Of the release's sentence `left` tokens are unmatched there. Foreign are many tokens, those that stand against none
    or against far more or fewer, and those set off by a sign (`signed`) that stand against another number.
    """
    if spare >= SPARE or left == 0 or left > 2 * spare + 2 or (spare >= FOREIGN and spare > 2 * left + 1):
        return True
    return bool(signed and abs(left - spare) > 1)


@inlined
def trimmed_bounds(low: Int, high: Int, flags: U8, image: I32, sentence: I32, rstarts: I32) -> tuple[Int, Int]:
    """Bounds of a whole sentence without what was put before or behind it and stands against nothing in the release."""
    p, q = low, high - 1
    while p < q and not solid(p, low, high, flags, image):
        p += 1
    while q > p and not solid(q, low, high, flags, image):
        q -= 1
    if p == q:
        return low, high
    before = np.int64(image[p]) - np.int64(rstarts[sentence[image[p]]])
    behind = np.int64(rstarts[sentence[image[q]] + 1]) - np.int64(image[q]) - 1
    if p > low and foreign_edge(p - low, before, flags[p - 1] & SIGNED != 0):
        low = p
    if high - 1 > q and foreign_edge(high - 1 - q, behind, flags[q] & SIGNED != 0):
        high = q + 1
    return low, high


@inlined
def write_whole(
    s0: Int,
    s1: Int,
    flags: U8,
    common: U8,
    rarity: I32,
    image: I32,
    back: I32,
    sentence: I32,
    rstarts: I32,
    out: I32,
    row: Int,
) -> Int:
    """A sentence that belongs to the release: one piece, or several where it was put together from distant places."""
    low = s0
    p = s0
    while p < s1 and image[p] < 0:
        p += 1
    while p < s1:
        end = group_end(p, s1, image, LEAP, sentence)
        following = end
        while following < s1 and image[following] < 0:
            following += 1
        last = following >= s1
        high = s1 if last else end
        a0, a1 = trimmed_bounds(low, high, flags, image, sentence, rstarts)
        edges = (1 if a0 == s0 else 0) | (2 if a1 == s1 else 0)
        row = write_piece(a0, a1, edges, flags, common, rarity, image, back, sentence, rstarts, out, row)
        low = following
        p = following
    return row


@inlined
def write_parts(
    s0: Int,
    s1: Int,
    flags: U8,
    common: U8,
    rarity: I32,
    image: I32,
    back: I32,
    sentence: I32,
    rstarts: I32,
    out: I32,
    row: Int,
) -> Int:
    """Stretches of a sentence that the release explains, where it does not explain the whole."""
    p = s0
    while p < s1:
        if image[p] < 0:
            p += 1
            continue
        last = p
        weight = weight_of(flags[p])
        run = longest = 1
        q = p + 1
        while q < s1 and q - last <= PIECE_GAP:
            if image[q] >= 0:
                if abs((np.int64(image[q]) - q) - (np.int64(image[last]) - last)) > DRIFT_IN_PART:
                    break
                weight += weight_of(flags[q])
                run = run + 1 if q == last + 1 and image[q] == image[last] + 1 else 1
                longest = max(longest, run)
                last = q
            q += 1
        if longest >= 5 and weight >= 16:
            edges = (1 if p == s0 else 0) | (2 if last + 1 == s1 else 0)
            row = write_piece(p, last + 1, edges, flags, common, rarity, image, back, sentence, rstarts, out, row)
        p = last + 1
    return row
