"""Kernel that finds candidates: which releases share rare fingerprints with an article."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined, kernel
from jembatan.tracing.kernels_index import HINT_BITS, HINTS, SHINGLE, STOP, address, hint_shift, shingle

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]

COMMON = 255  # commonness of a shingle that is a stop posting
REACH = 12  # tokens looked at on both sides of a lone hit
ENOUGH = 7  # of them alike on one diagonal
LONE_RARITY = 6  # a lone hit is followed up only if at most so many releases have it
LONE_LIMIT = 48  # lone hits followed up per article
SIBLINGS = 4  # members of a cluster aligned without a hit of their own


@inlined
def lone_hit_holds(words: U32, begin: Int, end: Int, at: Int, packed: U32, lower: Int, upper: Int, hint: Int) -> bool:
    """Whether the release [lower, upper) holds the four tokens at `at` within a longer likeness, where `hint` says."""
    w = words[at]
    coarse = hint_shift(upper - lower)
    from_j = lower + (hint << coarse)
    for j in range(from_j, min(from_j + (1 << coarse), upper - SHINGLE + 1)):
        if packed[j] >> 11 != w:
            continue
        same = 0
        for step in range(max(-REACH, begin - at, lower - j), min(REACH, end - at, upper - j)):
            if packed[j + step] >> 11 == words[at + step]:
                same += 1
        if same >= ENOUGH:
            return True
    return False


@inlined
def find_buckets(
    words: U32, begin: Int, n: Int, bits: Int, bucket_bounds: U32, checks: U16, wanted: U16, low: I64, high: I64
) -> Int:
    """Bucket bounds and check of each shingle. Answers a sum that means nothing.

    No branch here depends on what is read, so the processor has many reads of far memory under way at once; the search
    within the buckets, which is all branches, then finds them near. The sum keeps the compiler from dropping the reads.
    """
    shift = np.uint64(64 - bits)
    check_shift = np.uint64(48 - bits)
    for i in range(n):
        k = begin + i
        a = address(shingle(words[k], words[k + 1], words[k + 2], words[k + 3]))
        wanted[i] = np.uint16((a >> check_shift) & np.uint64(0xFFFF))
        low[i] = np.int64(a >> shift)
    for i in range(n):
        bucket = low[i]
        low[i] = np.int64(bucket_bounds[bucket])
        high[i] = np.int64(bucket_bounds[bucket + 1])
    near: Int = 0
    last = len(checks) - 1
    for i in range(n):
        near += np.int64(checks[min(low[i], last)])
    return near


@inlined
def find_hits(
    n: Int, checks: U16, postings: U32, wanted: U16, low: I64, high: I64, hits: I32, common: U8
) -> tuple[Int, Int]:
    """Narrow [low, high) to the postings of each shingle; lists the shingles that have some. Their number, and a sum.

    `common` [n] counts the releases that share each shingle; stop postings are counted as `COMMON` and not listed.
    """
    count: Int = 0
    near: Int = 0
    for i in range(n):
        check = wanted[i]
        p, stop = low[i], high[i]
        while p < stop and checks[p] < check:
            p += 1
        q = p
        while q < stop and checks[q] == check:
            q += 1
        if q > p:
            low[i], high[i] = p, q
            hits[count] = i
            count += 1
    kept: Int = 0
    for t in range(count):
        hit = np.int64(hits[t])
        if postings[low[hit]] == STOP:
            common[hit] = COMMON
            continue
        common[hit] = min(COMMON - 1, common[hit] + high[hit] - low[hit])
        near += np.int64(postings[high[hit] - 1])
        hits[kept] = hit
        kept += 1
    return kept, near


@inlined
def weigh_documents(
    kept: Int, hits: I32, low: I64, high: I64, postings: U32, dead: U8, score: F32, touched: I32, where: I64, lone: U8
) -> Int:
    """Add up each document's hits, rare ones weighing more; returns the documents touched, at most their room.

    `where`: the shingle of a document's first hit and, in its low bits, about where in the document it stands.
    """
    found = 0
    for t in range(kept):
        i = np.int64(hits[t])
        sharing = high[i] - low[i]
        weight = np.float32(1.0 / np.sqrt(sharing))
        for k in range(low[i], high[i]):
            doc = np.int64(postings[k] >> np.uint32(HINT_BITS))
            if dead[doc]:
                continue
            if score[doc] == 0:
                if found == len(touched):
                    continue
                touched[found] = doc
                where[found] = (i << HINT_BITS) | np.int64(postings[k] & np.uint32(HINTS - 1))
                lone[found] = min(sharing, 255)
                found += 1
            score[doc] += weight
    return found


@inlined
def keep_grounded(
    words: U32, begin: Int, end: Int, packed: U32, token_bounds: I64, score: F32, found: Int, touched: I32,
    where: I64, lone: U8,
) -> Int:  # fmt: skip
    """Drop documents of a single hit unless it holds; their scores become 0. Returns those left, in the same order."""
    verified = kept = 0
    for t in range(found):
        doc = np.int64(touched[t])
        if score[doc] <= np.float32(1.0 / np.sqrt(np.float64(lone[t]))) * 1.001:
            holds = False
            if lone[t] <= LONE_RARITY and verified < LONE_LIMIT:
                verified += 1
                at, hint = begin + (where[t] >> HINT_BITS), where[t] & (HINTS - 1)
                holds = lone_hit_holds(words, begin, end, at, packed, token_bounds[doc], token_bounds[doc + 1], hint)
            if not holds:
                score[doc] = 0
                continue
        touched[kept] = doc
        kept += 1
    return kept


@inlined
def take_best(score: F32, kept: Int, touched: I32) -> Int:
    """The document of the greatest score, the first in the index of equals; its score becomes 0. -1: none is left."""
    best = -1
    for t in range(kept):
        s = score[touched[t]]
        if s > 0 and (
            best < 0 or s > score[touched[best]] or (s == score[touched[best]] and touched[t] < touched[best])
        ):
            best = t
    if best < 0:
        return -1
    doc = np.int64(touched[best])
    score[doc] = 0
    return doc


@inlined
def add_siblings(
    doc: Int, article: Int, most: Int, score: F32, dead: U8, leaders: I32, member_bounds: I32, members: I32,
    out_article: I32, out_doc: I32, base: Int, count: Int,
) -> Int:  # fmt: skip
    """Add the leader of a document's cluster and its earliest members; returns the new number of candidates."""
    leader = leaders[doc]
    if member_bounds[leader + 1] == member_bounds[leader]:
        return count
    if not dead[leader]:
        count = add_once(out_article, out_doc, base, count, article, leader)
        score[leader] = 0
    taken = 0
    for k in range(member_bounds[leader], member_bounds[leader + 1]):
        if taken == SIBLINGS or count - base >= most + SIBLINGS:
            break
        if not dead[members[k]]:
            count = add_once(out_article, out_doc, base, count, article, members[k])
            taken += 1
    return count


