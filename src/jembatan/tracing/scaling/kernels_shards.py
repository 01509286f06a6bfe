"""Kernels that find candidates over several shards as if they were one index.

A document's score needs to know how many releases of the whole index share each of its fingerprints. So seeking has two
rounds: count in every shard, then weigh in every shard by the sums. What the shards find is merged into one choice.
"""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined, kernel
from jembatan.tracing.kernels_index import HINT_BITS, HINTS, SHINGLE
from jembatan.tracing.kernels_seek import (
    LONE_LIMIT,
    LONE_RARITY,
    SIBLINGS,
    find_buckets,
    find_hits,
    lone_hit_holds,
)

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]

# Columns of what a shard finds.
ARTICLE, PLACE, NUMBER, SHARD, DOCUMENT, TRIED, LEADER, MEMBERS = 0, 1, 2, 3, 4, 5, 6, 7
WIDTH = MEMBERS + SIBLINGS
GROUNDED, FAILED, HELD = 0, 1, 2  # TRIED: several hits; a lone hit that did not hold within a longer likeness; that did


@inlined
def longest_of(bounds: I64) -> Int:
    """Tokens of the longest text, at least 1."""
    longest = 1
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    return longest


@kernel
def count_hits(words: U32, bounds: I64, bits: Int, bucket_bounds: U32, checks: U16, postings: U32, common: U8) -> Int:
    """First round: add to `common` [tokens] how many releases of the shard share each shingle; 255 for a stop posting.

    Answers a sum that means nothing, see `find_buckets`.
    """
    near: Int = 0
    longest = longest_of(bounds)
    wanted, hits = np.empty(longest, dtype=np.uint16), np.empty(longest, dtype=np.int32)
    low, high = np.empty(longest, dtype=np.int64), np.empty(longest, dtype=np.int64)
    for d in range(len(bounds) - 1):
        begin, end = bounds[d], bounds[d + 1]
        n = end - begin - SHINGLE + 1
        if n <= 0 or len(postings) == 0:
            continue
        near += find_buckets(words, begin, n, bits, bucket_bounds, checks, wanted, low, high)
        near += find_hits(n, checks, postings, wanted, low, high, hits, common[begin:end])[1]
    return near


@inlined
def weigh_by(
    kept: Int, hits: I32, low: I64, high: I64, postings: U32, common: U8, score: F32, touched: I32, where: I64, lone: U8
) -> Int:
    """`weigh_documents` with the releases of all shards that share a shingle, `common`, for those of this one."""
    found = 0
    for t in range(kept):
        i = np.int64(hits[t])
        sharing = np.int64(common[i])
        weight = np.float32(1.0 / np.sqrt(sharing))
        for k in range(low[i], high[i]):
            doc = np.int64(postings[k] >> np.uint32(HINT_BITS))
            if score[doc] == 0:
                if found == len(touched):
                    continue
                touched[found] = doc
                where[found] = (i << HINT_BITS) | np.int64(postings[k] & np.uint32(HINTS - 1))
                lone[found] = sharing
                found += 1
            score[doc] += weight
    return found


@inlined
def ground(
    words: U32, begin: Int, end: Int, packed: U32, token_bounds: I64, score: F32, found: Int, touched: I32,
    where: I64, lone: U8, tried: U8,
) -> Int:  # fmt: skip
    """Drop documents of a single hit unless it may hold; `tried` says what came of the rest. Returns their number."""
    verified = kept = 0
    for t in range(found):
        doc = np.int64(touched[t])
        tried[kept] = GROUNDED
        if score[doc] <= np.float32(1.0 / np.sqrt(np.float64(lone[t]))) * 1.001:
            if lone[t] > LONE_RARITY or verified == LONE_LIMIT:
                score[doc] = 0
                continue
            verified += 1
            at, hint = begin + (where[t] >> HINT_BITS), where[t] & (HINTS - 1)
            holds = lone_hit_holds(words, begin, end, at, packed, token_bounds[doc], token_bounds[doc + 1], hint)
            tried[kept] = HELD if holds else FAILED
        touched[kept], where[kept] = doc, where[t]
        kept += 1
    return kept


@inlined
def describe(
    row: I64,
    article: Int,
    place: Int,
    doc: Int,
    tried: Int,
    numbers: I64,
    leaders: I32,
    member_bounds: I32,
    members: I32,
) -> None:
    """Write what a shard found: the document, its number in the whole index, and its cluster's leader and members."""
    row[:] = -1
    row[ARTICLE], row[PLACE], row[NUMBER], row[DOCUMENT], row[TRIED] = article, place, numbers[doc], doc, tried
    leader = np.int64(leaders[doc])
    low: Int = member_bounds[leader]
    high: Int = member_bounds[leader + 1]
    if high > low:
        row[LEADER] = leader
        for k in range(min(SIBLINGS, high - low)):
            row[MEMBERS + k] = members[low + k]


