"""What is read out of a page, in the shapes that outlets of the region use."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from jembatan.chain.coverage.extraction import byline, extract, without_read_also

WITA = ZoneInfo("Asia/Makassar")
PARAGRAPHS = "".join(
    f"<p>Paragraf ke-{n}: Dinas Pertanian Kabupaten Contoh membagikan bibit jagung kepada kelompok tani di "
    f"kecamatan nomor {n}, dan petugas lapangan mendampingi penanamannya sampai panen tiba.</p>"
    for n in range(1, 7)
)


def page(head: str, body: str = PARAGRAPHS) -> str:
    return f"""<!doctype html><html lang="id"><head><title>Bibit jagung dibagikan - Pos X</title>{head}</head>
    <body><nav><a href="/">Beranda</a></nav><article><h1>Bibit jagung dibagikan</h1>{body}</article>
    <footer>Hak cipta Pos X</footer></body></html>"""


def test_title_text_time_and_canonical_address_are_read() -> None:
    head = (
        '<meta property="article:published_time" content="2018-04-25T14:05:00+08:00">'
        '<link rel="canonical" href="https://pos-x.example/bibit">'
    )
    read = extract(page(head), address="https://pos-x.example/bibit?x=1", zone=WITA)
    assert read is not None
    assert "Bibit jagung dibagikan" in read.title
    assert "Paragraf ke-1" in read.text
    assert "Hak cipta" not in read.text
    assert read.published_at == datetime(2018, 4, 25, 6, 5, tzinfo=UTC)
    assert read.time_is_known
    assert read.canonical == "https://pos-x.example/bibit"


def test_a_bare_date_becomes_noon_and_says_so() -> None:
    read = extract(page('<meta name="date" content="2018-04-25">'), address=None, zone=WITA)
    assert read is not None
    assert read.published_at == datetime(2018, 4, 25, 4, 0, tzinfo=UTC)
    assert not read.time_is_known


def test_read_also_lines_do_not_enter_the_text() -> None:
    assert without_read_also("Satu.\nBaca juga: Gubernur panen raya\nDua.") == "Satu.\n\nDua."
    body = PARAGRAPHS.replace("<p>Paragraf ke-4", "<p>Baca juga: Harga jagung naik di pasar Contoh</p><p>Paragraf ke-4")
    read = extract(page("", body), address=None, zone=WITA)
    assert read is not None
    assert "baca juga" not in read.text.lower()


def test_the_reporter_in_brackets_is_the_author() -> None:
    assert byline("Panjang lebar.\n( Laporan : Maria Contoh )") == "Maria Contoh"
    assert byline("Panjang lebar (laporan: A) lalu lanjut.") == ""


def test_a_page_without_an_article_is_none() -> None:
    assert extract("<html><body><a href='/'>x</a></body></html>", address=None, zone=WITA) is None
    assert extract(b"\x00\x01\x02", address=None, zone=WITA) is None
