"""Tables of contacts: every row comes in, is known already, or is given back with its reasons."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jembatan.foundation.directory import sheets
from jembatan.foundation.directory.actions import ContactFacts, add_contact, add_contact_list, add_outlet
from jembatan.foundation.directory.importing import ImportReport, import_contacts
from jembatan.foundation.directory.models import Contact, Outlet
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

TABLE = """Nama;Media;Surel;No. WA;Catatan
Ina Lodo;Kabar Pulau;ina@x.example;0812 3456 7890;pagi
Tanpa Cara;Kabar Pulau;;;
Salah Surel;;ina(at)x;;
Radio Sabana;Suara Sabana;;0380821123;
Ina Lagi;;INA@x.example;;
;;x@y.example;;
"""


@pytest.fixture
def editor(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.EDITOR)


def take(viewer: Viewer, text: str, **more: object) -> ImportReport:
    return import_contacts(viewer=viewer, sheet=sheets.read(text), **more)


def test_each_row_is_told_of(editor: Viewer) -> None:
    add_outlet(viewer=editor, name="Kabar Pulau")
    report = take(editor, TABLE, add_outlets=True)
    assert [one.name for one in report.added] == ["Ina Lodo", "Radio Sabana"]
    assert [row.name for row, _contact in report.known] == ["Ina Lagi"]
    assert [(problem.row.line, len(problem.reasons)) for problem in report.problems] == [(3, 1), (4, 1), (7, 1)]
    assert [outlet.name for outlet in report.new_outlets] == ["Suara Sabana"]
    assert sheets.read(TABLE).ignored == ["Catatan"]


def test_unknown_outlets_are_problems_unless_they_may_be_added(editor: Viewer) -> None:
    report = take(editor, TABLE)
    assert [one.name for one in report.added] == ["Ina Lagi"]
    assert [problem.row.line for problem in report.problems] == [2, 3, 4, 5, 7]
    assert not Outlet.objects.exists()


def test_the_same_table_twice_adds_nothing(editor: Viewer) -> None:
    take(editor, TABLE, add_outlets=True)
    again = take(editor, TABLE, add_outlets=True)
    assert again.added == again.new_outlets == []
    assert len(again.known) == 3
    assert Contact.objects.count() == 2


def test_what_did_not_come_in_can_be_corrected_and_given_again(editor: Viewer) -> None:
    sheet = sheets.read(TABLE)
    report = import_contacts(viewer=editor, sheet=sheet, add_outlets=True)
    rest = sheets.write(sheet.headings, [problem.row.cells for problem in report.problems])
    assert len(take(editor, rest).problems) == 3
    mended = rest.replace("ina(at)x", "lain@x.example")
    assert [one.name for one in take(editor, mended).added] == ["Salah Surel"]


def test_contacts_come_onto_a_list_of_ones_own_unit(world: World, editor: Viewer) -> None:
    made = add_contact_list(viewer=editor, name="Semua")
    add_contact(viewer=editor, facts=ContactFacts("Lama", email="ina@x.example"))
    take(editor, TABLE, add_outlets=True, into=made)
    assert sorted(one.name for one in made.contacts.all()) == ["Lama", "Radio Sabana"]
    foreign = add_contact_list(viewer=world.viewer(world.kupang, Role.EDITOR), name="Mereka")
    with pytest.raises(Refused, match="unit lain"):
        take(editor, TABLE, into=foreign)


def test_who_may_not(world: World) -> None:
    with pytest.raises(Refused):
        take(world.viewer(world.ntt, Role.AUDITOR), TABLE)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a;b;c\n1;2;3", "surel;wa\nx@y.example;1", "nama;media\nA;B", 'nama;surel\n"A']
)
def test_tables_that_cannot_be_read(text: str) -> None:
    with pytest.raises(Refused):
        sheets.read("nama;surel\n" + "x;y\n" * (sheets.MOST_ROWS + 1) if text.endswith('"A') else text)


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(), TABLE.encode("utf-8-sig"), TABLE.encode("utf-16"), TABLE.encode("cp1252"),
        TABLE.replace("\n", "\r\n").encode(), TABLE.replace(";", ",").encode(), TABLE.replace(";", "\t").encode(),
    ],
)  # fmt: skip
def test_any_spreadsheet_will_do(content: bytes) -> None:
    assert [row.name for row in sheets.read(sheets.decode(content)).rows][:2] == ["Ina Lodo", "Tanpa Cara"]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\x89PNG\r\n\x00", b"x" * (sheets.LARGEST_BYTES + 1)])
def test_what_is_no_text_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Refused):
        sheets.decode(content)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=("Cs",)), max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6))
def test_no_row_is_lost(world: World, rows: list[tuple[str, str, str, str]]) -> None:
    Contact.objects.all().delete()
    viewer = Viewer(unit_id=world.ntt.pk, roles=frozenset({Role.EDITOR}))
    sheet = sheets.read(sheets.write(("nama", "media", "surel", "wa"), rows))
    report = import_contacts(viewer=viewer, sheet=sheet, add_outlets=True)
    told = len(report.added) + len(report.known) + len(report.problems)
    assert told == len(sheet.rows) == sum(any(cell.strip() for cell in row) for row in rows)
    assert Contact.objects.count() == len(report.added)
