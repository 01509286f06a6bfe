"""Kernels: code points to tokens, and tokens to the packed words that an index stores.

A token is a run of letters and digits. Its hash has 21 bits, which is enough: four of them make a shingle.
A packed word is 32 bits: hash (21) | length (5) | gap to the next token (6). The gap says how many characters
close this token's side (`trail`, 0-3), how many are white (0-3), how many open the next token's side (`lead`,
0-1) and whether a sentence ends in between; so the stored hashes alone give exact offsets in the original text.
What does not fit is escaped into a table of exceptions.
"""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Int, inlined, kernel

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

BOUNDARY = 1  # a sentence begins at this token
NUMBER = 2
QUOTED = 4
FUNCTION = 8  # a function word: little evidence
CAPITAL = 16
SIGNED = 32  # a sign clings behind it
ESCAPE = 63

_SPACE = 1
_NEWLINE = 2
_TERMINATOR = 4
_QUOTE = 8
_APOSTROPHE = 16
_UPPER = 32
_DIGIT = 64
_HYPHEN = 128
_POINT = 256
_DASH = 512
DATELINE = 10  # a dash between spaces ends a dateline within so many tokens: "Kupang, Poros Nusantara – "


@inlined
def entry_of(table: U64, code: Int) -> Int:
    """The folding entry of a code point; outside the table, scripts are letters and signs are separators."""
    if code < 0x3000:
        return np.int64(table[code])
    if code >= 0xF900:
        if code < 0x10000:
            return np.int64(table[code - 0xF900 + 0x3000])
        if 0x1D400 <= code < 0x1D800:
            return np.int64(table[code - 0x1D400 + 0x3700])
        if code >= 0xE0000:
            return 1
        if 0x1F000 <= code < 0x20000:
            return 0
        return np.int64((code & 0xFFFF) | 2)
    if code == 0x3000:
        return np.int64(1) << 32
    if code < 0x3040 or code >= 0xD800:
        return 0
    return np.int64(code)


@inlined
def finish(h: Int) -> Int:
    """The 21-bit token hash, never 0."""
    h = np.uint32(h ^ (h >> 15))
    h = np.uint32(h * np.uint32(0x85EBCA6B))
    h = np.uint32(h >> 11)
    return max(np.uint32(1), h)


@inlined
def in_set(hashes: U32, h: Int) -> bool:
    """Membership in an open-addressed set whose size is a power of two (0: empty)."""
    mask = len(hashes) - 1
    slot = np.int64(h) & mask
    while hashes[slot] != 0:
        if hashes[slot] == h:
            return True
        slot = (slot + 1) & mask
    return False


@inlined
def joins(table: U64, cps: U32, at: Int, end: Int, kind: Int, digit: bool) -> Int:
    """How many separators from `at` on belong inside a token: an apostrophe, a number's point, a line's hyphen."""
    if at + 1 >= end:
        return 0
    following = entry_of(table, np.int64(cps[at + 1]))
    if kind & _APOSTROPHE:
        return 1 if following & 0xFFFF > 1 and not digit else 0
    if kind & _POINT:
        return 1 if digit and (following >> 32) & _DIGIT else 0
    if kind & _HYPHEN and (following >> 32) & _NEWLINE and at + 2 < end and not digit:
        after = entry_of(table, np.int64(cps[at + 2]))
        if after & 0xFFFF > 1 and not (after >> 32) & (_UPPER | _DIGIT):
            return 2
    return 0


