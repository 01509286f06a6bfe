"""Words that are weak evidence, and abbreviations whose point ends no sentence.

The list of function words is short and closed; it weighs matches, it never removes a word from a text.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray


def words_in(text: str) -> tuple[str, ...]:
    """The words of a list that is written as running text."""
    return tuple(text.split())


FUNCTION_WORDS = words_in(
    """
    yang dan di ke dari pada kepada untuk guna bagi oleh dengan dalam atas terhadap tentang atau serta namun
    tetapi tapi juga turut pun ini itu tersebut ia dia mereka kami kita saya aku anda kamu nya adalah ialah
    merupakan yaitu yakni akan bakal telah sudah tengah sedang masih lagi saat ketika kala waktu setelah usai
    sebelum sejak hingga sampai karena sebab sehingga agar supaya jika kalau bila apabila maka bahwa seperti
    misalnya sebagai secara para sejumlah beberapa tidak tak bukan belum hanya cuma sekadar bisa dapat mampu
    harus wajib ada menjadi jadi lebih kian paling sangat amat sekali begitu demikian sementara sedangkan lalu
    kemudian selain antara lain tiap setiap semua seluruh the of and to in a for on is that by with as at be
    kata ujar tutur ucap jelas ungkap sebut imbuh tambah papar terang tegas lanjut pungkas katanya ujarnya
    tuturnya ucapnya jelasnya ungkapnya imbuhnya tambahnya
    """
)

ABBREVIATIONS = words_in(
    """
    dr drs dra ir prof h hj st sh mh mm msi se no nomor jl jln kab kec kel prov tgl tel telp hal hlm rp ust kh
    rm bpk sdr sdri a b c d e f g i j k l m n o p q r s t u v w x y z
    """
)


@cache
def function_words() -> NDArray[np.uint32]:
    """Hashes of the function words as an open-addressed set."""
    return _as_set(FUNCTION_WORDS)


@cache
def abbreviations() -> NDArray[np.uint32]:
    """Hashes of the abbreviations as an open-addressed set."""
    return _as_set(ABBREVIATIONS)


def token_hash(word: str) -> int:
    """The hash that the tokeniser gives an ASCII word."""
    h = 0x811C9DC5
    for character in word.lower():
        h = ((h ^ ord(character)) * 0x9E3779B1) & 0xFFFFFFFF
    h ^= h >> 15
    return max(1, ((h * 0x85EBCA6B) & 0xFFFFFFFF) >> 11)


def _as_set(words: tuple[str, ...]) -> NDArray[np.uint32]:
    size = 1024
    slots = np.zeros(size, dtype=np.uint32)
    for word in words:
        value = token_hash(word)
        slot = value & (size - 1)
        while slots[slot] not in (0, value):
            slot = (slot + 1) & (size - 1)
        slots[slot] = value
    return slots
