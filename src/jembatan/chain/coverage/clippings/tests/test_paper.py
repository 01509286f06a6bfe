"""The PDF says what the content says; what people wrote stays text."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pypdf
import pytest
import pyvips

from jembatan.chain.coverage.clippings.composing import Cover, Measure, ReleaseUse, compose
from jembatan.chain.coverage.clippings.drawing import draw, shown_address
from jembatan.chain.coverage.clippings.pictures import TALLEST, WIDTH, small_picture
from jembatan.chain.coverage.clippings.tests.making import MORNING, found

COVER = Cover("Biro Adpim NTT", "NTT", "Asia/Makassar", date(2026, 11, 24), MORNING - timedelta(days=1), MORNING)
MEASURE = Measure(0.62, 0.55, 0.69, 240, "rule")


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def jpeg() -> bytes:
    return bytes((pyvips.Image.black(560, 700, bands=3) + 200).cast("uchar").jpegsave_buffer())


def test_the_paper_tells_the_front_page_the_stories_the_figures_and_the_paid_ones_apart() -> None:
    use = ReleaseUse("12/SP/2026", "Jembatan dibuka", 0.81)
    content = compose(
        COVER,
        [
            found("a", story="s", tone="negative", units=("Pemkot Kupang",), releases=(use,), picture="a.jpg"),
            found("b", story="s", tone="positive", outlet="Lintas NTT Uji", is_new=True),
            found("c", title="Ucapan selamat", is_paid=True),
        ],
        MEASURE,
    )
    pdf = draw(content, "id", pictures={"a.jpg": jpeg()}, made_at=MORNING)
    text = read(pdf)
    for said in (
        "Kliping pagi", "Selasa, 24 November 2026", "2 berita dari 2 media, dalam 1 cerita.", "1 negatif, 1 positif",
        "1 berita memakai siaran pers.", "1 berita belum dipilah.", "Di luar angka itu: 1 berita berbayar di 1 media.",
        "Negatif · Pemkot Kupang", "dari siaran pers 12/SP/2026 (81%)", "(makro-F1) 0,62, selang 0,55–0,69",
        "Berita berbayar", "Ucapan selamat", "pos.example/a",
    ):  # fmt: skip
        assert "".join(said.split()) in "".join(text.split()), said
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert (round(float(reader.pages[0].mediabox.width)), round(float(reader.pages[0].mediabox.height))) == (281, 595)
    assert sum(len(page.images) for page in reader.pages) == 2, "on the front page and at the article"
    assert draw(content, "id", pictures={"a.jpg": jpeg()}, made_at=MORNING) == pdf


def test_a_day_without_articles_says_so() -> None:
    assert "Tidak ada berita dalam waktu ini." in read(
        draw(compose(COVER, [], None), "id", pictures={}, made_at=MORNING)
    )


@pytest.mark.parametrize(
    "hostile", ['#eval("1")', "] #[", "$x$", '#image("/etc/passwd")', "*a* _b_ `c` <d> @e", "😀 漢字"]
)
def test_what_an_outlet_wrote_stays_text(hostile: str) -> None:
    one = found(
        "a", title=hostile, text=f"{hostile} " * 40, outlet=hostile, units=(hostile,), address=f"javascript:{hostile}"
    )
    pdf = draw(compose(COVER, [one], None), "id", pictures={}, made_at=MORNING)
    if hostile.isascii():
        assert "".join(hostile.split()) in "".join(read(pdf).split())
    assert not any("/Annots" in page for page in pypdf.PdfReader(io.BytesIO(pdf)).pages), "nothing can be pressed"


def test_pictures_are_cut_to_their_head_and_made_small(tmp_path) -> None:
    long_page = tmp_path / "page.png"
    pyvips.Image.black(1200, 9000, bands=4).copy(interpretation="srgb").write_to_file(str(long_page))
    small = pyvips.Image.new_from_buffer(small_picture(long_page), "")
    assert (small.width, small.height, small.bands) == (WIDTH, round(WIDTH * TALLEST), 3)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    assert small_picture(broken) is None


def test_a_missing_picture_leaves_no_hole() -> None:
    content = compose(COVER, [found("a", picture="a.jpg")], None)
    assert draw(content, "id", pictures={}, made_at=MORNING).startswith(b"%PDF")


def test_a_long_address_is_printed_short() -> None:
    assert shown_address("https://pos.example/a/") == "pos.example/a"
    assert len(shown_address("https://pos.example/" + "a" * 400)) == 60
