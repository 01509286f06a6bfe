"""Folding of characters: one table that says for each code point what a token keeps of it.

The table is made from Unicode's own data (NFKC, case folding, marks dropped) by `make_table` and shipped as
`folding.npy`, not computed at start: token hashes stand in index files, and a newer Python with newer Unicode
data must read an index that an older one wrote.

An entry is 64 bits. Bits 0-15 and 16-31: up to two folded characters (0: separator, 1: invisible, skipped).
Bits 32 and up: what the character is, see the constants. Three ranges are stored one after another:
U+0000-2FFF, U+F900-FFFF (ligatures, full-width forms) and U+1D400-1D7FF (letters that phones use as bold type).
"""

import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SPACE = 1 << 32
NEWLINE = 1 << 33
TERMINATOR = 1 << 34
QUOTE = 1 << 35
APOSTROPHE = 1 << 36
UPPER = 1 << 37
DIGIT = 1 << 38
HYPHEN = 1 << 39
POINT = 1 << 40  # joins digits into one number: 1.250, 7,5
DASH = 1 << 41

RANGES = ((0x0000, 0x3000), (0xF900, 0x10000), (0x1D400, 0x1D800))
TABLE = Path(__file__).with_name("folding.npy")


@cache
def folding_table() -> NDArray[np.uint64]:
    """The shipped table: uint64[14848], indexed as the ranges above lie one after another."""
    table: NDArray[np.uint64] = np.load(TABLE, allow_pickle=False)
    return table


def _folded(character: str) -> str:
    """What a token keeps of a character: compatibility form, case folded, without marks."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def _flags(character: str) -> int:
    flags = 0
    if character.isspace():
        flags |= SPACE
    if character in "\n\r\v\f\x85\u2028\u2029":
        flags |= NEWLINE
    if character in ".!?…。！？":
        flags |= TERMINATOR
    if character in '"“”„‟«»＂':
        flags |= QUOTE
    if character in "'’‘ʼ`´＇":
        flags |= APOSTROPHE
    if character in "-‐‑":
        flags |= HYPHEN
    if character in "-–—―":
        flags |= DASH
    if character in ".,":
        flags |= POINT
    if unicodedata.category(character) in ("Lu", "Lt"):
        flags |= UPPER
    if unicodedata.category(character) == "Nd":
        flags |= DIGIT
    return flags


def _entry(code: int) -> int:
    character = chr(code)
    category = unicodedata.category(character)
    flags = _flags(character)
    if flags & APOSTROPHE:
        return flags
    if category in ("Mn", "Me", "Cf") and not flags & SPACE:
        return flags | 1
    if category[0] not in "LN":
        return flags
    folded = [ord(c) for c in _folded(character) if ord(c) < 0x10000][:2]
    if not folded:
        return flags | 1
    return flags | folded[0] | (folded[1] << 16 if len(folded) > 1 else 0)


def make_table() -> NDArray[np.uint64]:
    """Compute the table from this Python's Unicode data (used to make the shipped file, and by its test)."""
    return np.array([_entry(code) for low, high in RANGES for code in range(low, high)], dtype=np.uint64)


if __name__ == "__main__":
    np.save(TABLE, make_table())
