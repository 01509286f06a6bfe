"""Kernels that look at whole sentences of an aligned pair: moved words, mostly explained ones, neighbours."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined
from jembatan.tracing.kernels_align import (
    LEAP,
    adopt,
    fill_bag,
    weight_of,
)

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
I32 = NDArray[np.int32]

LEFT_OUT = 9  # tokens around the end of a release's sentence, without a match, that part two pieces
LONG_SENTENCE = 500  # tokens; what has no ends of sentences is not searched as a sentence, or time would grow squared


@inlined
def group_end(p: Int, s1: Int, image: I32, leap: Int, sentence: I32) -> Int:
    """Token after the last one that continues the diagonal of `p`'s group within the sentence.

    A word put between the end of one of the release's sentences and the beginning of its next one parts two groups; so
    does a longer stretch that was left out there.
    """
    last = p
    for q in range(p + 1, s1):
        if image[q] >= 0:
            here, there = np.int64(image[last]), np.int64(image[q])
            if abs((there - q) - (here - last)) > leap:
                break
            if sentence[there] != sentence[here] and (there - here > LEFT_OUT or (q > last + 1 and there == here + 1)):
                break
            last = q
    return last + 1


@inlined
def fill_sentence(a: U32, s0: Int, s1: Int, r: U32, sentence: I32, rstarts: I32, image: I32, back: I32) -> None:
    """Find a touched sentence's other words in the release's sentences that it touches."""
    low = s0
    p = s0
    while p < s1:
        if image[p] < 0:
            p += 1
            continue
        end = group_end(p, s1, image, LEAP, sentence)
        following = end
        while following < s1 and image[following] < 0:
            following += 1
        high = s1 if following == s1 else end
        j0 = j1 = np.int64(image[p])
        for q in range(p, end):
            if image[q] >= 0:
                j0 = min(j0, np.int64(image[q]))
                j1 = max(j1, np.int64(image[q]))
        from_r, to_r = np.int64(rstarts[sentence[j0]]), np.int64(rstarts[sentence[j1] + 1])
        if to_r - from_r > 4 * (high - low) + 60:
            from_r, to_r = max(from_r, j0 - 10), min(to_r, j1 + 11)
        if high - low <= LONG_SENTENCE and to_r - from_r <= 2 * LONG_SENTENCE:
            fill_bag(a, low, high, r, from_r, to_r, image, back)
        low = end
        p = following


@inlined
def judge_sentence(s0: Int, s1: Int, flags: U8, image: I32) -> float:
    """Share of the sentence's weight that is matched."""
    weight = total = 0
    for p in range(s0, s1):
        w = weight_of(flags[p])
        total += w
        if image[p] >= 0:
            weight += w
    return weight / total


@inlined
def adopt_neighbours(
    a: U32, flags: U8, starts: I32, count: Int, r: U32, sentence: I32, rstarts: I32, numbers: Int,
    image: I32, back: I32, whole: U8,
) -> None:  # fmt: skip
    """Sentences without a run, beside an accepted one, tried against the release sentence beside its own."""
    for turn in range(2):
        for k in range(count):
            s = k if turn == 0 else count - 1 - k
            neighbour = s - 1 if turn == 0 else s + 1
            if whole[s] or neighbour < 0 or neighbour >= count or not whole[neighbour]:
                continue
            s0, s1 = np.int64(starts[s]), np.int64(starts[s + 1])
            touched = False
            total = 0
            for p in range(s0, s1):
                total += weight_of(flags[p])
                touched = touched or image[p] >= 0
            if touched:
                continue
            # the release sentence of the neighbour's nearest matched token
            at = np.int64(-1)
            n0, n1 = np.int64(starts[neighbour]), np.int64(starts[neighbour + 1])
            for p in range(n0, n1):
                q = p if turn == 1 else n1 - 1 - (p - n0)
                if image[q] >= 0:
                    at = np.int64(sentence[image[q]])
                    break
            if at < 0:
                continue
            step = 1 if turn == 0 else -1
            for tried in (at + step, at, at + 2 * step):
                if 0 <= tried < numbers and adopt(a, s0, s1, flags, total, r, rstarts, tried, image, back):
                    whole[s] = 1
                    break
