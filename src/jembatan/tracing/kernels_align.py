"""Kernels that align an article with one release: seeds, runs, sentences, pieces.

Seed and extend, as in PAN text alignment: pairs of equal neighbouring tokens are seeds, they grow to maximal equal
runs, long runs are taken by weight, short ones only beside a taken one. Editors work in sentences, so the
second half looks at sentences: words that moved or that stand between synonyms are found again within the
sentence they belong to, and a sentence that is mostly explained belongs to the release as a whole.
"""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined
from jembatan.tracing.kernels_text import BOUNDARY, FUNCTION, NUMBER

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

# columns of a piece
A0, A1, R0, R1 = 0, 1, 2, 3  # tokens, ends exclusive
WEIGHT, TOTAL, MATCHED = 4, 5, 6  # weight that is matched, weight of all its tokens, matched tokens
RUN = 7  # longest equal run
# rarity (64: in one release, 0: in 64) summed over shared shingles of known rarity; how many; stop postings among them
EVIDENCE, KNOWN, STOPPED = 8, 9, 10
NUMBERS, QUOTES = 11, 12  # matched tokens that are numbers, that stand in quotation marks
EDGES = 13  # bits: article start, article end, release start, release end lie at a sentence's bound
CAPITALS = 14
ODD_NUMBERS, ODD_CAPITALS = 15, 16  # the same of its other tokens: figures and names that differ
COLUMNS = 17

STRONG_LENGTH = 4
STRONG_WEIGHT = 13
OVERSHADOWED = 2
DRIFT = 15  # tokens of insertion or deletion between a short run and its neighbour
CHAIN = 16  # places of one seed that are looked at
LEAP = 40  # a change of diagonal within a sentence that begins another piece
WHOLE = 0.42  # share of a sentence's weight that makes it the release's as a whole
ADOPT = 0.5  # the same for a sentence without a run, beside an accepted one
PIECE_GAP = 5


@inlined
def weight_of(flag: Int) -> Int:
    """Evidence of a token: function words little, numbers some, other words most."""
    if flag & FUNCTION:
        return 1
    if flag & NUMBER:
        return 2
    return 4


@inlined
def shell_sort(keys: U64, n: Int) -> None:
    """Sort distinct keys in place."""
    gap = 1
    while gap < n // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, n):
            k = keys[i]
            j = i
            while j >= gap and keys[j - gap] > k:
                keys[j] = keys[j - gap]
                j -= gap
            keys[j] = k
        gap //= 3


@inlined
def bigram_slot(first: Int, second: Int, mask: Int) -> Int:
    """Slot of two neighbouring tokens in the article's table."""
    return (np.int64(first) * 31 + np.int64(second) * 17) & mask


@inlined
def index_bigrams(a: U32, n: Int, head: I32, chain: I32) -> Int:
    """Chain the article's neighbouring tokens by their slot, the first place first; returns the table's mask."""
    size = 64
    while size < 2 * n:
        size *= 2
    mask = size - 1
    head[:size] = -1
    for i in range(n - 2, -1, -1):
        slot = bigram_slot(a[i], a[i + 1], mask)
        chain[i] = head[slot]
        head[slot] = i
    return mask


@inlined
def find_runs(
    a: U32, n: Int, r: U32, m: Int, sums: I32, head: I32, chain: I32, mask: Int, shade: I32, keys: U64
) -> Int:
    """Maximal equal runs of at least two tokens, as sort keys (heaviest first); their number, 0 if none counts.

    Without a strong run nothing would be taken; and where each strong run lies within one of another candidate that
    is `OVERSHADOWED` times as long (`shade`: the longest so far over each token), every token would be lost to it.
    Most candidates end here, before anything else of them is decoded.
    """
    count = 0
    strong = False
    work = 64 * (n + m) + 100_000  # comparisons; texts of one repeated word would need the square
    for j in range(m - 1):
        i = np.int64(head[bigram_slot(r[j], r[j + 1], mask)])
        looked = 0
        while i >= 0 and looked < CHAIN and work > 0:
            if a[i] == r[j] and a[i + 1] == r[j + 1]:
                looked += 1
                if i == 0 or j == 0 or a[i - 1] != r[j - 1]:
                    length = 2
                    while i + length < n and j + length < m and a[i + length] == r[j + length]:
                        length += 1
                    work -= length
                    weight: Int = min(0xFFFFF, np.int64(sums[i + length] - sums[i]))
                    if length >= STRONG_LENGTH and weight >= STRONG_WEIGHT:
                        least = OVERSHADOWED * length
                        strong |= shade[i] < least or shade[i + length - 1] < least
                    if count < len(keys):
                        lightness = np.uint64(0xFFFFF - weight)
                        keys[count] = (lightness << np.uint64(44)) | (np.uint64(i) << np.uint64(22)) | np.uint64(j)
                        count += 1
            i = np.int64(chain[i])
    if not strong:
        return 0
    shell_sort(keys, count)
    return count


