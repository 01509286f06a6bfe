"""The keyword rule: words that speak well or ill, found with Indonesian affixes and negation. Pure, but for the list,
which comes with the package (`data/tone_kata_kunci.json`)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jembatan.chain.coverage.tone.states import Tone

_NOT = r"tidak|tak|bukan|belum|tanpa|jangan|tiada|nihil|enggan|urung|batal"
#: Verbs that turn what follows: ill that is prevented is no ill.
_AGAINST = (
    r"(?:men)?cegah|pencegahan|(?:mem)?berantas|pemberantasan|(?:meng)?atasi|(?:me)?tangani|menangani|penanganan|"
    r"tanggulangi|menanggulangi|penanggulangan|(?:meng)?antisipasi|(?:mem)?bantah|bebas|(?:mene|te)kan|menurunkan|"
    r"(?:meng|di)kurangi"
)
_NEGATION = re.compile(rf"\b(?:{_NOT})\b(?:\s+\w+){{0,2}}\s+$", re.IGNORECASE)
_PREVENTION = re.compile(rf"(?<!komisi )\b(?:{_AGAINST})\b(?:\s+\w+)?\s+$", re.IGNORECASE)
#: How far before a word its negation may stand, in characters.
_LOOK_BACK = 48
_PREFIXES = (
    *("", "di", "ter", "ber", "ke", "se", "pe", "per", "memper", "diper"),
    *("me", "mem", "men", "meng", "meny", "pem", "pen", "peng", "peny"),
)
_SUFFIXES = tuple(ending + owner for ending in ("", "kan", "i", "an", "lah", "kah") for owner in ("", "nya"))
#: Words that only look like inflected keywords.
OTHER_WORDS = frozenset({"bertolak", "pengorbanan", "berkorban", "terbuka", "bukan", "bukanlah", "penjaga"})
#: The first letter that men- swallows, and what stands in its place.
_SWALLOWED = {"t": "n", "k": "ng", "s": "ny", "p": "m"}
_VOWELS = "aiueo"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of evidence at [start, end) of the text that was looked at; `tone` is what it speaks for."""

    start: int
    end: int
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rule makes of some sentences: where it leans, and whether a person should look."""

    tone: str
    needs_review: bool
    positive: int
    negative: int


def find_words(text: str) -> list[Word]:
    """The words of evidence in `text`, in order. Negated praise speaks ill; negated or prevented ill is no evidence at
    all. `word` is as written, with the negation that turned it."""
    forms, phrases = lexicon()
    hits = [(hit.start(), hit.end(), tone) for tone, phrase in phrases for hit in phrase.finditer(text)]
    for match in _WORD.finditer(text):
        tone = forms.get(match.group().casefold())
        if tone is not None:
            hits.append((match.start(), match.end(), tone))
    found: list[Word] = []
    for start, end, tone in sorted(hits):
        word = _in_context(text, start, end, tone)
        if word is None or (found and start < found[-1].end):
            continue
        if found and word.start < found[-1].end:  # one negation for both: it is marked with the first
            word = Word(start, end, text[start:end], word.tone)
        found.append(word)
    return found


def _in_context(text: str, start: int, end: int, tone: str) -> Word | None:
    before = text[max(0, start - _LOOK_BACK) : start]
    negation = _NEGATION.search(before)
    if tone == Tone.NEGATIVE:
        return None if negation or _PREVENTION.search(before) else Word(start, end, text[start:end], tone)
    if negation is None:
        return Word(start, end, text[start:end], tone)
    begin = start - (len(before) - negation.start())
    return Word(begin, end, text[begin:end], str(Tone.NEGATIVE))


def weigh(words: Sequence[Word]) -> Weighed:
    """Where the evidence leans. Review is the default: only evidence that is not thin (two words at least) and not
    mixed (three times as much on one side) is judged."""
    positive = sum(word.tone == Tone.POSITIVE for word in words)
    negative = len(words) - positive
    lean = Tone.POSITIVE if positive > negative else Tone.NEGATIVE if negative > positive else Tone.NEUTRAL
    return Weighed(str(lean), _needs_review(positive, negative), positive, negative)


def _needs_review(positive: int, negative: int) -> bool:
    if positive and negative:
        return max(positive, negative) < 3 * min(positive, negative)
    return positive + negative < 2


@cache
def lexicon() -> tuple[dict[str, str], list[tuple[str, re.Pattern[str]]]]:
    """Every inflected form of every keyword -> its tone; and the keywords of several words, as expressions."""
    document = json.loads(
        (files("jembatan.chain.coverage.tone") / "data" / "tone_kata_kunci.json").read_text(encoding="utf-8")
    )
    forms: dict[str, str] = {}
    phrases: list[tuple[str, re.Pattern[str]]] = []
    for tone, keywords in ((Tone.POSITIVE, document["positif"]), (Tone.NEGATIVE, document["negatif"])):
        for keyword in keywords:
            word = keyword.replace(r"\b", "")
            if word != keyword:
                forms[word] = str(tone)
            elif keyword.isalpha():
                forms |= dict.fromkeys(inflected(keyword), str(tone))
            else:
                phrases.append((str(tone), re.compile(rf"(?<!\w)(?:{keyword})(?!\w)", re.IGNORECASE)))
    return forms, phrases


def inflected(keyword: str) -> set[str]:
    """A keyword with Indonesian affixes, as whole words: "tolak" is in "menolak" and "ditolak", but "bertolak" is
    another word, as "bela" is not in "belanja"."""
    stems = {prefix + keyword for prefix in _PREFIXES}
    if keyword[0] in _SWALLOWED and keyword[1] in _VOWELS:
        stems |= {prefix + _SWALLOWED[keyword[0]] + keyword[1:] for prefix in ("me", "pe")}
    return {stem + suffix for stem in stems for suffix in _SUFFIXES} - OTHER_WORDS