@kernel
def seek(
    words: U32, bounds: I64, bits: Int, bucket_bounds: U32, checks: U16, postings: U32,
    packed: U32, token_bounds: I64, dead: U8, leaders: I32, member_bounds: I32, members: I32,
    score: F32, common: U8, most: Int, out_article: I32, out_doc: I32,
) -> Int:  # fmt: skip
    """Candidates of each article; returns how many were written (at most `most` + siblings an article).

    `score` [documents], zero, is scratch and left zero. `common` [tokens]: how many releases share the shingle that
    begins at this token, added up over segments, 255 for a stop posting.
    """
    count = 0
    near: Int = 0
    longest = 1
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    wanted, hits = np.empty(longest, dtype=np.uint16), np.empty(longest, dtype=np.int32)
    low, high = np.empty(longest, dtype=np.int64), np.empty(longest, dtype=np.int64)
    room = 8 * longest + 1024
    touched, where = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int64)
    lone = np.empty(room, dtype=np.uint8)
    for d in range(len(bounds) - 1):
        begin, end = bounds[d], bounds[d + 1]
        n = end - begin - SHINGLE + 1
        if n <= 0 or len(postings) == 0:
            continue
        near += find_buckets(words, begin, n, bits, bucket_bounds, checks, wanted, low, high)
        listed, more = find_hits(n, checks, postings, wanted, low, high, hits, common[begin:end])
        near += more
        found = weigh_documents(listed, hits, low, high, postings, dead, score, touched, where, lone)
        kept = keep_grounded(words, begin, end, packed, token_bounds, score, found, touched, where, lone)
        base = count
        for _ in range(most):
            doc = take_best(score, kept, touched)
            if doc < 0:
                break
            out_article[count] = d
            out_doc[count] = doc
            count += 1
            count = add_siblings(
                doc, d, most, score, dead, leaders, member_bounds, members, out_article, out_doc, base, count
            )
        for t in range(kept):
            score[touched[t]] = 0
    return count if near >= 0 else -1


@inlined
def add_once(out_article: I32, out_doc: I32, base: Int, count: Int, article: Int, doc: Int) -> Int:
    """Append a candidate unless the article has it already; returns the new number of candidates."""
    for k in range(base, count):
        if out_doc[k] == doc:
            return count
    out_article[count] = article
    out_doc[count] = doc
    return count + 1