@inlined
def cast_shade(keys: U64, count: Int, a: U32, n: Int, r: U32, m: Int, shade: I32) -> None:
    """Note over each token the longest run that lies on it."""
    for k in range(count):
        i = np.int64((keys[k] >> np.uint64(22)) & np.uint64(0x3FFFFF))
        j = np.int64(keys[k] & np.uint64(0x3FFFFF))
        length = 0
        while i + length < n and j + length < m and a[i + length] == r[j + length]:
            length += 1
        if length >= OVERSHADOWED * STRONG_LENGTH:
            for p in range(i, i + length):
                shade[p] = max(shade[p], length)


@inlined
def beside_taken(i: Int, length: Int, diagonal: Int, n: Int, image: I32) -> bool:
    """Whether a taken token lies near on a near diagonal."""
    for p in range(max(0, i - DRIFT), min(n, i + length + DRIFT)):
        if image[p] >= 0 and abs(np.int64(image[p]) - p - diagonal) <= min(DRIFT, 3 + 2 * length):
            return True
    return False


@inlined
def take_runs(a: U32, n: Int, r: U32, m: Int, sums: I32, keys: U64, count: Int, image: I32, back: I32) -> None:
    """Fill `image` (article token to release token) and its inverse `back`: strong runs, then short ones beside."""
    for turn in range(3):
        for k in range(count):
            i = np.int64((keys[k] >> np.uint64(22)) & np.uint64(0x3FFFFF))
            j = np.int64(keys[k] & np.uint64(0x3FFFFF))
            if image[i] == j:
                continue
            length = 0
            while i + length < n and j + length < m and a[i + length] == r[j + length]:
                length += 1
            strong = length >= STRONG_LENGTH and sums[i + length] - sums[i] >= STRONG_WEIGHT
            if (turn == 0) != strong:
                continue
            if turn > 0 and not beside_taken(i, length, j - i, n, image):
                continue
            # the longest part that is still free on both sides
            best = 0
            best_at = 0
            step = 0
            while step < length:
                free = 0
                while step + free < length and image[i + step + free] < 0 and back[j + step + free] < 0:
                    free += 1
                if free > best:
                    best = free
                    best_at = step
                step += free + 1
            if best >= 2:
                for step in range(best_at, best_at + best):
                    image[i + step] = j + step
                    back[j + step] = i + step


@inlined
def fill_bag(a: U32, low: Int, high: Int, r: U32, from_r: Int, to_r: Int, image: I32, back: I32) -> None:
    """Match the free tokens of [low, high) with free equal tokens of the release's window, in any order."""
    for p in range(low, high):
        if image[p] < 0:
            w = a[p]
            for j in range(from_r, to_r):
                if r[j] == w and back[j] < 0:
                    image[p] = j
                    back[j] = p
                    break


@inlined
def bag_weight(a: U32, low: Int, high: Int, flags: U8, r: U32, from_r: Int, to_r: Int, image: I32, back: I32) -> Int:
    """Weight that `fill_bag` would match; nothing is kept."""
    fill_bag(a, low, high, r, from_r, to_r, image, back)
    weight = 0
    for p in range(low, high):
        j = image[p]
        if from_r <= j < to_r:
            weight += weight_of(flags[p])
            image[p] = -1
            back[j] = -1
    return weight


@inlined
def sentence_starts(flags: U8, n: Int, starts: I32) -> Int:
    """Token at which each of the article's sentences begins, closed by n; returns the number of sentences."""
    count = 0
    for i in range(n):
        if i == 0 or flags[i] & BOUNDARY:
            starts[count] = i
            count += 1
    starts[count] = n
    return count


@inlined
def release_starts(sentence: I32, m: Int, starts: I32) -> Int:
    """The same for the release."""
    count = 0
    for j in range(m):
        if j == 0 or sentence[j] != sentence[j - 1]:
            starts[count] = j
            count += 1
    starts[count] = m
    return count


@inlined
def adopt(
    a: U32, s0: Int, s1: Int, flags: U8, total: Int, r: U32, rstarts: I32, number: Int, image: I32, back: I32
) -> bool:
    """Give a sentence without a run to release sentence `number` if most of both is alike."""
    from_r, to_r = np.int64(rstarts[number]), np.int64(rstarts[number + 1])
    if to_r - from_r > 4 * (s1 - s0) + 12 or s1 - s0 > 4 * (to_r - from_r) + 12:
        return False
    weight = bag_weight(a, s0, s1, flags, r, from_r, to_r, image, back)
    if weight < ADOPT * total or 2 * weight < ADOPT * 3 * (to_r - from_r):
        return False
    fill_bag(a, s0, s1, r, from_r, to_r, image, back)
    return True
