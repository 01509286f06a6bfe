"""The judgement: which differences are changes, which are left out or put in, and the verdict."""

import re
from itertools import pairwise

from jembatan.tracing.comparing.aligning import equal_pairs
from jembatan.tracing.comparing.noise import end_of_stamps, trimmed
from jembatan.tracing.comparing.results import Alignment, Change, Kind, Range, Verdict
from jembatan.tracing.comparing.units import Unit, units_of
from jembatan.tracing.lexicon import words_in
from jembatan.tracing.texts import Span

NEGATIONS = frozenset(
    words_in(
        """
    tidak tak bukan belum jangan tanpa nggak enggak gak ga ndak tdk tiada bukanlah tidaklah
    """
    )
)
TITLES = frozenset(
    words_in(
        """
    gubernur bupati wali walikota wakil camat lurah menteri presiden kepala sekretaris sekda asisten ketua
    anggota direktur kabag kasubag karo kadis plt plh pj penjabat kapolres kapolda dandim danrem haji hajah dr
    drs ir prof staf komandan pangdam kapolri panglima deputi dirjen ny nyonya tuan bapak ibu pak bu
    """
    )
)
RELATED = 0.3  # share of equal units below which two texts without a long equal run have nothing to do with each other
LONG_RUN = 5
SLIDE = 12

Block = tuple[int, int, int, int]  # official units [i0, i1) stand where claimed units [j0, j1) stand


def compare(official: str, claimed: str) -> Alignment:
    """Compare a claimed text with the official one.

    Noise of chats is no change: marks of forwarding, emoji, bold and italic marks, line breaks, typographic quotes,
    capitals, dropped punctuation (but not inside a number), invisible characters, a signature below. "same" allows for
    nothing else; "part" is a true excerpt; what is doubtful is "altered".
    """
    left = units_of(official)
    begin = end_of_stamps(claimed, official)
    right = [u for u in units_of(claimed) if u.start >= begin]
    pairs = equal_pairs([u.key for u in left], [u.key for u in right])
    if not _related(pairs, left, right):
        whole = ((0, len(claimed)),) if right else ()
        verdict: Verdict = "same" if not left and not right else "unrelated"
        return Alignment(verdict, (), (), whole if verdict == "unrelated" else (), ())
    low, high = trimmed(claimed, right, pairs[0][1], pairs[-1][1])
    changes: list[Change] = []
    missing: list[Range] = []
    added: list[Range] = []
    for block in _blocks(pairs, len(left), low, high):
        _judge(block, left, right, changes, missing, added)
    verdict = "altered" if changes or added else "part" if missing else "same"
    return Alignment(verdict, tuple(changes), tuple(missing), tuple(added), _spans(pairs, left, right))


def _related(pairs: list[tuple[int, int]], left: list[Unit], right: list[Unit]) -> bool:
    if not pairs:
        return False
    longest = run = 1
    for (i, j), (s, t) in pairwise(pairs):
        run = run + 1 if (s, t) == (i + 1, j + 1) else 1
        longest = max(longest, run)
    share = len(pairs) / max(1, min(len(left), len(right)))
    return (share >= RELATED and longest >= min(LONG_RUN, len(left), len(right))) or longest >= 2 * LONG_RUN


def _blocks(pairs: list[tuple[int, int]], end_left: int, low: int, high: int) -> list[Block]:
    """What lies between equal pairs."""
    edges = [(-1, low - 1), *pairs, (end_left, high)]
    return [(i + 1, s, j + 1, t) for (i, j), (s, t) in pairwise(edges) if s > i + 1 or t > j + 1]


def _judge(
    block: Block, left: list[Unit], right: list[Unit], changes: list[Change], missing: list[Range], added: list[Range]
) -> None:
    i0, i1, j0, j1 = block
    if j0 == j1:
        i0, i1 = _slid(i0, i1, left)
    elif i0 == i1:
        j0, j1 = _slid(j0, j1, right)
    # Whole sentences at the block's edges are left out or put in; what is left between them is a change.
    if i0 < i1 and j0 == j1 and _is_omission(i0, i1, left):
        missing.append((left[i0].start, left[i1 - 1].end))
        return
    if i0 == i1 and j0 < j1 and _is_addition(j0, j1, right):
        added.append((right[j0].start, right[j1 - 1].end))
        return
    if i0 < i1 and j0 < j1:
        if (j1 - j0) > 3 * (i1 - i0) + 6 and _is_addition(j0, j1, right):
            added.append((right[j0].start, right[j1 - 1].end))
            if not _is_omission(i0, i1, left):
                changes.append(_change(i0, i1, j1, j1, left, right))
            else:
                missing.append((left[i0].start, left[i1 - 1].end))
            return
        if (i1 - i0) > 3 * (j1 - j0) + 6 and _is_omission(i0, i1, left):
            missing.append((left[i0].start, left[i1 - 1].end))
            changes.append(_change(i1, i1, j0, j1, left, right))
            return
    changes.extend(_split(block, left, right))