@kernel
def tokenise(
    cps: U32, offsets: I64, table: U64, short: U32,
    words: U32, first: I32, last: I32, outer0: I32, outer1: I32, flags: U8, bounds: I64,
) -> Int:  # fmt: skip
    """Split texts into tokens; returns their number.

    `cps`: code points of all texts; `offsets` [n+1]; `short`: hashes of abbreviations whose point ends no sentence.
    Out, one a token (capacity: half the code points plus the number of texts): hash, inner bounds [first, last),
    outer bounds (with the signs that cling to the token), flags; `bounds` [n+1] tokens of each text.
    """
    k = 0
    for d in range(len(offsets) - 1):
        base, end = offsets[d], offsets[d + 1]
        bounds[d] = k
        begin = k
        inside = False
        quoted = False
        digit = False
        h = np.uint32(0)
        flag = 0
        start = 0
        stop = 0
        # the gap since the last token
        lead = -1  # where the signs that open the next token begin
        trail = -1  # where the signs that close the last token end
        white = False
        newline = True
        terminator = False
        dash = False
        at = base
        while at < end:
            e = entry_of(table, np.int64(cps[at]))
            kind = e >> 32
            low = e & 0xFFFF
            if low > 1:
                if not inside:
                    inside = True
                    start = at
                    h = np.uint32(0x811C9DC5)
                    flag = QUOTED if quoted else 0
                    if kind & _UPPER:
                        flag |= CAPITAL
                    if k > begin:
                        outer1[k - 1] = (trail if white else at) - base
                        flags[k - 1] |= SIGNED if outer1[k - 1] > last[k - 1] else 0
                    if (
                        newline
                        or (dash and k - begin <= DATELINE)
                        or (
                            terminator
                            and white
                            and not (last[k - 1] - first[k - 1] <= 4 and in_set(short, words[k - 1]))
                        )
                    ):
                        flag |= BOUNDARY
                    outer0[k] = (lead if lead >= 0 and (white or k == begin) else at) - base
                h = np.uint32((h ^ np.uint32(low)) * np.uint32(0x9E3779B1))
                second = (e >> 16) & 0xFFFF
                if second:
                    h = np.uint32((h ^ np.uint32(second)) * np.uint32(0x9E3779B1))
                digit = kind & _DIGIT != 0
                if digit:
                    flag |= NUMBER
                stop = at + 1
                at += 1
                continue
            if low == 1:
                at += 1
                continue
            if inside:
                skipped = joins(table, cps, at, end, kind, digit) if kind & 0x190 else 0
                if skipped:
                    if kind & _POINT:
                        h = np.uint32((h ^ np.uint32(46)) * np.uint32(0x9E3779B1))
                    at += skipped
                    continue
                inside = False
                words[k] = finish(h)
                first[k] = start - base
                last[k] = stop - base
                flags[k] = flag
                k += 1
                lead = -1
                trail = stop
                white = False
                newline = False
                terminator = False
                dash = False
            if kind & _SPACE:
                white = True
                lead = -1
                if kind & _NEWLINE:
                    newline = True
                    quoted = False
            else:
                if not white:
                    trail = at + 1
                elif kind & _DASH and at + 1 < end:
                    dash = (entry_of(table, np.int64(cps[at + 1])) >> 32) & (_SPACE | _DASH) != 0
                if lead < 0:
                    lead = at
                if kind & _TERMINATOR:
                    terminator = True
                if kind & _QUOTE:
                    quoted = not quoted
            at += 1
        if inside:
            words[k] = finish(h)
            first[k] = start - base
            last[k] = stop - base
            flags[k] = flag
            k += 1
            trail = stop
        if k > begin:
            outer1[k - 1] = trail - base
    bounds[len(offsets) - 1] = k
    return k


@kernel
def mark_function_words(words: U32, flags: U8, function: U32) -> None:
    """Set the flag of function words."""
    for i in range(len(words)):
        if in_set(function, words[i]):
            flags[i] |= FUNCTION


@inlined
def gap_of(i: Int, first: I32, last: I32, outer0: I32, outer1: I32, flags: U8) -> tuple[Int, Int, Int, Int, Int]:
    """Length of a token that another follows; the signs behind it, the white ones, those before the next; boundary."""
    return (
        last[i] - first[i],
        outer1[i] - last[i],
        outer0[i + 1] - outer1[i],
        first[i + 1] - outer0[i + 1],
        np.int32(flags[i + 1] & BOUNDARY),
    )


