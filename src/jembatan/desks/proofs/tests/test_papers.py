"""The proof and the BAST as archival PDFs; the sheet of an agreement, whose sums are its rows."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import actions, papers, queries, sheet
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.passages import Passage, merged, passages_of
from jembatan.desks.proofs.tests import making
from jembatan.desks.proofs.tests.test_deciding import accepted, pay
from jembatan.foundation import clock
from jembatan.foundation.units.models import Unit
from tests.world import World


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def paid(world: World) -> Placement:
    placement = accepted(world)
    pay(world, placement, 1_000_000)
    return queries.placement_for(making.staff(world, world.ntt).orders, placement.pk)


def test_the_proof_says_everything_and_is_archival(world: World, paid: Placement) -> None:
    viewer = making.staff(world, world.ntt).orders
    finding = queries.finding_of(viewer, paid)
    content = papers.proof_pdf(viewer, paid, finding)
    text = words(content)
    for part in (
        paid.order_number,
        "EKAT-01",
        "5.1.02.02.01.0063",
        "90%",
        "sedikitnya 60%",
        "Rp1.000.000",
        "Rp110.000",
        "SP2D-7",
        "verifikator",
        "BAST-MEDIA",
        papers.seal_of(finding),
    ):
        assert part in text, f"{part} in {text[:600]}"
    metadata = PdfReader(io.BytesIO(content)).xmp_metadata
    assert metadata is not None
    told = metadata.stream.get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in told
    assert content == papers.proof_pdf(viewer, paid, finding)


def test_the_bast_is_archival_and_the_same_whenever_it_is_made(world: World, paid: Placement) -> None:
    viewer = making.staff(world, world.ntt).orders
    acceptance = queries.acceptance_of(viewer, paid)
    content = papers.acceptance_pdf(paid, acceptance, queries.verified_of(viewer, paid))
    assert acceptance.number in words(content)
    assert "Rp1.110.000" in words(content)
    with clock.set_to(clock.now() + timedelta(days=4)):
        actions.look(viewer=WORKER, placement=paid)
    assert content == papers.acceptance_pdf(paid, acceptance, queries.verified_of(viewer, paid))


def test_words_of_people_stay_words(world: World) -> None:
    placement = making.ordered(world, kind="greeting")
    Placement.objects.filter(pk=placement.pk).update(title='#import "x" *tebal* = 😀')
    making.handed_in(placement, actions.HandInFacts(note="#panic() $x$ <a>", place="= 1 + 1"))
    viewer = making.staff(world, world.ntt).orders
    placement = queries.placement_for(viewer, placement.pk)
    text = words(papers.proof_pdf(viewer, placement, queries.finding_of(viewer, placement)))
    assert "#panic()" in text
    assert "*tebal*" in text


def test_the_marked_passages_give_the_text_back(world: World) -> None:
    version = making.release(world)
    placement = making.ordered(world, version)
    outlet = placement.agreement.partner.outlet
    making.traced(making.article(outlet), version, (100, 300), (250, 600))
    viewer = making.staff(world, world.ntt).orders
    pieces = passages_of(viewer, placement)
    assert "".join(piece.text for piece in pieces) == version.text
    assert sum(len(piece.text) for piece in pieces if piece.has_run) == 1000
    assert merged([(5, 9), (1, 3), (3, 5), (20, 20)]) == [(1, 9)]
    assert isinstance(pieces[0], Passage)


def rows_of(world: World, unit: Unit) -> tuple[sheet.Sheet, Decimal]:
    """An agreement with a paid, an open, a cancelled order, and hostile words."""
    agreed = making.agreement(world, unit, number="=HYPERLINK(1)", budget_code="+62", catalogue_number="@SUM(A1)")
    version = making.release(world)
    eyes = making.staff(world, unit)
    first = making.ordered(world, version, agreed=agreed, standard_price=Decimal(900_000))
    making.traced(making.article(first.agreement.partner.outlet), version, (0, 900))
    actions.verify(viewer=eyes.verifies, placement=first)
    actions.accept(viewer=eyes.accepts, placement=first, amount=Decimal("900000.50"), note="Potongan")
    pay(world, first, 500_000)
    second = making.ordered(world, kind="greeting", agreed=agreed, price=Decimal(250_000), standard_price=None)
    third = making.ordered(world, kind="broadcast", agreed=agreed)
    Placement.objects.filter(pk=second.pk).update(title="-1+cmd|' /C calc'!A0")
    Placement.objects.filter(pk=third.pk).update(state="cancelled")
    return sheet.sheet_of(eyes.orders, agreed), Decimal("400000.50")


def test_the_sums_are_those_of_the_rows(world: World) -> None:
    made, left = rows_of(world, world.ntt)
    assert len(made.rows) == 3
    for place, column in enumerate(made.columns):
        if column.is_sum:
            assert made.sums[place] == sum(
                (row[place] for row in made.rows if isinstance(row[place], Decimal)), Decimal(0)
            )
    by_name = {column.name: place for place, column in enumerate(made.columns)}
    assert made.sums[by_name["Harga pesanan"]] == 1_250_000
    assert made.sums[by_name["Selisih dari standar"]] == 100_000
    assert made.sums[by_name["Nilai diterima"]] == Decimal("900000.50")
    assert made.sums[by_name["Dibayar"]] == 500_000
    assert made.sums[by_name["Belum dibayar"]] == left
    totals = queries.paid_totals(
        making.staff(world, world.ntt).orders, queries.placements(making.staff(world, world.ntt).orders)
    )
    assert totals["ordered"] == made.sums[by_name["Jumlah dengan pajak"]]
    assert totals["paid"] == made.sums[by_name["Dibayar"]] + made.sums[by_name["Pajak dibayar"]]


def test_csv_has_its_mark_and_no_formula(world: World) -> None:
    made, _left = rows_of(world, world.ntt)
    content = sheet.as_csv(made)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 5
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert not [cell for cell in cells if cell.startswith("-") and not cell[1:].replace(".", "").isdigit()]
    assert "'@SUM(A1)" in cells
    assert "'-1+cmd|' /C calc'!A0" in cells


def test_xlsx_holds_the_same_without_a_formula_or_link(world: World) -> None:
    made, _left = rows_of(world, world.ntt)
    book = zipfile.ZipFile(io.BytesIO(sheet.as_xlsx(made)))
    page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page.lower()
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    shared = [
        "".join(one.itertext()) for one in ET.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", space)
    ]
    assert "@SUM(A1)" in shared
    cells = {cell.get("r"): cell for row in ET.fromstring(page).iter(f"{{{space['m']}}}row") for cell in row}
    place = [column.name for column in made.columns].index("Harga pesanan")
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
    figures = [float(cells[f"{letter}{row}"].find("m:v", space).text) for row in (2, 3, 4, 5)]
    assert figures == [1_000_000, 250_000, 0, 1_250_000]
