import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jembatan.tracing import ArticleText, Index, ReleaseText
from jembatan.tracing.tests.writing import sentences, text


def index_of(tmp_path, *texts, times=None):
    times = times or [None] * len(texts)
    dated = zip(texts, times, strict=True)
    return Index.build(tmp_path, [ReleaseText(f"r{i}", t, w) for i, (t, w) in enumerate(dated)])


def trace(index, article, when=None):
    return index.match([ArticleText("a", article, when)])[0]


def test_a_copy_is_verbatim_with_exact_spans(tmp_path):
    index = index_of(tmp_path, *(text(s) for s in range(20)))
    found = trace(index, "Kupang, Harian Timur – " + text(7))
    assert found.klass == "verbatim"
    assert [m.release for m in found.matches] == ["r7"]
    assert found.matches[0].spans == ((23, 23 + len(text(7)), 0, len(text(7))),)
    assert found.matches[0].release_share == 1.0


def test_nothing_shared_is_unrelated(tmp_path):
    index = index_of(tmp_path, *(text(s) for s in range(20)))
    found = trace(index, text(99))
    assert (found.klass, found.matches) == ("unrelated", ())


def test_moved_paragraphs_make_spans_of_their_own(tmp_path):
    parts = sentences(3)
    index = index_of(tmp_path, " ".join(parts), text(4))
    article = " ".join(parts[6:] + parts[:6])
    spans = trace(index, article).matches[0].spans
    release = " ".join(parts)
    assert [article[a:b] for a, b, _, _ in spans] == [release[r:s] for _, _, r, s in spans]
    assert len(spans) == 2


def test_an_article_from_two_releases(tmp_path):
    one, two = sentences(5), sentences(6)
    index = index_of(tmp_path, " ".join(one), " ".join(two), text(8))
    found = trace(index, " ".join(one[:5] + two[2:9]))
    assert {m.release for m in found.matches} == {"r0", "r1"}
    assert found.matches[0].release == "r1"


def test_a_quoted_sentence_is_a_mention(tmp_path):
    index = index_of(tmp_path, *(text(s) for s in range(20)))
    article = text(50) + " " + sentences(7)[4] + " " + text(51)
    found = trace(index, article)
    assert found.klass == "mentions"
    assert found.matches[0].release == "r7"
    a0, a1, _, _ = found.matches[0].spans[0]
    assert article[a0:a1] == sentences(7)[4]


def test_changed_words_are_followed(tmp_path):
    release = text(9)
    source = random.Random(2)
    words = [w if source.random() > 0.15 else "lain" for w in release.split(" ")]
    index = index_of(tmp_path, release, text(10))
    found = trace(index, " ".join(words))
    assert [m.release for m in found.matches] == ["r0"]
    assert found.matches[0].article_share > 0.9


def test_of_two_equal_sources_the_first_published_wins_and_the_other_stands_beside(tmp_path):
    times = ["2018-04-25T10:00:00+08:00", "2018-04-25T08:00:00+08:00", None]
    index = index_of(tmp_path, text(1), text(1), text(1), times=times)
    found = trace(index, text(1), "2018-04-26")
    assert [m.release for m in found.matches] == ["r1"]
    assert {r.release for r in found.matches[0].rivals} == {"r0", "r2"}
    assert all(r.score > 0.5 for r in found.matches[0].rivals)


def test_the_better_source_wins_whatever_the_time(tmp_path):
    correction = text(1).replace(sentences(1)[3], sentences(77)[0])
    times = ["2018-04-25", "2018-04-26"]
    index = index_of(tmp_path, text(1), correction, times=times)
    assert [m.release for m in trace(index, correction, "2018-04-27").matches] == ["r1"]
    assert [m.release for m in trace(index, text(1), "2018-04-27").matches] == ["r0"]


def test_a_release_issued_very_often_does_not_vanish(tmp_path):
    copies = [text(1) for _ in range(150)]
    index = index_of(tmp_path, *copies, *(text(s) for s in range(200, 230)))
    found = trace(index, text(1))
    assert [m.release for m in found.matches] == ["r0"]


def test_the_corrected_one_of_many_issues_is_found(tmp_path):
    issues = [text(1).replace(sentences(1)[k % 12], sentences(1000 + k)[0]) for k in range(80)]
    index = index_of(tmp_path, *issues)
    assert [m.release for m in trace(index, issues[57]).matches] == ["r57"]


def test_boilerplate_alone_is_no_match(tmp_path):
    footer = " Demikian siaran pers ini disampaikan untuk dapat dipergunakan sebagaimana mestinya oleh rekan media."
    index = index_of(tmp_path, *(text(s) + footer for s in range(80)))
    assert trace(index, text(300) + footer).klass == "unrelated"


@pytest.mark.parametrize("article", ["", "a", "\u200b", "...", "satu dua tiga", "\ud800 x"])
def test_tiny_texts(tmp_path, article):
    index = index_of(tmp_path, text(1), "", "a", "satu dua tiga")
    assert trace(index, article).klass == "unrelated"


def test_an_empty_index_answers(tmp_path):
    index = Index.build(tmp_path, [])
    assert trace(index, text(1)).klass == "unrelated"
    assert index.match([]) == []


def test_ten_million_characters_on_either_side(tmp_path):
    long = " ".join(text(s, 400) for s in range(60))
    long = (long * (10_000_000 // len(long) + 1))[:10_000_000]
    index = index_of(tmp_path, long, text(5000))
    assert trace(index, text(5000) + " " + long).matches
    assert trace(index, text(3, 400)[:3000]).matches[0].release == "r0"


def test_one_word_without_end(tmp_path):
    index = index_of(tmp_path, "ha " * 50_000, "a" * 100_000, text(1))
    assert [m.release for m in trace(index, "ha " * 50_000 + text(1)).matches if m.release == "r2"] == ["r2"]


def test_a_bad_time_is_named(tmp_path):
    index = index_of(tmp_path, text(1))
    with pytest.raises(ValueError, match="article a"):
        trace(index, text(1), "kemarin")
    with pytest.raises(ValueError, match="release r0"):
        index_of(tmp_path / "other", text(1), times=["25 April 2018"])


def test_order_and_company_of_articles_change_nothing(tmp_path):
    index = index_of(tmp_path, *(text(s) for s in range(30)))
    articles = [ArticleText(str(s), text(s) + text(s + 100)) for s in range(30)]
    together = index.match(articles)
    assert together == [index.match([a])[0] for a in articles]
    assert list(reversed(together)) == index.match(articles[::-1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.text(max_size=120), st.data())
def test_spans_lie_within_both_texts_and_shares_are_parts(tmp_path_factory, picks, noise, data):
    releases = [text(s, 6) for s in range(6)]
    index = Index.build(tmp_path_factory.mktemp("i"), [ReleaseText(str(s), t) for s, t in enumerate(releases)])
    parts = []
    for p in picks:
        chosen = sentences(p, 6)
        low = data.draw(st.integers(0, 5))
        parts += [*chosen[low:], noise]
    article = " ".join(parts)
    found = trace(index, article)
    for m in found.matches:
        assert 0 < m.article_share <= 1
        assert 0 < m.release_share <= 1
        assert 0.5 <= m.score <= 1
        for a0, a1, r0, r1 in m.spans:
            assert 0 <= a0 < a1 <= len(article)
            assert 0 <= r0 < r1 <= len(releases[int(m.release)])
    everywhere = sorted((a0, a1) for m in found.matches for a0, a1, _, _ in m.spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(everywhere))
