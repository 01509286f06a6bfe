"""Reading pages that were made here and spoilt as a phone spoils them, by the real Tesseract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jembatan.chain.coverage.captures import reading
from jembatan.chain.coverage.captures.reading import Word, angle_of, evened, read_page, text_of
from jembatan.chain.coverage.captures.tests.making import TEXT, TITLE, error_rate, photographed, printed, saved

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = reading.find() or ""
needs_tesseract = pytest.mark.skipif(not PROGRAM, reason="Tesseract with Indonesian is absent")
SPOILT = {
    "clean": {},
    "skewed": {"skew": 3.0, "noise": 6.0},
    "dim": {"light": 0.35, "noise": 6.0},
    "shadowed": {"shadow": 0.7, "noise": 6.0, "blur": 0.8},
    "all": {"skew": -2.5, "light": 0.5, "shadow": 0.5, "noise": 8.0, "blur": 0.8},
}


@needs_tesseract
@pytest.mark.parametrize("name", SPOILT)
def test_a_photographed_page_is_read(name: str, tmp_path: Path) -> None:
    text, _doubtful = read_page(saved(photographed(printed(), **SPOILT[name]), tmp_path), "image/jpeg", PROGRAM)
    assert error_rate(f"{TITLE} {TEXT}", text) < 0.05


@needs_tesseract
def test_what_was_read_is_traced_to_its_release(tmp_path: Path) -> None:
    """Before any person has corrected it, a spoilt page already leads to the release that it was made from."""
    from jembatan.tracing import ArticleText, Index, ReleaseText

    text, _doubtful = read_page(saved(photographed(printed(size=15), **SPOILT["all"]), tmp_path), "image/jpeg", PROGRAM)
    other = "Dinas perhubungan menambah dua kapal penyeberangan untuk melayani penumpang menjelang hari raya. " * 6
    releases = [
        ReleaseText("raker", TEXT, "2018-04-25T06:00:00+00:00"),
        ReleaseText("kapal", other, "2018-04-25T06:00:00+00:00"),
    ]
    Index.extend(tmp_path / "index", releases)
    trace = Index.open(tmp_path / "index").match([ArticleText("a", text, "2018-04-26T04:00:00+00:00")])[0]
    assert [match.release for match in trace.matches] == ["raker"]
    assert trace.matches[0].release_share > 0.8


@pytest.mark.parametrize("skew", [-4.0, -1.0, 0.0, 2.5, 5.0])
def test_the_angle_is_found(skew: float, tmp_path: Path) -> None:
    page = evened(saved(photographed(printed(), skew=skew), tmp_path), "image/jpeg")
    assert angle_of(page) == pytest.approx(-skew, abs=0.3)


def words(*lines: str) -> list[Word]:
    return [Word(1, 1, number, 90, word) for number, line in enumerate(lines) for word in line.split()]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Rapat dibuka pemerin-", "tah daerah."), "Rapat dibuka pemerintah daerah."),
        (("Banyak anak-", "anak hadir."), "Banyak anak-anak hadir."),
        (("Pulau-", "pulau kecil"), "Pulau-pulau kecil"),
        (("Waikabubak -", "Gubernur hadir"), "Waikabubak - Gubernur hadir"),
    ],
)
def test_lines_are_joined(lines: tuple[str, ...], text: str) -> None:
    assert text_of(words(*lines)) == text


def test_a_sentence_is_not_divided_into_paragraphs() -> None:
    apart = [Word(1, number, 1, 90, word) for number, word in enumerate(("Judul", "Harga", "beras", "naik.", "dan"))]
    assert text_of(apart) == "Judul\n\nHarga beras naik.\n\ndan"


@needs_tesseract
def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff broken")
    with pytest.raises(reading.ReadingFailed):
        read_page(path, "image/jpeg", PROGRAM)
