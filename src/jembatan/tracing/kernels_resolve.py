"""Kernels that decide: which candidates are accepted, and which release each part of the article goes to."""

import numpy as np
from numpy.typing import NDArray

from jembatan.tracing.jit import Float, Int, inlined, kernel
from jembatan.tracing.kernels_align import (
    A0,
    A1,
    CAPITALS,
    EDGES,
    EVIDENCE,
    KNOWN,
    MATCHED,
    NUMBERS,
    ODD_CAPITALS,
    ODD_NUMBERS,
    QUOTES,
    R0,
    R1,
    RUN,
    STOPPED,
    TOTAL,
    WEIGHT,
)
from jembatan.tracing.kernels_text import BOUNDARY, SIGNED

U8 = NDArray[np.uint8]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]

FEATURES = 22
UNDATED = np.int64((1 << 63) - 1)
SLACK = 6 * 3600 * 1_000_000  # an article this much older than the release can't come from it
TOO_EARLY = 4.0  # taken off the logit then; set by hand, the development set has no times
MARGIN = 0.15  # a piece that fits so much better goes to its release, whatever the pair's rank
LINK = 2  # foreign tokens between two pieces of one span
FLOOR = 0.05  # pairs that are less probable by themselves do not compete


@inlined
def features_of(rows: I32, alive: U8, low: Int, high: Int, most: Int, article: Int, release: Int, f: F64) -> Int:
    """Describe a pair by its living pieces; returns the matched weight.

    `most`: the largest matched weight of the article's candidates; `article`, `release`: their tokens or characters.
    """
    weight = total = matched = run = known = stopped = numbers = quotes = capitals = count = 0
    evidence = tokens = odd_numbers = odd_capitals = whole = grounded = rare_run = 0
    for k in range(low, high):
        if alive[k]:
            count += 1
            weight += rows[k, WEIGHT]
            total += rows[k, TOTAL]
            matched += rows[k, MATCHED]
            run = max(run, rows[k, RUN])
            evidence += rows[k, EVIDENCE]
            known += rows[k, KNOWN]
            stopped += rows[k, STOPPED]
            numbers += rows[k, NUMBERS]
            quotes += rows[k, QUOTES]
            capitals += rows[k, CAPITALS]
            odd_numbers += rows[k, ODD_NUMBERS]
            odd_capitals += rows[k, ODD_CAPITALS]
            if rows[k, EDGES] & 3 == 3:
                whole += rows[k, WEIGHT]
            if rows[k, EVIDENCE] > 0:
                grounded += rows[k, WEIGHT]
                if 2 * rows[k, EVIDENCE] >= 64 * rows[k, KNOWN]:
                    rare_run = max(rare_run, rows[k, RUN])
            tokens += rows[k, A1] - rows[k, A0]
    ev = evidence / 64.0
    f[0] = 1.0
    f[1] = np.log1p(weight)
    f[2] = np.log1p(run)
    f[3] = np.log1p(ev)
    f[4] = stopped / (known + 1.0)
    f[5] = (ev + 0.5) / (known - stopped + 1.0)
    f[6] = numbers / max(1, matched)
    f[7] = quotes / max(1, matched)
    f[8] = weight / max(1, total)
    f[9] = min(1.0, tokens / max(1, article))
    f[10] = min(1.0, 6.5 * matched / max(1, release))
    f[11] = np.log1p(count)
    f[12] = capitals / max(1, matched)
    f[13] = run / max(1, matched)
    f[14] = weight / max(1, most)
    f[15] = odd_numbers / (1.0 + numbers + odd_numbers)
    f[16] = odd_capitals / (2.0 + capitals + odd_capitals)
    f[17] = whole / max(1, weight)
    f[18] = np.log1p(grounded)
    f[19] = min(1.0, max(0.0, (rare_run - 4) / 8.0))
    # a quotation: nothing but one run, word for word
    exact = 20 * weight >= 19 * total and 10 * run >= 9 * matched
    f[20] = min(1.0, max(0.0, (rare_run - 5) / 6.0)) if exact else 0.0
    f[21] = min(1.0, evidence / 64.0 / max(1, known)) if exact else 0.0
    return weight