@inlined
def packed_word(word: Int, length: Int, trail: Int, white: Int, lead: Int, boundary: Int) -> Int:
    """A stored word; where something does not fit, an escaped one. No branches: the loop over it is vectorised."""
    code = ((trail * 4 + white) * 2 + lead) * 2 + boundary
    odd = (length > 31) | (trail > 3) | (white > 3) | (white < 0) | (lead > 1) | (lead < 0) | (code >= ESCAPE - 1)
    code = ESCAPE - 1 + boundary if odd else code
    length = 0 if odd else length
    return np.uint32((np.uint32(word) << np.uint32(11)) | np.uint32(length << 6) | np.uint32(code))


@kernel
def pack(
    words: U32, first: I32, last: I32, outer0: I32, outer1: I32, flags: U8, bounds: I64,
    packed: U32, escaped: I64, escapes: U32,
) -> Int:  # fmt: skip
    """Pack tokens into stored words; returns how many were escaped.

    `escaped` [capacity]: token indices; `escapes` [capacity, 4]: length, trail, white, lead.
    """
    n = len(words)
    for i in range(n - 1):
        length, trail, white, lead, boundary = gap_of(i, first, last, outer0, outer1, flags)
        packed[i] = packed_word(words[i], length, trail, white, lead, boundary)
    for d in range(len(bounds) - 1):
        if bounds[d + 1] > bounds[d]:
            i = bounds[d + 1] - 1
            packed[i] = packed_word(words[i], last[i] - first[i], outer1[i] - last[i], 0, 0, 0)
    count = 0
    following = 0
    for i in range(n):
        while bounds[following] <= i:
            following += 1
        if packed[i] & np.uint32(0x7FF) < np.uint32(ESCAPE - 1) or packed[i] & np.uint32(0x7FF) > np.uint32(ESCAPE):
            continue
        if count < len(escaped):
            white = lead = 0
            length, trail = last[i] - first[i], outer1[i] - last[i]
            if i + 1 < bounds[following]:
                length, trail, white, lead, _ = gap_of(i, first, last, outer0, outer1, flags)
            escaped[count] = i
            escapes[count, 0] = length
            escapes[count, 1] = trail
            escapes[count, 2] = max(white, 0)
            escapes[count, 3] = max(lead, 0)
        count += 1
    return count


@kernel
def unpack(
    packed: U32, begin: Int, end: Int, start: Int, outer: Int, escaped: I64, escapes: U32,
    words: U32, first: I32, last: I32, outer0: I32, outer1: I32, sentence: I32,
) -> Int:  # fmt: skip
    """Decode one document's stored words [begin, end); returns its number of sentences.

    `start`, `outer`: inner and outer offset of its first token. `sentence`: the sentence that each token lies in.
    """
    position = start
    opening = outer
    number: Int = 0
    escape = np.int64(-1)
    for i in range(begin, end):
        word = np.int64(packed[i])
        n = i - begin
        code = word & 63
        length = (word >> 6) & 31
        if code >= ESCAPE - 1 and length == 0:
            if escape < 0:
                escape = np.searchsorted(escaped, i)
            length = np.int64(escapes[escape, 0])
            trail = np.int64(escapes[escape, 1])
            white = np.int64(escapes[escape, 2])
            lead = np.int64(escapes[escape, 3])
            escape += 1
        else:
            trail = code >> 4
            white = (code >> 2) & 3
            lead = (code >> 1) & 1
        words[n] = np.uint32(word >> 11)
        first[n] = position
        last[n] = position + length
        outer0[n] = opening
        outer1[n] = position + length + trail
        sentence[n] = number
        number += code & 1
        opening = position + length + trail + white
        position = opening + lead
    return number