@kernel
def weigh_shard(
    words: U32, bounds: I64, bits: Int, bucket_bounds: U32, checks: U16, postings: U32, packed: U32, token_bounds: I64,
    leaders: I32, member_bounds: I32, members: I32, numbers: I64, score: F32, common: U8, most: Int,
    rows: I64, scores: F32,
) -> Int:  # fmt: skip
    """Second round: what the shard offers for each article; returns the rows written, -1 if there is no room for them.

    Offered are all lone hits that were looked at, and of the others the best `most`. `common` is of all shards.
    """
    count = 0
    near: Int = 0
    longest = longest_of(bounds)
    wanted, hits = np.empty(longest, dtype=np.uint16), np.empty(longest, dtype=np.int32)
    low, high = np.empty(longest, dtype=np.int64), np.empty(longest, dtype=np.int64)
    scratch = np.empty(longest, dtype=np.uint8)
    room = 8 * longest + 1024
    touched, where = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int64)
    lone, tried = np.empty(room, dtype=np.uint8), np.empty(room, dtype=np.uint8)
    for d in range(len(bounds) - 1):
        begin, end = bounds[d], bounds[d + 1]
        n = end - begin - SHINGLE + 1
        if n <= 0 or len(postings) == 0:
            continue
        near += find_buckets(words, begin, n, bits, bucket_bounds, checks, wanted, low, high)
        scratch[:n] = 0
        listed, more = find_hits(n, checks, postings, wanted, low, high, hits, scratch)
        near += more
        found = weigh_by(listed, hits, low, high, postings, common[begin:end], score, touched, where, lone)
        kept = ground(words, begin, end, packed, token_bounds, score, found, touched, where, lone, tried)
        if count + min(kept, most + LONE_LIMIT) > len(rows):
            return -1
        for t in range(kept):
            if tried[t] != GROUNDED:
                describe(rows[count], d, where[t] >> HINT_BITS, touched[t], tried[t], numbers, leaders, member_bounds,
                         members)  # fmt: skip
                scores[count] = score[touched[t]]
                score[touched[t]] = 0
                count += 1
        for _ in range(most):
            best = -1
            for t in range(kept):
                s = score[touched[t]]
                if s > 0 and (best < 0 or s > score[touched[best]]
                              or (s == score[touched[best]] and touched[t] < touched[best])):  # fmt: skip
                    best = t
            if best < 0:
                break
            describe(rows[count], d, where[best] >> HINT_BITS, touched[best], GROUNDED, numbers, leaders, member_bounds,
                     members)  # fmt: skip
            scores[count] = score[touched[best]]
            score[touched[best]] = 0
            count += 1
        for t in range(kept):
            score[touched[t]] = 0
    return count if near >= 0 else -1


@inlined
def put_once(out: I32, base: Int, count: Int, article: Int, shard: Int, doc: Int) -> Int:
    """Append a candidate unless the article has it already; returns the new number of candidates."""
    for k in range(base, count):
        if out[k, 1] == shard and out[k, 2] == doc:
            return count
    out[count, 0], out[count, 1], out[count, 2] = article, shard, doc
    return count + 1


@kernel
def choose(rows: I64, scores: F32, most: Int, out: I32) -> Int:
    """Candidates of each article over all shards, as `seek` finds them in one index; returns their number.

    `rows`: of all shards, sorted by article, then by the first hit's place, then by number. `out` [n, 3]: article,
    shard, document. `scores` is used up.
    """
    count = 0
    low = 0
    while low < len(rows):
        article = rows[low, ARTICLE]
        high = low
        verified = 0
        while high < len(rows) and rows[high, ARTICLE] == article:
            if rows[high, TRIED] != GROUNDED:
                verified += 1
                if rows[high, TRIED] == FAILED or verified > LONE_LIMIT:
                    scores[high] = 0
            high += 1
        base = count
        for _ in range(most):
            best = -1
            for t in range(low, high):
                if scores[t] > 0 and (best < 0 or scores[t] > scores[best]
                                      or (scores[t] == scores[best] and rows[t, NUMBER] < rows[best, NUMBER])):  # fmt: skip
                    best = t
            if best < 0:
                break
            scores[best] = 0
            shard, leader = rows[best, SHARD], rows[best, LEADER]
            out[count, 0], out[count, 1], out[count, 2] = article, shard, rows[best, DOCUMENT]
            count += 1
            if leader < 0:
                continue
            count = put_once(out, base, count, article, shard, leader)
            for t in range(low, high):
                if rows[t, SHARD] == shard and rows[t, DOCUMENT] == leader:
                    scores[t] = 0
            for k in range(MEMBERS, WIDTH):
                if rows[best, k] < 0 or count - base >= most + SIBLINGS:
                    break
                count = put_once(out, base, count, article, shard, rows[best, k])
        low = high
    return count
