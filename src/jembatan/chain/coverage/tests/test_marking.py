"""Two texts in pieces lose nothing, and number the same passage alike."""

from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage.marking import passage_html, side_by_side

spans = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80), st.integers(0, 80)), max_size=8)


@given(st.text(max_size=80), st.text(max_size=80), spans)
def test_pieces_always_join_to_the_text(article: str, release: str, marks: list[tuple[int, int, int, int]]) -> None:
    sides = side_by_side(article, release, marks)
    assert "".join(piece.text for piece in sides.article) == article
    assert "".join(piece.text for piece in sides.release) == release


def test_moved_passages_carry_the_same_number_on_both_sides() -> None:
    article, release = "satu dua tiga empat", "tiga empat lalu satu dua"
    sides = side_by_side(article, release, [(0, 8, 16, 24), (9, 19, 0, 10)])
    marked_article = {piece.number: piece.text for piece in sides.article if piece.number}
    marked_release = {piece.number: piece.text for piece in sides.release if piece.number}
    assert marked_article == marked_release == {1: "satu dua", 2: "tiga empat"}


def test_a_changed_figure_inside_a_passage_is_told() -> None:
    article, release = "membeli 241 ekor sapi <b>induk</b>", "membeli 214 ekor sapi <b>induk</b>"
    sides = side_by_side(article, release, [(0, len(article), 0, len(release))])
    assert [text for text, changed in sides.article[0].runs if changed] == ["241"]
    assert '<ins class="j-added">241</ins>' in passage_html(sides.article)
    assert '<del class="j-removed">214</del>' in passage_html(sides.release, changed="del", grey_rest=True)
    assert "<b>" not in passage_html(sides.article)