@inlined
def probability(f: F64, weights: F64, early: bool) -> Float:
    """The logistic regression's answer."""
    z = 0.0
    for k in range(FEATURES):
        z += f[k] * weights[k]
    if early:
        z -= TOO_EARLY
    return 1.0 / (1.0 + np.exp(-z))


@inlined
def contest(rows: I32, alive: U8, order: I64, count: Int, bounds: I64, n: Int, owner: I32) -> None:
    """Give each article token to one piece; pieces that lose more than half of theirs die, others are trimmed."""
    owner[:n] = -1
    for turn in range(count):
        c = order[turn]
        for k in range(bounds[c], bounds[c + 1]):
            if not alive[k]:
                continue
            mine = rows[k, WEIGHT] / rows[k, TOTAL]
            for p in range(rows[k, A0], rows[k, A1]):
                o = owner[p]
                theirs = rows[o, WEIGHT] / rows[o, TOTAL] + MARGIN if o >= 0 else -1.0
                if theirs < mine and not bounds[c] <= o < bounds[c + 1]:
                    owner[p] = k
    for turn in range(count):
        c = order[turn]
        for k in range(bounds[c], bounds[c + 1]):
            if not alive[k]:
                continue
            a0, a1 = np.int64(rows[k, A0]), np.int64(rows[k, A1])
            held = 0
            for p in range(a0, a1):
                held += 1 if owner[p] == k else 0
            if 2 * held <= a1 - a0:
                alive[k] = 0
                continue
            while owner[a0] != k:
                a0 += 1
            while owner[a1 - 1] != k:
                a1 -= 1
            if a0 != rows[k, A0]:
                rows[k, EDGES] &= ~1
            if a1 != rows[k, A1]:
                rows[k, EDGES] &= ~2
            rows[k, A0], rows[k, A1] = a0, a1


@inlined
def rank(weights: I64, times: I64, low: Int, high: Int, order: I64) -> Int:
    """Order candidates by matched weight, then by publication, then as they stand in the index."""
    count = 0
    for c in range(low, high):
        if weights[c] <= 0:
            continue
        k = count
        while k > 0 and (
            weights[order[k - 1]] < weights[c]
            or (weights[order[k - 1]] == weights[c] and times[order[k - 1]] > times[c])
        ):
            order[k] = order[k - 1]
            k -= 1
        order[k] = c
        count += 1
    return count


@inlined
def continues(end: Int, begin: Int, flags: U8) -> bool:
    """Whether a piece that begins at token `begin` goes on from one that ends at `end`.

    An editor's connecting word that begins the sentence ("kemudian") does not part them; a phrase set off by a sign
    does, and a word that joins two of the release's sentences.
    """
    if begin <= end:
        return True
    return bool(begin - end <= LINK and flags[end] & BOUNDARY and not flags[begin - 1] & SIGNED)


@inlined
def write_spans(
    rows: I32, alive: U8, chars: I32, low: Int, high: Int, flags: U8, first: I32, last: I32, outer0: I32, outer1: I32,
    spans: I32, out: Int,
) -> Int:  # fmt: skip
    """Join pieces that continue each other on both sides and write them as character spans."""
    previous = -1
    for k in range(low, high):
        if not alive[k]:
            continue
        a0 = outer0[rows[k, A0]] if rows[k, EDGES] & 1 else first[rows[k, A0]]
        a1 = outer1[rows[k, A1] - 1] if rows[k, EDGES] & 2 else last[rows[k, A1] - 1]
        step = rows[k, R0] - rows[previous, R1] if previous >= 0 else 0
        joined = previous >= 0 and -6 <= step <= 1 and continues(rows[previous, A1], rows[k, A0], flags)
        if joined and chars[k, 1] > spans[out - 1, 2]:
            spans[out - 1, 1] = a1
            spans[out - 1, 3] = max(spans[out - 1, 3], chars[k, 1])
            spans[out - 1, 2] = min(spans[out - 1, 2], chars[k, 0])
        else:
            spans[out, 0], spans[out, 1], spans[out, 2], spans[out, 3] = a0, a1, chars[k, 0], chars[k, 1]
            out += 1
        previous = k
    return out


