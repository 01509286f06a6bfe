"""Who holds which office, and on which day."""

from datetime import date

import pytest

from jembatan.foundation.people import offices, queries
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.actions import add_section, close_section
from jembatan.foundation.units.loading import load_governments
from jembatan.foundation.units.models import Section, Unit
from jembatan.foundation.viewer import NOBODY, Role, system_viewer
from tests.world import World

ADMIN = Role.UNIT_ADMINISTRATOR


@pytest.mark.django_db
def test_the_article_names_four_people_in_their_office_of_2018() -> None:
    load_governments(viewer=system_viewer("test"), provinces=["53"])
    unit = Unit.objects.get(slug="biro-adpim-ntt")
    on_the_day = [(row.person.full_name, row.office) for row in queries.staff_of(unit, on=date(2018, 4, 25))]
    assert sorted(on_the_day) == [
        ("Elisabeth Lenggu", "Kepala Bagian Dokumentasi dan Perpustakaan"),
        ("Lidia Dunga Poety", "Kepala Bagian Pelayanan Masyarakat dan Hubungan Kelembagaan"),
        ("Lucius Widodo", "Kepala Subbagian Penerbitan"),
        ("Semuel Pakereng", "Kepala Biro Humas"),
    ]
    assert not queries.staff_of(unit, on=date(2026, 1, 1)).exists()
    assert all("tidak diketahui" in row.note for row in queries.staff_of(unit))
    load_governments(viewer=system_viewer("test"), provinces=["53"])
    assert Person.objects.count() == 4


def test_leaders_are_those_of_ones_own_government_on_the_day(world: World) -> None:
    governor = world.leader(world.ntt)
    world.leader(world.kupang, "Maria Bani", "Wali Kota")
    viewer = world.viewer(world.ntt, Role.EDITOR)
    assert list(queries.leaders(viewer)) == [governor]
    assert list(queries.leaders(world.viewer(world.diskominfo, Role.AUDITOR))) == [governor]
    assert not queries.leaders(NOBODY).exists()
    Appointment.objects.update(since=date(2019, 1, 1), until=date(2023, 1, 1))
    assert list(queries.leaders(viewer, on=date(2023, 1, 1))) == [governor]
    assert not queries.leaders(viewer, on=date(2018, 12, 31)).exists()
    assert not queries.leaders(viewer, on=date(2023, 1, 2)).exists()


def test_an_office_begins_ends_and_is_resumed(world: World) -> None:
    viewer = world.viewer(world.ntt, ADMIN)
    section = add_section(viewer=viewer, unit=world.ntt, name="Bagian Pers")
    held = offices.appoint_person(
        viewer=viewer, unit=world.ntt, office=" Kepala Bagian Pers ", full_name="Ana Bria", section=section,
        since=date(2024, 1, 1),
    )  # fmt: skip
    assert (held.office, held.unit, held.section) == ("Kepala Bagian Pers", world.ntt, section)
    close_section(viewer=viewer, section=section, until=date(2025, 1, 1))
    held.refresh_from_db()
    assert held.until == date(2025, 1, 1)
    with pytest.raises(Refused, match="sudah ditutup"):
        offices.resume_appointment(viewer=viewer, unit=world.ntt, appointment=held)
    second = offices.appoint_person(viewer=viewer, unit=world.ntt, office="Kepala Biro", person=held.person)
    with pytest.raises(Refused, match="belum berakhir"):
        offices.resume_appointment(viewer=viewer, unit=world.ntt, appointment=second)
    offices.end_appointment(viewer=viewer, unit=world.ntt, appointment=second, until=date(2025, 6, 1))
    with pytest.raises(Refused, match="sudah berakhir"):
        offices.end_appointment(viewer=viewer, unit=world.ntt, appointment=second, until=date(2025, 6, 1))
    offices.resume_appointment(viewer=viewer, unit=world.ntt, appointment=second)
    assert second.until is None


def test_offices_that_cannot_be(world: World) -> None:
    viewer = world.viewer(world.ntt, ADMIN)
    held = offices.appoint_person(
        viewer=viewer, unit=world.ntt, office="Kepala Biro", full_name="Ana Bria", since=date(2024, 1, 1)
    )
    stranger = world.leader(world.kupang, "Maria Bani", "Wali Kota")
    foreign = Section.objects.create(unit=world.kupang, name="Bagian Lain")
    for facts in (
        {"office": "", "full_name": "B"},
        {"office": "K" * 161, "full_name": "B"},
        {"office": "Kepala", "full_name": ""},
        {"office": "Kepala", "full_name": "B" * 121},
        {"office": "Kepala", "full_name": "ANA  bria"},
        {"office": "Kepala", "person": stranger},
        {"office": "Kepala", "full_name": "B", "section": foreign},
        {"office": "Kepala", "full_name": "B", "since": date(2024, 1, 2), "until": date(2024, 1, 1)},
    ):
        with pytest.raises(Refused):
            offices.appoint_person(viewer=viewer, unit=world.ntt, **facts)
    for until in (date(2023, 1, 1), date(2999, 1, 1)):
        with pytest.raises(Refused):
            offices.end_appointment(viewer=viewer, unit=world.ntt, appointment=held, until=until)
    theirs = Appointment.objects.get(person=stranger)
    with pytest.raises(Refused, match="bukan milik"):
        offices.end_appointment(viewer=viewer, unit=world.ntt, appointment=theirs, until=date(2025, 1, 1))
    assert Person.objects.count() == 2


def test_who_may(world: World) -> None:
    protocol = world.viewer(world.ntt, Role.PROTOCOL_OFFICER)
    offices.appoint_person(viewer=protocol, unit=world.ntt, office="Gubernur", full_name="A", is_leader=True)
    for viewer, is_leader in (
        (protocol, False),
        (world.viewer(world.ntt, Role.EDITOR), True),
        (world.viewer(world.ntt, Role.EDITOR), False),
        (world.viewer(world.kupang, ADMIN), True),
        (NOBODY, True),
    ):
        with pytest.raises(Refused):
            offices.appoint_person(viewer=viewer, unit=world.ntt, office="Sekda", full_name="B", is_leader=is_leader)
    assert Appointment.objects.count() == 1
