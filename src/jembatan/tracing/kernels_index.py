"""Kernels that make the postings of a segment: shingles, winnowing, near-identical releases, compaction."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined, kernel

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

SHINGLE = 4  # tokens
WINDOW = 4  # shingles; any 7 tokens copied unchanged share at least one fingerprint
HINT_BITS = 10  # of a posting's 32: where in the document about; the rest is the document
HINTS = 1 << HINT_BITS
MOST_DOCUMENTS = (1 << (32 - HINT_BITS)) - 1  # of a segment
STOP = np.uint32(0xFFFFFFFF)  # the posting of a shingle that too many releases share


@inlined
def mix(x: Int) -> Int:
    """A 64-bit finaliser (the constants of Stafford's variant 13)."""
    x = np.uint64(x)
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@inlined
def shingle(a: Int, b: Int, c: Int, d: Int) -> Int:
    """Order-sensitive hash of four token hashes of 21 bits."""
    low = np.uint64(a) | (np.uint64(b) << np.uint64(21)) | (np.uint64(c) << np.uint64(42))
    return mix(low ^ (np.uint64(d) * np.uint64(0x9E3779B97F4A7C15)))


@inlined
def address(h: Int) -> Int:
    """Hash a fingerprint again: winnowing keeps small values, whose low and high bits are not even."""
    h = np.uint64(h) * np.uint64(0xD6E8FEB86659FD93)
    h ^= h >> np.uint64(32)
    return h * np.uint64(0xD6E8FEB86659FD93)


@inlined
def smaller(hashes: U64, place: Int, least: Int, best: Int) -> tuple[Int, Int]:
    """The smaller of a hash and the least so far, and its place; of equals the later one."""
    h = hashes[place]
    return (h, place) if h <= least else (least, best)


@kernel
def winnow(words: U32, shift: Int, bounds: I64, prints: U64, hints: U16, print_bounds: I64) -> Int:
    """Winnowed fingerprints of each text (Schleimer, Wilkerson, Aiken 2003); returns their number.

    `words >> shift` is the token hash. Of each window of four shingles the smallest is kept, the rightmost of equals;
    texts of 4 to 7 tokens keep one. Out, with room for one more than there are tokens: addresses of the fingerprints in
    order of the texts, and in which 1024th of its text each stands (`hint_shift`).
    """
    count = np.int64(0)
    longest = 1
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    hashes = np.empty(longest + WINDOW, dtype=np.uint64)
    for d in range(len(bounds) - 1):
        print_bounds[d] = count
        begin = bounds[d]
        n = bounds[d + 1] - begin - SHINGLE + 1
        coarse = hint_shift(bounds[d + 1] - begin)
        for i in range(n):
            k = begin + i
            hashes[i] = shingle(words[k] >> shift, words[k + 1] >> shift, words[k + 2] >> shift, words[k + 3] >> shift)
        hashes[max(n, 0) : max(n, 0) + WINDOW] = np.uint64(0xFFFFFFFFFFFFFFFF)  # of a text shorter than a window
        kept = np.int64(-1)
        # Written always and counted only where it is another one: a branch would be guessed wrong every third time.
        for i in range(max(1, n - WINDOW + 1) if n > 0 else 0):
            least, best = smaller(hashes, i + 1, hashes[i], i)
            least, best = smaller(hashes, i + 2, least, best)
            least, best = smaller(hashes, i + 3, least, best)
            prints[count] = address(least)
            hints[count] = best >> coarse
            count += np.int64(best != kept)
            kept = best
    print_bounds[len(bounds) - 1] = count
    return count


@inlined
def hint_shift(tokens: Int) -> Int:
    """By how many bits a token's number is shortened so that it is below 1024."""
    shift = np.int64(0)
    while (tokens - 1) >> shift >= HINTS:
        shift += 1
    return shift


@kernel
def sketch(prints: U64, bounds: I64, keys: U64) -> None:
    """Four min-hash keys of each text: two texts share one of them with the probability of their likeness."""
    for d in range(len(bounds) - 1):
        a = b = c = e = np.uint64(0xFFFFFFFFFFFFFFFF)
        for i in range(bounds[d], bounds[d + 1]):
            p = prints[i]
            a = min(a, p)
            b = min(b, p * np.uint64(0x9E3779B97F4A7C15))
            c = min(c, p * np.uint64(0xC2B2AE3D27D4EB4F))
            e = min(e, p * np.uint64(0x165667B19E3779F9))
        keys[d, 0] = a
        keys[d, 1] = b
        keys[d, 2] = c
        keys[d, 3] = e


@inlined
def likeness(left: U64, right: U64) -> float:
    """Jaccard likeness of two sorted arrays."""
    i = j = common = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            common += 1
            i += 1
            j += 1
        elif left[i] < right[j]:
            i += 1
        else:
            j += 1
    return common / max(1, len(left) + len(right) - common)


@inlined
def same_keys(keys: U64, one: Int, other: Int) -> Int:
    """How many of four keys two texts share: texts of one letterhead often share one, repetitions two and more."""
    same = 0
    for k in range(4):
        same += 1 if keys[one, k] == keys[other, k] else 0
    return same


@kernel
def gather_clusters(prints: U64, bounds: I64, keys: U64, least: float, leaders: I32) -> Int:
    """Group near-identical texts: `leaders[d]` is the first text that d repeats, or d itself; returns the members.

    Only the leader's shared fingerprints are posted, so that a release that was issued a hundred times stays
    findable. A key is looked at for at most four leaders; likeness is then computed exactly.
    """
    n = len(bounds) - 1
    size = 16
    while size < 8 * n:
        size *= 2
    table = np.full(size, -1, dtype=np.int32)
    mask = np.uint64(size - 1)
    members = 0
    for d in range(n):
        leaders[d] = d
        if bounds[d + 1] - bounds[d] < 4:
            continue
        mine = prints[bounds[d] : bounds[d + 1]]
        sorted_mine = False
        for k in range(4):
            slot = (keys[d, k] ^ (keys[d, k] >> np.uint64(29)) ^ np.uint64(k)) & mask
            for _ in range(4):
                other = table[slot]
                if other < 0:
                    break
                if keys[other, k] == keys[d, k] and leaders[d] == d and same_keys(keys, d, other) > 1:
                    if not sorted_mine:
                        mine = np.sort(mine)
                        sorted_mine = True
                    if likeness(mine, np.sort(prints[bounds[other] : bounds[other + 1]])) >= least:
                        leaders[d] = other
                slot = (slot + np.uint64(1)) & mask
        if leaders[d] != d:
            members += 1
            continue
        for k in range(4):
            slot = (keys[d, k] ^ (keys[d, k] >> np.uint64(29)) ^ np.uint64(k)) & mask
            for _ in range(4):
                if table[slot] < 0:
                    table[slot] = d
                    break
                slot = (slot + np.uint64(1)) & mask
    return members


@kernel
def count_parts(prints: U64, part_bits: Int, counts: I64) -> None:
    """How many fingerprints fall into each part of the address space (its top bits)."""
    shift = np.uint64(64 - part_bits)
    for p in prints:
        counts[np.int64(p >> shift)] += 1


@kernel
def scatter_parts(
    prints: U64, hints: U16, bounds: I64, leaders: I32, bits: Int, part_bits: Int, cursors: I64, entries: U64
) -> None:
    """Write one entry a posting into its part: the rest of the bucket, the check, document and hint, sortable.

    A member of a cluster posts only what its leader lacks.
    """
    part_shift = np.uint64(64 - part_bits)
    keep = np.uint64(bits - part_bits + 16)
    for d in range(len(bounds) - 1):
        leader = leaders[d]
        theirs = prints[0:0]
        if leader != d:
            theirs = np.sort(prints[bounds[leader] : bounds[leader + 1]])
        for i in range(bounds[d], bounds[d + 1]):
            p = prints[i]
            if leader != d:
                at = np.searchsorted(theirs, p)
                if at < len(theirs) and theirs[at] == p:
                    continue
            part = np.int64(p >> part_shift)
            rest = (p << np.uint64(part_bits)) >> (np.uint64(64) - keep)
            entries[cursors[part]] = (
                (rest << np.uint64(32)) | (np.uint64(d) << np.uint64(HINT_BITS)) | np.uint64(hints[i])
            )
            cursors[part] += 1


@kernel
def compact(entries: U64, limit: Int, checks: U16, docs: U32, bucket_counts: U32, base: Int) -> Int:
    """Turn one part's sorted entries into postings from `base` on; returns how many were written.

    Repeats within a document fall away; a shingle of more than `limit` documents becomes one STOP posting.
    """
    out = base
    n = len(entries)
    i = 0
    while i < n:
        key = entries[i] >> np.uint64(32)
        begin = out
        previous = np.int64(-1)
        while i < n and entries[i] >> np.uint64(32) == key:
            posting = np.int64(entries[i] & np.uint64(0xFFFFFFFF))
            doc = posting >> HINT_BITS
            if doc != previous:
                if out - begin <= limit:
                    checks[out] = np.uint16(key & np.uint64(0xFFFF))
                    docs[out] = posting
                    out += 1
                previous = doc
            i += 1
        if out - begin > limit:
            docs[begin] = STOP
            out = begin + 1
        bucket_counts[np.int64(key >> np.uint64(16))] += out - begin
    return out - base


@kernel
def digest_texts(cps: U32, offsets: I64, secret: U32, digests: U64) -> None:
    """64 bits of each text, by which a changed text is known: NH (Black, Halevi, Krawczyk and others 1999) in blocks.

    `cps`: code points of all texts; `secret`: an even number of random words, the length of a block. The first half of
    a block is multiplied with its second half, so that the loop is vectorised.
    """
    block = len(secret)
    half = block // 2
    last = np.zeros(block, dtype=np.uint32)
    for d in range(len(offsets) - 1):
        begin, end = offsets[d], offsets[d + 1]
        h = mix(np.uint64(end - begin))
        for low in range(begin, end, block):
            here = cps[low : low + block]
            if end - low < block:
                last[: end - low] = cps[low:end]
                last[end - low :] = 0
                here = last
            total = np.uint64(0)
            for i in range(half):
                total += np.uint64(np.uint32(here[i] + secret[i])) * np.uint64(
                    np.uint32(here[half + i] + secret[half + i])
                )
            h = mix(h ^ total)
        digests[d] = h
