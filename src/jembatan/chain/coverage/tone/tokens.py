"""Words of a text with their places, and a tree of words that finds the longest name at each. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")

_WORD = re.compile(r"\w+(?:['’]\w+)*")
#: After these a full stop ends no sentence and parts no name.
_STOPS = "kab prov kec kel kodya plt plh pj pjs dr drs dra ir h hj prof pdt rm sr br mgr no jl st s m"
SHORTENED = frozenset(_STOPS.split())
#: Small words inside names, which are written small.
SMALL = frozenset({"dan", "di", "of"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text in words. `folded` are the words in small letters, `raw` as written; word i is text[starts[i]:ends[i]].

    All places are code points, end exclusive. `joined[i]` tells whether word i stands right after word i-1, with a
    space (or the stop of an abbreviation) between them and nothing else.
    """

    text: str
    raw: tuple[str, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    joined: tuple[bool, ...]
    #: All words that stand somewhere in small letters.
    small_words: frozenset[str]

    def __len__(self) -> int:
        return len(self.raw)

    def is_capital(self, place: int) -> bool:
        """Whether word `place` begins with a capital letter (or a figure)."""
        first = self.raw[place][0]
        return first.isupper() or first.isdigit()

    def begins_sentence(self, place: int) -> bool:
        """Whether nothing, or the end of a sentence, a line or a heading, stands before word `place`."""
        if place == 0:
            return True
        gap = self.text[self.ends[place - 1] : self.starts[place]]
        return any(mark in gap for mark in '.!?:;\n“"‘–—-()')


def read(text: str) -> Text:
    """Cut `text` into words."""
    raw: list[str] = []
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    joined: list[bool] = []
    before = -1
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found.group()
        joined.append(before >= 0 and _joins(text[before:start], folded[-1]))
        raw.append(word)
        folded.append(word.casefold())
        starts.append(start)
        ends.append(end)
        before = end
    return Text(
        text,
        tuple(raw),
        tuple(folded),
        tuple(starts),
        tuple(ends),
        tuple(joined),
        frozenset(word for word in raw if word[0].islower()),
    )


def _joins(gap: str, before: str) -> bool:
    if gap == " ":
        return True
    stripped = gap.strip()
    if gap.count("\n") > 1 or not gap:
        return False
    if not stripped:
        return True
    return stripped == "." and (before in SHORTENED or len(before) == 1)


def words_of(name: str) -> tuple[str, ...]:
    """A name as the tree knows it."""
    return tuple(found.group().casefold() for found in _WORD.finditer(name))


@dataclass(slots=True)
class _Node(Generic[V]):
    below: dict[str, "_Node[V]"] = field(default_factory=dict)
    value: V | None = None


class Tree(Generic[V]):
    """Names by their words; the longest one that stands at a place is found in as many steps as it has words."""

    __slots__ = ("_root", "_size")

    def __init__(self) -> None:
        self._root: dict[str, _Node[V]] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def put(self, words: Sequence[str], value: V) -> None:
        """Know `words` by `value`; a second value for the same words replaces the first."""
        if not words:
            return
        node = self._descend(words)
        self._size += node.value is None
        node.value = value

    def get(self, words: Sequence[str]) -> V | None:
        """The value of exactly these words."""
        below, node = self._root, None
        for word in words:
            node = below.get(word)
            if node is None:
                return None
            below = node.below
        return node.value if node is not None else None

    def at(self, text: Text, place: int) -> tuple[int, V] | None:
        """The longest name that begins at word `place`: (the place after it, its value); None where there is none."""
        node = self._root.get(text.folded[place])
        best: tuple[int, V] | None = None
        here, size = place + 1, len(text)
        while node is not None:
            if node.value is not None:
                best = (here, node.value)
            if here >= size or not text.joined[here] or not node.below:
                break
            node = node.below.get(text.folded[here])
            here += 1
        return best

    def starts(self) -> Iterator[str]:
        """The first words of all names."""
        return iter(self._root)

    def _descend(self, words: Sequence[str]) -> _Node[V]:
        node = self._root.setdefault(words[0], _Node())
        for word in words[1:]:
            node = node.below.setdefault(word, _Node())
        return node