@kernel
def resolve(
    bounds: I64, flags: U8, first: I32, last: I32, outer0: I32, outer1: I32, article_times: I64, articles: I32,
    times: I64, lengths: I64, rows: I32, chars: I32, piece_bounds: I64, weights: F64, accept: float,
    alone: F64, final: F64, rival_of: I32, spans: I32, span_bounds: I64, features: F64,
) -> Int:  # fmt: skip
    """Decide on all candidates of a batch, which are sorted by article; returns the number of spans.

    Out, one a candidate: `alone` and `final` probability before and after the contest (0: not accepted), `rival_of`
    the accepted candidate that took its characters (-1: none), `features` after it, `span_bounds` into `spans`.
    """
    total = len(articles)
    alive = np.ones(len(rows), dtype=np.uint8)
    matched = np.zeros(total, dtype=np.int64)
    order = np.empty(total + 1, dtype=np.int64)
    f = np.empty(FEATURES, dtype=np.float64)
    longest = 1
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    owner = np.empty(longest, dtype=np.int32)
    out = 0
    low = 0
    while low < total:
        high = low
        article = articles[low]
        while high < total and articles[high] == article:
            high += 1
        n = bounds[article + 1] - bounds[article]
        base = bounds[article]
        most = 0
        for c in range(low, high):
            weight = 0
            for k in range(piece_bounds[c], piece_bounds[c + 1]):
                weight += rows[k, WEIGHT]
                # words found one by one, or in two places, count less than the same words in one run
                matched[c] += 8 * rows[k, WEIGHT] + rows[k, RUN] - 1
            most = max(most, weight)
        for c in range(low, high):
            rival_of[c] = -1
            features_of(rows, alive, piece_bounds[c], piece_bounds[c + 1], most, n, lengths[c], f)
            early = times[c] != UNDATED and article_times[article] < times[c] - SLACK
            alone[c] = probability(f, weights, early) if matched[c] > 0 else 0.0
            if alone[c] < FLOOR:
                matched[c] = 0
                for k in range(piece_bounds[c], piece_bounds[c + 1]):
                    alive[k] = 0
        count = rank(matched, times, low, high, order)
        contest(rows, alive, order, count, piece_bounds, n, owner)
        for c in range(low, high):
            weight = features_of(rows, alive, piece_bounds[c], piece_bounds[c + 1], most, n, lengths[c], f)
            for k in range(FEATURES):
                features[c, k] = f[k]
            early = times[c] != UNDATED and article_times[article] < times[c] - SLACK
            final[c] = probability(f, weights, early) if weight > 0 else 0.0
            if final[c] < accept:
                final[c] = 0.0
        for c in range(low, high):
            span_bounds[c] = out
            if final[c] > 0:
                out = write_spans(
                    rows, alive, chars, piece_bounds[c], piece_bounds[c + 1],
                    flags[base:], first[base:], last[base:], outer0[base:], outer1[base:], spans, out,
                )  # fmt: skip
            elif alone[c] >= accept:
                rival_of[c] = taker(rows, piece_bounds, c, low, high, owner, final)
        low = high
    span_bounds[total] = out
    return out


@inlined
def taker(rows: I32, piece_bounds: I64, c: Int, low: Int, high: Int, owner: I32, final: F64) -> Int:
    """The accepted candidate that holds most of the tokens that candidate c matched."""
    best = -1
    most = 0
    for other in range(low, high):
        if other == c or final[other] <= 0:
            continue
        held = 0
        for k in range(piece_bounds[c], piece_bounds[c + 1]):
            for p in range(rows[k, A0], rows[k, A1]):
                if piece_bounds[other] <= owner[p] < piece_bounds[other + 1]:
                    held += 1
        if held > most:
            most = held
            best = other
    return best
