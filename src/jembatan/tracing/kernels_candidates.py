"""The kernel that aligns all candidates of a batch."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, kernel
from jembatan.tracing.kernels_align import (
    EDGES,
    R0,
    R1,
    WHOLE,
    cast_shade,
    find_runs,
    index_bigrams,
    release_starts,
    sentence_starts,
    take_runs,
    weight_of,
)
from jembatan.tracing.kernels_pieces import (
    write_parts,
    write_whole,
)
from jembatan.tracing.kernels_sentences import (
    adopt_neighbours,
    fill_sentence,
    judge_sentence,
)
from jembatan.tracing.kernels_text import (
    unpack,
)

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

ORDINARY = 2000  # releases; above that a phrase is as rare as its number of releases over the root of the growth


@kernel
def align_candidates(
    words: U32, flags: U8, common: U8, bounds: I64, articles: I32, docs: I32,
    packed: U32, token_bounds: I64, starts: U32, outers: U32, escaped: I64, escapes: U32,
    documents: Int, pieces: I32, chars: I32, piece_bounds: I64,
) -> Int:  # fmt: skip
    """Align each (article, document); returns the number of pieces, or minus the candidate at which room ran out.

    `documents`: releases of the whole index; in a large one more of them share a phrase by chance.
    Out: `pieces` [capacity, COLUMNS]; `chars` [capacity, 2] the release's character bounds of each piece;
    `piece_bounds` [candidates + 1].
    """
    most_a = most_r = 4
    for c in range(len(articles)):
        most_a = max(most_a, bounds[articles[c] + 1] - bounds[articles[c]])
        most_r = max(most_r, token_bounds[docs[c] + 1] - token_bounds[docs[c]])
    size = 64
    while size < 2 * most_a:
        size *= 2
    head, chain = np.empty(size, dtype=np.int32), np.empty(most_a, dtype=np.int32)
    mask: Int = 0
    shade = np.empty(most_a, dtype=np.int32)
    keys = np.empty(4 * most_a + 1024, dtype=np.uint64)
    sums = np.zeros(most_a + 1, dtype=np.int32)
    image, back = np.empty(most_a, dtype=np.int32), np.empty(most_r, dtype=np.int32)
    astarts, rstarts = np.empty(most_a + 1, dtype=np.int32), np.empty(most_r + 1, dtype=np.int32)
    whole = np.empty(most_a, dtype=np.uint8)
    r = np.empty(most_r, dtype=np.uint32)
    first, last = np.empty(most_r, dtype=np.int32), np.empty(most_r, dtype=np.int32)
    outer0, outer1 = np.empty(most_r, dtype=np.int32), np.empty(most_r, dtype=np.int32)
    sentence = np.empty(most_r, dtype=np.int32)
    rarity = np.zeros(256, dtype=np.int32)
    scale = min(1.0, ORDINARY / max(1, documents))
    for k in range(1, 64):
        rarity[k] = np.int32(np.rint(64 * (1 - np.log(1 + (k - 1) * np.sqrt(scale)) / np.log(64))))
    row = 0
    known_article = -1
    count = 0
    for c in range(len(articles)):
        piece_bounds[c] = row
        article, doc = articles[c], docs[c]
        begin, end = bounds[article], bounds[article + 1]
        n = end - begin
        a, fl, co = words[begin:end], flags[begin:end], common[begin:end]
        if row + 2 * n + 8 > len(pieces):
            return -c - 1
        if article != known_article:
            for p in range(n):
                sums[p + 1] = sums[p] + weight_of(fl[p])
            count = sentence_starts(fl, n, astarts)
            mask = index_bigrams(a, n, head, chain)
            shade[:n] = 0
            known_article = article
        low, high = token_bounds[doc], token_bounds[doc + 1]
        m = high - low
        for j in range(m):
            r[j] = packed[low + j] >> np.uint32(11)
        found = find_runs(a, n, r, m, sums, head, chain, mask, shade, keys)
        if found == 0:
            continue
        cast_shade(keys, found, a, n, r, m, shade)
        unpack(
            packed, low, high, np.int64(starts[doc]), np.int64(outers[doc]), escaped, escapes,
            r, first, last, outer0, outer1, sentence,
        )  # fmt: skip
        numbers = release_starts(sentence, m, rstarts)
        image[:n] = -1
        back[:m] = -1
        take_runs(a, n, r, m, sums, keys, found, image, back)
        for s in range(count):
            s0, s1 = np.int64(astarts[s]), np.int64(astarts[s + 1])
            fill_sentence(a, s0, s1, r, sentence, rstarts, image, back)
            whole[s] = 1 if judge_sentence(s0, s1, fl, image) >= WHOLE else 0
        adopt_neighbours(a, fl, astarts, count, r, sentence, rstarts, numbers, image, back, whole)
        for s in range(count):
            s0, s1 = np.int64(astarts[s]), np.int64(astarts[s + 1])
            from_row = row
            if whole[s]:
                row = write_whole(s0, s1, fl, co, rarity, image, back, sentence, rstarts, pieces, row)
            else:
                row = write_parts(s0, s1, fl, co, rarity, image, back, sentence, rstarts, pieces, row)
            for k in range(from_row, row):
                edges = pieces[k, EDGES]
                chars[k, 0] = outer0[pieces[k, R0]] if edges & 4 else first[pieces[k, R0]]
                chars[k, 1] = outer1[pieces[k, R1] - 1] if edges & 8 else last[pieces[k, R1] - 1]
    piece_bounds[len(articles)] = row
    return row
