"""A readable difference between two texts: by words, with paragraphs kept together, moved paragraphs told as moved.

Paragraphs are paired first: equal ones (longest matching runs, Ratcliff and Obershelp, as in difflib), then similar
ones in their order, then similar ones elsewhere, which are moves. Only inside a pair are words compared.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jembatan.chain.releases.blocks import Block, blocks_of

#: Paragraphs count as the same one, changed, if they share this much of their words (Dice coefficient).
SIMILAR = 0.4
#: Beyond this many words in a pair, only its common beginning and end are looked for; the time grows with the square.
LONGEST_PAIR = 4000
#: Beyond this many unpaired paragraphs on both sides multiplied, moves are not looked for.
MOST_CANDIDATES = 40_000

_TOKEN = re.compile(r"\n|\s+|\w+(?:[-'’.,]\w+)*|[^\w\s]")
_TAGS = {"h2": "h2", "h3": "h3", "li": "li", "speaker": "footer"}
_FRAMES = {"li": "ul", "quote": "blockquote", "speaker": "blockquote"}


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text: `op` is "=", "+" or "-"."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the difference. `kind` is that of its block; `moved`: "", "from" (its old place) or "to"."""

    kind: str
    changes: tuple[Change, ...]
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two bodies."""

    rows: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return all(change.op == "=" for row in self.rows for change in row.changes) and not any(
            row.moved for row in self.rows
        )

    @property
    def words_added(self) -> int:
        """How many words the newer text has more; a paragraph that moved counts only what changed in it."""
        return _count(self.rows, "+")

    @property
    def words_removed(self) -> int:
        """How many words of the older text are gone."""
        return _count(self.rows, "-")


def compare(old: str, new: str) -> Difference:
    """The difference that leads from the cleaned HTML `old` to `new`."""
    before, after = blocks_of(old), blocks_of(new)
    pairs = _pairs(before, after)
    return Difference(tuple(_rows(before, after, pairs)))


def words(old: str, new: str) -> tuple[Change, ...]:
    """The difference of two plain texts by words, such as two titles."""
    return tuple(_changes(_TOKEN.findall(old), _TOKEN.findall(new)))


def as_html(difference: Difference) -> SafeString:
    """The difference as paragraphs with <ins class="j-added"> and <del class="j-removed">; all text is escaped."""
    parts = []
    for frame, rows in groupby(difference.rows, key=lambda row: _FRAMES.get(row.kind, "")):
        inner = "".join(_row_html(row) for row in rows)
        parts.append(f"<{frame}>{inner}</{frame}>" if frame else inner)
    return mark_safe("".join(parts))  # noqa: S308 - escaped below


def words_html(changes: Sequence[Change]) -> SafeString:
    """Runs of text as HTML, escaped, line ends as <br>."""
    return mark_safe("".join(_change_html(change) for change in changes))  # noqa: S308 - escaped below


def _pairs(before: Sequence[Block], after: Sequence[Block]) -> dict[int, tuple[int, bool]]:
    """For each place in `after` that has one: its place in `before`, and whether it was moved."""
    pairs: dict[int, tuple[int, bool]] = {}
    keys = [[(block.kind, block.text, tuple(block.links)) for block in side] for side in (before, after)]
    for op, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if op == "equal":
            pairs.update((j1 + step, (i1 + step, False)) for step in range(i2 - i1))
        elif op == "replace":
            _pair_in_order(before, after, range(i1, i2), range(j1, j2), pairs)
    _pair_moves(before, after, pairs)
    return pairs


def _pair_in_order(
    before: Sequence[Block],
    after: Sequence[Block],
    left: range,
    right: range,
    pairs: dict[int, tuple[int, bool]],
) -> None:
    """Pair similar paragraphs of two runs without crossing: the alignment with the largest sum of likeness."""
    if len(left) * len(right) > MOST_CANDIDATES:
        return
    bags_left = [_bag(before[i]) for i in left]
    bags_right = [_bag(after[j]) for j in right]
    best = [[0.0] * (len(right) + 1) for _row in range(len(left) + 1)]
    likeness = [[_alike(a, b) for b in bags_right] for a in bags_left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            score = likeness[i][j]
            joined = score + best[i + 1][j + 1] if score >= SIMILAR else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], joined)
    i = j = 0
    while i < len(left) and j < len(right):
        score = likeness[i][j]
        if score >= SIMILAR and best[i][j] == score + best[i + 1][j + 1]:
            pairs[right[j]] = (left[i], False)
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _pair_moves(before: Sequence[Block], after: Sequence[Block], pairs: dict[int, tuple[int, bool]]) -> None:
    """Pair what is left over on both sides where it is nearly the same: it was moved."""
    taken = {i for i, _moved in pairs.values()}
    left = [(i, _bag(block)) for i, block in enumerate(before) if i not in taken]
    right = [(j, _bag(block)) for j, block in enumerate(after) if j not in pairs]
    if not left or not right or len(left) * len(right) > MOST_CANDIDATES:
        return
    found = [(_alike(a, b), i, j) for i, a in left for j, b in right]
    for score, i, j in sorted(found, key=lambda item: (-item[0], item[1], item[2])):
        if score >= max(SIMILAR, 0.6) and i not in taken and j not in pairs:
            pairs[j] = (i, True)
            taken.add(i)


def _bag(block: Block) -> Counter[str]:
    return Counter(word.casefold() for word in re.findall(r"\w+", block.text))


def _alike(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _rows(before: Sequence[Block], after: Sequence[Block], pairs: dict[int, tuple[int, bool]]) -> Iterator[Row]:
    """The paragraphs of the new text, each with what became of it; removed ones stand where they stood."""
    moved = {i for i, is_moved in pairs.values() if is_moved}
    kept = {i for i, is_moved in pairs.values() if not is_moved}
    position = 0
    for j, block in enumerate(after):
        pair = pairs.get(j)
        if pair is not None and not pair[1]:
            yield from _gone(before, range(position, pair[0]), kept, moved)
            position = pair[0] + 1
        if pair is None:
            yield Row(block.kind, (Change("+", _with_links(block)),))
            continue
        changes = tuple(_changes(_tokens(before[pair[0]]), _tokens(block)))
        yield Row(block.kind, changes, "to" if pair[1] else "")
    yield from _gone(before, range(position, len(before)), kept, moved)


def _gone(before: Sequence[Block], places: range, kept: set[int], moved: set[int]) -> Iterator[Row]:
    for i in places:
        if i in moved:
            yield Row(before[i].kind, (Change("=", _beginning(before[i].text)),), "from")
        elif i not in kept:
            yield Row(before[i].kind, (Change("-", _with_links(before[i])),))


def _beginning(text: str, length: int = 8) -> str:
    found = text.split()
    return " ".join(found[:length]) + (" …" if len(found) > length else "")


def _with_links(block: Block) -> str:
    """The text with the address behind each link: a changed address is a changed text."""
    text = block.text
    for end, address in sorted(block.links, reverse=True):
        text = f"{text[:end]} ‹{address}›{text[end:]}"
    return text


def _tokens(block: Block) -> list[str]:
    tokens: list[str] = []
    position = 0
    for end, address in sorted(block.links):
        tokens += _TOKEN.findall(block.text[position:end])
        tokens += [" ", f"‹{address}›"]
        position = end
    return tokens + _TOKEN.findall(block.text[position:])


def _changes(old: list[str], new: list[str]) -> list[Change]:
    """Runs that are equal, removed or added; removed before added, and no run broken by a mere space or comma."""
    runs: list[tuple[str, str, str]] = []
    for op, i1, i2, j1, j2 in _opcodes(old, new):
        kind = "equal" if op == "equal" else "change"
        runs.append((kind, "".join(old[i1:i2]), "".join(new[j1:j2])))
    return _written(_joined(runs))


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) + len(new) <= LONGEST_PAIR:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    i2, j2 = len(old) - end, len(new) - end
    return [
        ("equal", 0, start, 0, start),
        ("replace", start, i2, start, j2),
        ("equal", i2, len(old), j2, len(new)),
    ]


def _joined(runs: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Join two changes that only a space or a sign parts."""
    result: list[tuple[str, str, str]] = []
    for place, (kind, before, after) in enumerate(runs):
        is_between = 0 < place < len(runs) - 1
        if kind == "equal" and is_between and not re.search(r"\w", before):
            kind = "change"  # noqa: PLW2901 - it becomes part of the changes beside it
        if result and result[-1][0] == kind:
            result[-1] = (kind, result[-1][1] + before, result[-1][2] + after)
        else:
            result.append((kind, before, after))
    return result


