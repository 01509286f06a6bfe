"""How each institution comes off that an article names: from the sentences about it alone, not from the article. Pure."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from jembatan.chain.coverage.tone.keywords import Word, find_words, weigh
from jembatan.chain.coverage.tone.matching import Named
from jembatan.chain.coverage.tone.tokens import SHORTENED

Span = tuple[int, int]

_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9À-Ý])|\n+")
_LAST_WORD = re.compile(r"(\w+)\.$")
#: A sentence that begins so goes on about whoever the one before was about.
_GOES_ON = re.compile(
    r"[\"“‘'(\s]*(?:ia|dia|beliau|mereka|pihaknya|menurutnya|menurut dia|katanya|ujarnya|tuturnya|jelasnya|"
    r"(?:hal|langkah|program|kebijakan) (?:itu|ini|tersebut)|selain itu|karena itu|"
    r"untuk itu|ditambahkannya|dikatakannya|dijelaskannya|atas (?:itu|hal itu))\b",
    re.IGNORECASE,
)
_QUOTED = ("“", '"', "‘")
#: So many sentences at most go on about one that was named.
LONGEST_RUN = 2
#: More evidence than this is not kept; a page that repeats a word a thousand times says nothing new.
MOST_EVIDENCE = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rule makes of one institution: `tone` is empty where a person should look, `lean` never is.
    `said` is what was read for it: the sentences about it, and the title where it is named there."""

    institution_id: UUID
    tone: str
    needs_review: bool
    lean: str
    evidence: tuple[dict[str, object], ...]
    said: str
    #: Named as a place only, or not at all.
    is_loose: bool = False


def sentences(text: str) -> list[Span]:
    """The sentences of `text` as [start, end); lines end them too. Outer space belongs to none."""
    cuts, begin = [], 0
    for found in _END.finditer(text):
        if not found.group().startswith("\n") and _is_abbreviation(text[begin : found.end()]):
            continue
        cuts.append((begin, found.end()))
        begin = found.end()
    cuts.append((begin, len(text)))
    trimmed = ((start + _indent(text[start:end]), start + len(text[start:end].rstrip())) for start, end in cuts)
    return [(start, end) for start, end in trimmed if start < end]


def _is_abbreviation(piece: str) -> bool:
    word = _LAST_WORD.search(piece[-24:])
    return word is not None and (word.group(1).casefold() in SHORTENED or len(word.group(1)) == 1)


def _indent(piece: str) -> int:
    return len(piece) - len(piece.lstrip())


def passages(text: str, cut: Sequence[Span], own: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Of the sentences `cut` from `text`, those that name an institution at `own`, and those right behind that go on
    about it (by a pronoun, or as a quotation) and name no other one."""
    own_at, others_at = sorted(own), sorted(others)
    found, run = [], LONGEST_RUN
    for start, end in cut:
        if _any_within(own_at, start, end):
            found.append((start, end))
            run = 0
        elif run < LONGEST_RUN and not _any_within(others_at, start, end) and _goes_on(text[start:end]):
            found.append((start, end))
            run += 1
        else:
            run = LONGEST_RUN
    return found


def _any_within(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(begin < end and finish > start for begin, finish in spans)


def _goes_on(sentence: str) -> bool:
    return sentence.startswith(_QUOTED) or _GOES_ON.match(sentence) is not None


@dataclass(frozen=True, slots=True)
class _Article:
    """A text cut once for all that it names."""

    title: str
    text: str
    cut: list[Span]
    words: list[Word]
    title_words: list[Word]


def judge(title: str, text: str, named: Sequence[Named]) -> list[Judged]:
    """The rule's judgement of every institution named, in the order of their naming."""
    if not named:
        return []
    by_institution: dict[UUID, list[Named]] = defaultdict(list)
    for one in named:
        by_institution[one.institution_id].append(one)
    article = _Article(title, text, sentences(text), find_words(text), find_words(title))
    return [_judge(article, institution, by_institution) for institution in by_institution]


def _judge(article: _Article, institution: UUID, named: dict[UUID, list[Named]]) -> Judged:
    own = [span for one in named[institution] for span in one.spans]
    others = [span for other, ones in named.items() if other != institution for one in ones for span in one.spans]
    about = passages(article.text, article.cut, own, others)
    in_title = any(one.in_title for one in named[institution])
    words = _within(article.words, about)
    title_words = article.title_words if in_title else []
    weighed = weigh([*title_words, *words])
    # A place is named, not whoever governs it: what happens there says little of them.
    is_loose = all(one.way == "area" for one in named[institution])
    needs_review = weighed.needs_review or is_loose
    said = "\n".join(([article.title] if in_title else []) + [article.text[start:end] for start, end in about])
    evidence = [{**_kept(word), "in": "title"} for word in title_words] + [_kept(word) for word in words]
    return Judged(
        institution_id=institution,
        tone="" if needs_review else weighed.tone,
        needs_review=needs_review,
        lean=weighed.tone,
        evidence=tuple(evidence[:MOST_EVIDENCE]),
        said=said,
        is_loose=is_loose,
    )


def _within(words: list[Word], about: Sequence[Span]) -> list[Word]:
    starts = [word.start for word in words]
    return [
        word
        for start, end in about
        for word in words[bisect_left(starts, start) : bisect_left(starts, end)]
        if word.end <= end
    ]


def _kept(word: Word) -> dict[str, object]:
    return {"start": word.start, "end": word.end, "word": word.word, "tone": str(word.tone)}


def marks(text: str, evidence: Sequence[dict[str, object]]) -> list[tuple[str, str]]:
    """`text` in pieces, each with the tone of the evidence that it is ("" for none); joined they give it back."""
    spans = sorted(
        (int(str(item["start"])), int(str(item["end"])), str(item["tone"])) for item in evidence if "in" not in item
    )
    pieces, position = [], 0
    for start, end, tone in spans:
        if not position <= start < end <= len(text):
            continue
        pieces += [(text[position:start], ""), (text[start:end], tone)]
        position = end
    pieces.append((text[position:], ""))
    return [piece for piece in pieces if piece[0]]


def excerpts(text: str, about: Sequence[Span], evidence: Sequence[dict[str, object]]) -> list[list[tuple[str, str]]]:
    """The passages with their evidence marked; passages side by side become one."""
    joined: list[Span] = []
    for start, end in about:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [
        marks(
            text[start:end],
            [
                {**item, "start": int(str(item["start"])) - start, "end": int(str(item["end"])) - start}
                for item in evidence
                if "in" not in item and start <= int(str(item["start"])) and int(str(item["end"])) <= end
            ],
        )
        for start, end in joined
    ]
