"""Cleaning hostile and foreign HTML, and writing it out plainly."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.releases.text import TAGS, clean, clean_title, to_text

HOSTILE = [
    "<script>alert(1)</script><p>teks</p>",
    "<p onclick=\"alert(1)\" onmouseover='x()'>teks</p>",
    "<img src=x onerror=alert(1)><p>teks</p>",
    "<svg onload=alert(1)><script>alert(1)</script></svg><p>teks</p>",
    '<a href="javascript:alert(1)">teks</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">teks</a>',
    '<a href="&#106;avascript:alert(1)">teks</a>',
    '<a href=" \n\tjavascript:alert(1)">teks</a>',
    '<a href="java\x00script:alert(1)">teks</a>',
    '<a href="data:text/html,<script>alert(1)</script>">teks</a>',
    '<a href="vbscript:msgbox(1)">teks</a>',
    '<a href="//jahat.example/">teks</a>',
    '<a href="/kerja/akun/hapus/">teks</a>',
    '<iframe src="https://jahat.example"></iframe><p>teks</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><p>teks</p>',
    '<object data="x.swf"></object><embed src="x"><p>teks</p>',
    '<form action="https://jahat.example"><input name="sandi"><button>teks</button></form>',
    '<p style="position:fixed;top:0;background:url(javascript:alert(1))">teks</p>',
    '<style>@import "https://jahat.example";</style><p>teks</p>',
    '<link rel=stylesheet href="https://jahat.example"><meta http-equiv=refresh content="0;url=x"><p>teks</p>',
    '<base href="https://jahat.example/"><p>teks</p>',
    '<p>teks</p><math><mtext></table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">teks</p></noscript>',
    "<template><script>alert(1)</script></template><p>teks</p>",
    "<p>teks<!-- --!><img src=x onerror=alert(1)> --></p>",
    "<![CDATA[<script>alert(1)</script>]]><p>teks</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt><p>teks</p>",
    "<b onmouseover=alert(1)>teks</b>",
    '<div id="csrf" class="j-card" data-autosave-url="/x">teks</div>',
    '<p hx-get="/kerja/" hx-trigger="load">teks</p>',
    "<details open ontoggle=alert(1)><p>teks</p></details>",
    '<video><source onerror="alert(1)"></video><p>teks</p>',
    '<a href="https://baik.example" target="_blank" onclick="x()" ping="https://jahat.example">teks</a>',
    "<p>\u202eskeT\u202c teks\x00</p>",
]


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


def seen(html: str) -> _Seen:
    parser = _Seen()
    parser.feed(html)
    parser.close()
    return parser


def assert_harmless(html: str) -> None:
    found = seen(html)
    assert found.tags <= TAGS
    for tag, name, value in found.attributes:
        assert (tag, name) == ("a", "href")
        assert re.match(r"(https?://|mailto:)\S", value or "", re.IGNORECASE)


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_becomes_harmless_and_its_text_stays(html: str) -> None:
    cleaned = clean(html)
    assert_harmless(cleaned)
    assert "teks" in cleaned
    for sign in ("\x00", "\u202e", "alert(1)</script>"):
        assert sign not in cleaned


@given(st.text(alphabet=st.sampled_from(list("<>/=\"' &;#abpiu\n\x00script")), max_size=120))
def test_any_input_is_harmless_and_cleaning_twice_changes_nothing(html: str) -> None:
    cleaned = clean(html)
    assert_harmless(cleaned)
    assert clean(cleaned) == cleaned


NAMES = ["p", "h2", "ul", "ol", "li", "blockquote", "footer", "strong", "em", "div", "b", "table", "td"]
PARTS = [f"{begin}{name}>" for name in NAMES for begin in ("<", "</")] + ["</a>", "<br>", "&lt;", "satu", "dua"]


@given(st.lists(st.sampled_from([*PARTS, '<a href="https://a.example">', " ", "\n"]), max_size=30))
def test_any_order_of_elements_is_stable_and_keeps_every_word(parts: list[str]) -> None:
    cleaned = clean("".join(parts))
    assert clean(cleaned) == cleaned
    assert to_text(cleaned) == to_text(to_html_again(cleaned))
    words = [part.strip() for part in parts if part.strip() in {"satu", "dua"}]
    joined = re.sub(r"\s", "", to_text(cleaned))
    assert joined.count("satu") == words.count("satu")
    assert joined.count("dua") == words.count("dua")


def to_html_again(html: str) -> str:
    return clean(html.replace("<strong>", "<b>").replace("</strong>", "</b>"))


def test_the_vocabulary_of_the_editor_comes_through_unchanged() -> None:
    html = (
        '<h2>Judul</h2><p>Gubernur <strong>membuka</strong> <em>rapat</em><br>di <a href="https://ntt.example/a?b=1&amp;c=2">'
        "Waikabubak</a>.</p><blockquote><p>Kita bekerja bersama.</p><footer>Yosef Nai, Gubernur</footer></blockquote>"
        "<h3>Hadir</h3><ul><li><p>Satu</p></li></ul><ol><li><p>Dua</p></li></ol>"
    )
    assert clean(html) == html


def test_plain_text_becomes_paragraphs() -> None:
    assert (
        clean("Satu baris\nlagi\n\n\nSuhu < 30 & turun") == "<p>Satu baris<br>lagi</p><p>Suhu &lt; 30 &amp; turun</p>"
    )


def test_other_editors_words_for_the_same_are_understood() -> None:
    assert clean("<div><b>Tebal</b> <i>miring</i></div><h1>A</h1><h5>B</h5>") == (
        "<p><strong>Tebal</strong> <em>miring</em></p><h2>A</h2><h3>B</h3>"
    )


def test_the_text_has_stable_paragraphs_lists_and_speakers() -> None:
    html = clean(
        "<h2>Raker</h2><p>Rapat   dibuka\nRabu (25/4).</p><blockquote><p>Kita bekerja bersama.</p>"
        "<footer>Yosef Nai, Gubernur</footer></blockquote><ol><li>Satu</li><li>Dua</li></ol><p>Selesai.<br>Humas</p>"
    )
    assert to_text(html) == (
        "Raker\n\nRapat dibuka Rabu (25/4).\n\n“Kita bekerja bersama.”\n— Yosef Nai, Gubernur\n\n1. Satu\n2. Dua\n\n"
        "Selesai.\nHumas"
    )


def test_a_title_is_one_line() -> None:
    assert clean_title("  Raker\n kehumasan\x00 \u202eNTT ") == "Raker kehumasan NTT"
