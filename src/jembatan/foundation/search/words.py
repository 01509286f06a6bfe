"""Words as search knows them: folded, cut to what both databases treat alike, and stemmed.

Letters lose their case and marks; digits and letters are taken apart, because the databases disagree about "12SP".
Stems are those of the Snowball algorithm for Indonesian, which PostgreSQL's `indonesian` configuration uses as well.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

LONGEST_WORD = 60
_WORD = re.compile(r"[^\W\d_]+|\d+")
_stemmer = snowballstemmer.stemmer("indonesian")


def folded(text: str) -> str:
    """`text` without case and marks: "Réunion KERJA" becomes "reunion kerja"."""
    plain = text.casefold() if text.isascii() else _without_marks(text)
    return plain.replace("\x00", " ")


def _without_marks(text: str) -> str:
    # Case is folded once more: what stands for several letters, such as the trade mark, comes apart as capitals.
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()


def words(text: str) -> list[str]:
    """The folded words of `text`, in order.

    >>> words("No. 12/SP/HMS/2018: Kehumasan")
    ['no', '12', 'sp', 'hms', '2018', 'kehumasan']
    """
    return [found[:LONGEST_WORD] for found in _WORD.findall(folded(text))]


def placed_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of `text` with the offsets at which it begins and ends there; a sign that folds to several gives all."""
    for found in _WORD.finditer(text):
        for word in words(found.group()):
            yield found.start(), found.end(), word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word: "kehumasan" gives "humas"."""
    stemmed: str = _stemmer.stemWord(word)
    return stemmed
