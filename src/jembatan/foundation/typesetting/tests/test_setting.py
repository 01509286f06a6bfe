"""Papers: their text, their tags, their fonts; and that text from people stays text."""

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jembatan.foundation.typesetting import TypesettingFailed, typeset
from jembatan.foundation.typesetting.printable import INSTEAD, printable

MOMENT = datetime(2018, 4, 25, 6, 5, tzinfo=UTC)
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>'
TEMPLATE = """#import "paper.typ": *
#let data = json("data.json")
#show: paper.with(title: data.title, author: data.author, language: data.language, foot: data.author)
#letterhead(unit: data.author)
= #data.title
#data.text
#facts(((data.title, data.text),))
*tebal* _miring_ #text(font: sans)[_miring_]
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


def data(**changes: object) -> dict[str, object]:
    return {"title": "Panen raya", "author": "Biro Adpim NTT", "language": "id", "text": "Isi.", **changes}


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return "".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def test_a_paper_says_who_wrote_it_and_in_what_language(template: Path) -> None:
    reader = read(typeset(template, data(language="en"), made_at=MOMENT))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Panen raya", "Biro Adpim NTT")
    assert reader.metadata.creation_date == MOMENT
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert "Halaman 1 dari 1" in reader.pages[0].extract_text()


def test_an_archival_paper_is_pdf_a_3a_and_ua_1_with_its_fonts_inside(template: Path) -> None:
    reader = read(typeset(template, data(), archival=True))
    said = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].split("+")[1].split("-")[0] for font in fonts} == {"SourceSerif4", "SourceSans3"}
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile3" in described


@pytest.mark.parametrize("archival", [False, True])
def test_the_same_input_gives_the_same_bytes_wherever_it_is_set(
    template: Path, archival: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / template.name
    shutil.copyfile(template, elsewhere)
    first = typeset(template, data(), archival=archival, made_at=MOMENT)
    assert typeset(elsewhere, data(), archival=archival, made_at=MOMENT) == first
    assert typeset(template, data(text="Lain."), archival=archival, made_at=MOMENT) != first


HOSTILE = [
    '#eval("1 + 1")',
    '#import "@preview/cetz:0.3.0": *',
    '#include "/etc/passwd"',
    '#read("/etc/passwd")',
    "$ sum_(i=1)^n i $",
    "] } ) #[",
    "= Judul palsu",
    "`kode` ```x```",
    "*tebal* _miring_ <label> @rujukan",
    "// komentar /* lagi */",
    '\\ \\u{41} "; #set page(width: 1pt)',
    "{{ x }} {% include 'y' %} <script>alert(1)</script>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_people_is_printed_as_it_stands(template: Path, hostile: str) -> None:
    pdf = typeset(template, data(title=hostile, text=hostile, author=hostile), archival=True)
    assert words(pdf).count(hostile.replace(" ", "")) >= 4
    assert read(pdf).metadata.title == hostile


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_can_stop_an_archival_paper(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "letter.typ"
    path.write_text(TEMPLATE, "utf-8")
    assert typeset(path, data(text=text), archival=True).startswith(b"%PDF")


def test_a_sign_without_a_shape_is_seen_to_be_missing(template: Path) -> None:
    assert printable("Padi 🌾🌾 漢 naik\u202e\x07 ke é\u0301") == f"Padi {INSTEAD} {INSTEAD} naik ke é\u0301".replace(
        "é\u0301", printable("é\u0301")
    )
    assert printable("e\u0301") == "é"
    assert INSTEAD in words(typeset(template, data(text="漢"), archival=True))


@pytest.mark.parametrize(
    "escape",
    [
        '#read("/etc/passwd")',
        '#read("../../etc/passwd")',
        '#import "@preview/cetz:0.3.0"',
        '#json("/data.jso")',
        '#image("pictures/lain.png")',
    ],
)
def test_not_even_a_template_reaches_outside(template: Path, escape: str) -> None:
    template.write_text(escape, "utf-8")
    with pytest.raises(TypesettingFailed, match=r"letter\.typ"):
        typeset(template, data())


@pytest.mark.parametrize("name", ["../x.png", "/x.png", "a/b.png", "", ".x", "A.png", "x\n.png"])
def test_the_name_of_a_picture_is_no_path(template: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a picture"):
        typeset(template, data(), pictures={name: PIXEL})


def test_a_picture_without_words_for_it_is_refused_in_an_archival_paper(template: Path) -> None:
    template.write_text(TEMPLATE + '#image("pictures/a.svg", width: 1cm)', "utf-8")
    assert typeset(template, data(), pictures={"a.svg": PIXEL})
    with pytest.raises(TypesettingFailed, match="alt text"):
        typeset(template, data(), pictures={"a.svg": PIXEL}, archival=True)
    template.write_text(TEMPLATE + '#image("pictures/a.svg", alt: "Kotak merah", width: 1cm)', "utf-8")
    assert typeset(template, data(), pictures={"a.svg": PIXEL}, archival=True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " https://x.id"])
def test_only_addresses_of_the_web_can_be_pressed(template: Path, address: str) -> None:
    template.write_text(TEMPLATE + "#safe-link(data.address, data.title)", "utf-8")
    assert "/Annots" not in read(typeset(template, data(address=address))).pages[0]
    assert "/Annots" in read(typeset(template, data(address="https://media.example/a?b=1"))).pages[0]
