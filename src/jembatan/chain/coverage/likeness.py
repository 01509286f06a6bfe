"""How much of two texts is one: the part of each one's runs of four words that the other has too."""

import re
from collections import Counter

#: This much of both texts must be the other's: texts that only quote the same release have less in common.
LEAST_SHARE = 0.6
_WORD = re.compile(r"\w+")
_RUN = 4


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, folded; of a shorter text the one run that it is."""
    words = _WORD.findall(text.casefold())
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def share_of_both(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    """The smaller of the two parts that are in common, 0 to 1."""
    common = (one & other).total()
    return common / max(one.total(), other.total(), 1)
