"""Folding, stemming and snippets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jembatan.foundation.search.snippets import LENGTH, snippet
from jembatan.foundation.search.words import LONGEST_WORD, placed_words, stem, words


def test_words_are_folded_and_taken_apart() -> None:
    assert words("No. 12SP/HMS/2018 — Réunion, KUPANG™") == ["no", "12", "sp", "hms", "2018", "reunion", "kupangtm"]


def test_forms_of_one_word_share_a_stem() -> None:
    assert {stem(word) for word in ("pembangunan", "membangun", "dibangun", "bangunan")} == {"bangun"}
    assert stem("kehumasan") == "humas"


@given(st.text())
def test_words_are_plain_and_short(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not any(sign.isspace() or sign in "\"'():*&|!\x00" for sign in word)
        assert words(word) == [word]


@given(st.text())
def test_places_point_into_the_text(text: str) -> None:
    for start, end, word in placed_words(text):
        assert 0 <= start < end <= len(text)
        assert word in words(text[start:end])


@given(st.text(max_size=2000), st.lists(st.sampled_from(["rapat", "kerja", "a", "2018"]), min_size=1, max_size=3))
def test_snippets_are_safe_and_short(text: str, query: list[str]) -> None:
    made = str(snippet(text, query))
    without_marks = made.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in without_marks
    assert ">" not in without_marks
    assert made.count("<mark>") == made.count("</mark>")


def test_a_snippet_shows_the_passage_with_most_hits() -> None:
    text = "rapat " + "kata " * 200 + "rapat kerja di Waikabubak" + " ekor" * 200
    made = snippet(text, ["rapat", "kerja"])
    assert "<mark>rapat</mark> <mark>kerja</mark> di Waikabubak" in made
    assert made.startswith("… ")
    assert made.endswith(" …")
    assert len(made) < LENGTH + 100


def test_what_is_marked_is_escaped_too() -> None:
    assert (
        snippet('<b onclick="x">rapat</b>', ["rapat"]) == "&lt;b onclick=&quot;x&quot;&gt;<mark>rapat</mark>&lt;/b&gt;"
    )
