"""Kernel that finds candidates: which releases share rare fingerprints with an article."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined, kernel
from jembatan.tracing.kernels_index import SHINGLE, STOP, address, shingle

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
def lone_hit_holds(words: U32, begin: Int, end: Int, at: Int, packed: U32, lower: Int, upper: Int) -> bool:
    """Whether the release [lower, upper) holds the four tokens at `at` within a longer likeness."""
    w = words[at]
    for j in range(lower, upper - SHINGLE + 1):
        if packed[j] >> 11 != w:
            continue
        same = 0
        for step in range(max(-REACH, begin - at, lower - j), min(REACH, end - at, upper - j)):
            if packed[j + step] >> 11 == words[at + step]:
                same += 1
        if same >= ENOUGH:
            return True
    return False


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
    shift = np.uint64(64 - bits)
    check_shift = np.uint64(48 - bits)
    count = 0
    touched = np.empty(1024, dtype=np.int32)
    where = np.empty(1024, dtype=np.int64)
    lone = np.empty(1024, dtype=np.uint8)
    longest = 1
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    addresses = np.empty(longest, dtype=np.uint64)
    for d in range(len(bounds) - 1):
        begin, end = bounds[d], bounds[d + 1]
        found = 0
        for i in range(begin, end - SHINGLE + 1):
            addresses[i - begin] = address(shingle(words[i], words[i + 1], words[i + 2], words[i + 3]))
        for i in range(begin, end - SHINGLE + 1):
            a = addresses[i - begin]
            bucket = np.int64(a >> shift)
            check = np.uint16((a >> check_shift) & np.uint64(0xFFFF))
            p = np.int64(bucket_bounds[bucket])
            stop = np.int64(bucket_bounds[bucket + 1])
            while p < stop and checks[p] < check:
                p += 1
            q = p
            while q < stop and checks[q] == check:
                q += 1
            if q == p:
                continue
            if postings[p] == STOP:
                common[i] = COMMON
                continue
            common[i] = min(COMMON - 1, common[i] + q - p)
            weight = np.float32(1.0 / np.sqrt(q - p))
            for k in range(p, q):
                doc = np.int64(postings[k])
                if dead[doc]:
                    continue
                if score[doc] == 0:
                    if found == len(touched):
                        touched = np.append(touched, np.empty_like(touched))
                        where = np.append(where, np.empty_like(where))
                        lone = np.append(lone, np.empty_like(lone))
                    touched[found] = doc
                    where[found] = i
                    # 0: more than one hit, else the rarity of the lone hit
                    lone[found] = q - p if q - p < 255 else 255
                    found += 1
                score[doc] += weight
        verified = 0
        for t in range(found):
            doc = touched[t]
            if score[doc] > np.float32(1.0 / np.sqrt(np.float64(lone[t]))) * 1.001:
                continue
            keep = False
            if lone[t] <= LONE_RARITY and verified < LONE_LIMIT:
                verified += 1
                keep = lone_hit_holds(words, begin, end, where[t], packed, token_bounds[doc], token_bounds[doc + 1])
            if not keep:
                score[doc] = -score[doc]
        base = count
        for _ in range(most):
            best = -1
            for t in range(found):
                s = score[touched[t]]
                if s > 0 and (
                    best < 0 or s > score[touched[best]] or (s == score[touched[best]] and touched[t] < touched[best])
                ):
                    best = t
            if best < 0:
                break
            doc = touched[best]
            out_article[count] = d
            out_doc[count] = doc
            count += 1
            score[doc] = -score[doc]
            leader = leaders[doc]
            if member_bounds[leader + 1] > member_bounds[leader]:
                if score[leader] >= 0 and not dead[leader]:
                    count = add_once(out_article, out_doc, base, count, d, leader)
                taken = 0
                for k in range(member_bounds[leader], member_bounds[leader + 1]):
                    if taken == SIBLINGS or count - base >= most + SIBLINGS:
                        break
                    if not dead[members[k]]:
                        count = add_once(out_article, out_doc, base, count, d, members[k])
                        taken += 1
        for t in range(found):
            score[touched[t]] = 0
    return count


@inlined
def add_once(out_article: I32, out_doc: I32, base: Int, count: Int, article: Int, doc: Int) -> Int:
    """Append a candidate unless the article has it already; returns the new number of candidates."""
    for k in range(base, count):
        if out_doc[k] == doc:
            return count
    out_article[count] = article
    out_doc[count] = doc
    return count + 1
