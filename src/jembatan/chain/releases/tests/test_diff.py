"""The difference is readable: whole words, paragraphs kept together, moves told as moves, and safe."""

import re

from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.releases.blocks import blocks_of
from jembatan.chain.releases.diff import Difference, as_html, compare, words
from jembatan.chain.releases.text import clean

OPENING = "<p>Rapat kerja kehumasan se-NTT dibuka di Waikabubak, Rabu (25/4), oleh Bupati Sumba Barat.</p>"
SECOND = "<p>Dua puluh satu kepala bagian humas hadir dan membawa rencana kerja masing-masing.</p>"
CLOSING = "<p>Kesepakatan itu mulai berlaku bulan depan di semua kabupaten.</p>"


def side(difference: Difference, op: str) -> str:
    """One side of the difference read through, without spaces: what is equal and what has `op`."""
    rows = [row for row in difference.rows if row.moved != "from"]
    return "".join(re.sub(r"\s", "", c.text) for row in rows for c in row.changes if c.op in {"=", op})


def changes(difference: Difference) -> list[tuple[str, str]]:
    return [(c.op, c.text) for row in difference.rows for c in row.changes if c.op != "="]


def test_the_same_text_has_no_difference() -> None:
    assert compare(OPENING + SECOND, OPENING + SECOND).is_empty


def test_a_changed_word_is_shown_as_that_word() -> None:
    new = SECOND.replace("satu kepala", "dua kepala")
    assert changes(compare(OPENING + SECOND, OPENING + new)) == [("-", "satu"), ("+", "dua")]


def test_neighbouring_changes_are_joined_instead_of_alternating() -> None:
    runs = words("Gubernur Yosef Nai membuka rapat itu", "Wakil Ketua Dewan menutup rapat itu")
    assert [(c.op, c.text) for c in runs if c.op != "="] == [
        ("-", "Gubernur Yosef Nai membuka"),
        ("+", "Wakil Ketua Dewan menutup"),
    ]


def test_an_added_and_a_removed_paragraph_stand_whole() -> None:
    difference = compare(OPENING + SECOND, OPENING + CLOSING)
    assert [(row.changes[0].op, len(row.changes)) for row in difference.rows[1:]] in (
        [("-", 1), ("+", 1)],
        [("+", 1), ("-", 1)],
    )


def test_a_moved_paragraph_is_told_as_moved_and_counts_no_words() -> None:
    difference = compare(OPENING + SECOND + CLOSING, CLOSING + OPENING + SECOND)
    assert difference.words_added == difference.words_removed == 0
    assert {row.moved for row in difference.rows} == {"", "from", "to"}
    assert not difference.is_empty


def test_a_moved_and_changed_paragraph_shows_only_the_changed_word() -> None:
    difference = compare(OPENING + SECOND + CLOSING, CLOSING.replace("depan", "ini") + OPENING + SECOND)
    assert changes(difference) == [("-", "depan"), ("+", "ini")]


def test_a_changed_address_of_a_link_is_a_difference() -> None:
    old, new = (f'<p>Lihat <a href="https://{name}.example/">situs</a> kami.</p>' for name in ("satu", "dua"))
    assert [text for _op, text in changes(compare(old, new))] == ["‹https://satu.example/›", "‹https://dua.example/›"]


def test_kinds_of_blocks_stay_and_all_text_is_escaped() -> None:
    html = as_html(compare(clean("<h2>A &lt;b&gt;</h2>"), clean("<h2>A &lt;script&gt;</h2><ul><li>x & y</li></ul>")))
    assert html.startswith("<h2>")
    assert "&lt;" in html
    assert "<script" not in html
    assert set(re.findall(r"</?(\w+)", html)) <= {"h2", "ul", "li", "ins", "del"}


def test_long_texts_are_compared_in_bounded_work() -> None:
    old = "<p>" + " ".join(f"kata{n}" for n in range(6000)) + "</p>"
    new = old.replace("kata3000 ", "lain ")
    assert changes(compare(old, new)) == [("-", "kata3000"), ("+", "lain")]
    many = "".join(f"<p>Paragraf {n} tentang hal {n * 7}.</p>" for n in range(400))
    other = "".join(f"<p>Alinea {n} mengenai soal {n * 11}.</p>" for n in range(400))
    assert compare(many, other).words_added > 0


WORDS = st.lists(st.sampled_from(["rapat", "kerja", "gubernur", "hadir", "25", "di", ",", "Soe", "<", "&"]), max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map(lambda parts: clean("\n\n".join(parts)))


@given(TEXTS, TEXTS)
def test_each_side_of_the_difference_is_exactly_that_text(old: str, new: str) -> None:
    difference = compare(old, new)
    written = "".join(re.sub(r"\s", "", block.text) for block in blocks_of(new))
    assert side(difference, "+") == written
    assert difference.is_empty == ([b.text for b in blocks_of(old)] == [b.text for b in blocks_of(new)])


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    runs = words(old, new)
    assert "".join(c.text for c in runs if c.op in "=-") == old
    assert "".join(c.text for c in runs if c.op in "=+") == new