def _slid(low: int, high: int, units: list[Unit]) -> tuple[int, int]:
    """Move a gap along equal words to where it holds whole sentences: "a [b a] b" is "[a b] a b"."""
    for step in (-1, 1):
        shift = 0
        while abs(shift) <= SLIDE:
            if _opens(low + shift, units) and _opens(high + shift, units):
                return low + shift, high + shift
            gone, come = (low + shift - 1, high + shift - 1) if step < 0 else (low + shift, high + shift)
            if gone < 0 or come >= len(units) or units[gone].key != units[come].key:
                break
            shift += step
    return low, high


def _opens(k: int, units: list[Unit]) -> bool:
    return k == 0 or k >= len(units) or units[k].sentence != units[k - 1].sentence


def _is_omission(i0: int, i1: int, left: list[Unit]) -> bool:
    """Whether official units [i0, i1) are whole sentences, or the rest of one at an end of the excerpt."""
    starts, ends = _opens(i0, left), _opens(i1, left)
    if starts and ends:
        return True
    if i0 == 0 or i1 == len(left):
        # An excerpt that begins or ends within a sentence is true unless the part cut off turns its meaning.
        cut = left[i1 - 1].sentence if i0 == 0 else left[i0].sentence
        return not any(u.key in NEGATIONS or u.shape == "number" for u in left[i0:i1] if u.sentence == cut)
    return False


def _is_addition(j0: int, j1: int, right: list[Unit]) -> bool:
    return j1 - j0 >= 3 and (_opens(j0, right) or _opens(j1, right) or j1 - j0 >= 6)


def _split(block: Block, left: list[Unit], right: list[Unit]) -> list[Change]:
    """Changes of a block: unit by unit where both sides have as many, neighbours of one kind together."""
    i0, i1, j0, j1 = block
    if i1 - i0 != j1 - j0:
        return [_change(i0, i1, j0, j1, left, right)]
    out: list[Change] = []
    for step in range(i1 - i0):
        change = _change(i0 + step, i0 + step + 1, j0 + step, j0 + step + 1, left, right)
        if out and out[-1].kind == change.kind:
            last = out.pop()
            change = Change(change.kind, (last.official[0], change.official[1]), (last.claimed[0], change.claimed[1]))
        out.append(change)
    return out


def _place(low: int, high: int, units: list[Unit]) -> Range:
    """Characters of units [low, high); an empty range stands where the words would stand."""
    if low < high:
        return units[low].start, units[high - 1].end
    at = units[low].start if low < len(units) else (units[-1].end if units else 0)
    return at, at


def _change(i0: int, i1: int, j0: int, j1: int, left: list[Unit], right: list[Unit]) -> Change:
    return Change(_kind(left[i0:i1], right[j0:j1]), _place(i0, i1, left), _place(j0, j1, right))


def _kind(left: list[Unit], right: list[Unit]) -> Kind:
    both = [*left, *right]
    denied = {u.key for u in left} & NEGATIONS, {u.key for u in right} & NEGATIONS
    if bool(denied[0]) != bool(denied[1]):
        return "negation"
    if any(u.shape == "date" for u in both):
        return "date"
    if any(u.shape == "number" for u in both):
        return "number"
    if any(u.key in TITLES for u in both) or any(u.capital for u in (left or right)):
        return "name"
    if any(u.quoted for u in both):
        return "quote"
    return "wording"


def _spans(pairs: list[tuple[int, int]], left: list[Unit], right: list[Unit]) -> tuple[Span, ...]:
    """Runs of equal units as characters of both texts."""
    out: list[Span] = []
    previous = (-2, -2)
    for i, j in pairs:
        if (i, j) == (previous[0] + 1, previous[1] + 1):
            a0, _, r0, _ = out.pop()
            out.append((a0, right[j].end, r0, left[i].end))
        else:
            out.append((right[j].start, right[j].end, left[i].start, left[i].end))
        previous = (i, j)
    return tuple(out)


def words_between(text: str, place: Range) -> str:
    """The words of a range, for showing, with white space drawn together."""
    return re.sub(r"\s+", " ", text[place[0] : place[1]])
