import random
import unicodedata

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jembatan.tracing import folding
from jembatan.tracing.kernels_text import BOUNDARY, FUNCTION, NUMBER, QUOTED, unpack
from jembatan.tracing.lexicon import token_hash
from jembatan.tracing.tokens import packed_of, tokens_of


def words(text):
    tokens = tokens_of([text])
    return [text[a:b] for a, b in zip(tokens.first, tokens.last, strict=True)]


def hashes(text):
    return tokens_of([text]).words.tolist()


def test_shipped_table_is_that_of_unicode():
    made, shipped = folding.make_table(), folding.folding_table()
    assert made.shape == shipped.shape
    codes = [c for low, high in folding.RANGES for c in range(low, high)]
    # A newer Python knows more characters; those that both know must agree.
    differing = [c for c, a, b in zip(codes, made, shipped, strict=True) if a != b and b & 0xFFFF > 1]
    assert not differing
    assert unicodedata.category("ﬁ") == "Ll"


def test_hash_of_lists_is_that_of_texts():
    assert hashes("Bupati meresmikan") == [token_hash("bupati"), token_hash("meresmikan")]


def test_noise_of_typesetting_and_scanning_changes_no_hash():
    plain = hashes("Jumat pemerintah final 1.250 orang G20 rapat")
    assert hashes("JUM’AT peme\u00adrintah ﬁnal １.２５０ ora\u200bng Ｇ20 rápat".replace("ra\u0301", "ra")) == plain
    assert hashes("Jum'at peme-\nrintah final 1.250 orang G20 rapat") == plain
    assert hashes("𝐉𝐮𝐦𝐚𝐭 pemerintah final 1.250 orang G20 *rapat*") == plain


def test_offsets_are_those_of_the_original():
    text = "\u200b  “Bapak H. Nasir”, ﬁnal peme-\nrintah\u00ad, 7,5 persen 😀 selesai"
    assert words(text) == ["Bapak", "H", "Nasir", "ﬁnal", "peme-\nrintah", "7,5", "persen", "selesai"]


def test_outer_bounds_take_the_signs_that_cling():
    text = 'Ia berkata, "Kami hadir." Lalu pergi.'
    tokens = tokens_of([text])
    outer = [text[a:b] for a, b in zip(tokens.outer0, tokens.outer1, strict=True)]
    assert outer == ["Ia", "berkata,", '"Kami', 'hadir."', "Lalu", "pergi."]


def test_sentences_end_at_points_but_not_at_abbreviations():
    tokens = tokens_of(["Dr. Nasir datang. Ia, H. Ali, pulang!\nSelesai 10.30 wita"])
    starts = [i for i, f in enumerate(tokens.flags) if f & BOUNDARY]
    assert starts == [0, 3, 7]


def test_flags():
    tokens = tokens_of(['Ada 12 orang, "kami hadir" katanya'])
    assert [bool(f & NUMBER) for f in tokens.flags] == [False, True, False, False, False, False]
    assert [bool(f & QUOTED) for f in tokens.flags] == [False, False, False, True, True, False]
    assert tokens.flags[0] & FUNCTION
    assert not tokens.flags[2] & FUNCTION


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4))
def test_packing_keeps_hashes_offsets_and_sentences(texts):
    tokens = tokens_of(texts)
    packed = packed_of(tokens)
    for d in range(len(texts)):
        low, high = int(tokens.bounds[d]), int(tokens.bounds[d + 1])
        n = high - low
        if n == 0:
            continue
        got = [np.zeros(n, np.uint32), *(np.zeros(n, np.int32) for _ in range(5))]
        unpack(packed.words, low, high, tokens.first[low], tokens.outer0[low], packed.escaped, packed.escapes, *got)
        expected = (tokens.words, tokens.first, tokens.last, tokens.outer0, tokens.outer1)
        for mine, theirs in zip(got, expected, strict=False):
            assert mine.tolist() == theirs[low:high].tolist()
        assert np.diff(got[5]).tolist() == [int(f & BOUNDARY) for f in tokens.flags[low + 1 : high]]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_tokens_lie_in_order_within_the_text(text):
    tokens = tokens_of([text])
    edges = [e for row in zip(tokens.outer0, tokens.first, tokens.last, tokens.outer1, strict=True) for e in row]
    assert edges == sorted(edges)
    assert all(0 <= e <= len(text) for e in edges)


def test_batches_do_not_change_tokens():
    source = random.Random(1)
    texts = ["".join(source.choice("ab.,\n \"'1-é") for _ in range(source.randint(0, 60))) for _ in range(200)]
    together = tokens_of(texts)
    for d, text in enumerate(texts):
        low, high = together.bounds[d], together.bounds[d + 1]
        assert together.words[low:high].tolist() == tokens_of([text]).words.tolist()
