"""Texts for the tests of the engine, made of a small vocabulary by a seed."""

import random

from jembatan.tracing.lexicon import words_in

SYLLABLES = words_in("ba ka la ma na pa ra sa ta wa bu ku lu mu nu pu ru su tu wu be ke le me ne pe re se te we")


def word(random_source: random.Random) -> str:
    return "".join(random_source.choice(SYLLABLES) for _ in range(random_source.randint(2, 4)))


def sentence(random_source: random.Random, words: int = 12) -> str:
    return " ".join(word(random_source) for _ in range(words)).capitalize() + "."


def text(seed: int, sentences: int = 12) -> str:
    """A text of sentences that no other seed makes."""
    source = random.Random(seed)
    return " ".join(sentence(source) for _ in range(sentences))


def sentences(seed: int, count: int = 12) -> list[str]:
    source = random.Random(seed)
    return [sentence(source) for _ in range(count)]
