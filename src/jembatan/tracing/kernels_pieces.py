"""Kernels that turn an aligned pair into pieces, and the loop over all candidates of a batch."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined, kernel
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
    WHOLE,
    adopt,
    cast_shade,
    fill_bag,
    find_runs,
    index_bigrams,
    release_starts,
    sentence_starts,
    take_runs,
    weight_of,
)
from jembatan.tracing.kernels_seek import COMMON
from jembatan.tracing.kernels_text import BOUNDARY, CAPITAL, FUNCTION, NUMBER, QUOTED, SIGNED, unpack

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


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


DRIFT_IN_PART = 12
LEFT_OUT = 9  # tokens around the end of a release's sentence, without a match, that part two pieces
SPARE = 5  # tokens without a match at an edge that end a piece there
FOREIGN = 3  # tokens at an edge of a sentence that may be another text's


@kernel
def align_candidates(
    words: U32, flags: U8, common: U8, bounds: I64, articles: I32, docs: I32,
    packed: U32, token_bounds: I64, starts: U32, outers: U32, escaped: I64, escapes: U32,
    pieces: I32, chars: I32, piece_bounds: I64,
) -> Int:  # fmt: skip
    """Align each (article, document); returns the number of pieces, or minus the candidate at which room ran out.

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
    for k in range(1, 64):
        rarity[k] = np.int32(np.rint(64 * (1 - np.log(k) / np.log(64))))
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