def _written(runs: Sequence[tuple[str, str, str]]) -> list[Change]:
    changes: list[Change] = []
    for kind, before, after in runs:
        if kind == "equal" or before == after:
            changes += [Change("=", before)] if before else []
            continue
        changes += [Change("-", before)] if before else []
        changes += [Change("+", after)] if after else []
    return changes


def _count(rows: Sequence[Row], op: str) -> int:
    return sum(len(re.findall(r"\w+", change.text)) for row in rows for change in row.changes if change.op == op)


def _row_html(row: Row) -> str:
    body = words_html(row.changes)
    tag = _TAGS.get(row.kind, "p")
    if row.moved == "from":
        body = format_html('<span class="j-muted">{} {}</span>', _("(dipindahkan dari sini)"), body)
    elif row.moved == "to":
        body = format_html('<span class="j-muted">{}</span> {}', _("(dipindahkan ke sini)"), body)
    return f"<{tag}>{body}</{tag}>"


def _change_html(change: Change) -> str:
    text = mark_safe("<br>".join(format_html("{}", line) for line in change.text.split("\n")))  # noqa: S308 - escaped
    if change.op == "+":
        return format_html('<ins class="j-added">{}</ins>', text)
    if change.op == "-":
        return format_html('<del class="j-removed">{}</del>', text)
    return str(text)
