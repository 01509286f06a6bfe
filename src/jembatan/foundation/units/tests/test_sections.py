"""Sections are added, renamed, closed and opened again; closed ones stay in the history."""

from datetime import date

import pytest

from jembatan.foundation.refusal import Refused
from jembatan.foundation.units import queries
from jembatan.foundation.units.actions import (
    add_alias,
    add_section,
    close_section,
    remove_alias,
    rename_section,
    reopen_section,
)
from jembatan.foundation.units.models import Section
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World


@pytest.fixture
def admin(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.UNIT_ADMINISTRATOR)


@pytest.fixture
def press(world: World, admin: Viewer) -> Section:
    return add_section(viewer=admin, unit=world.ntt, name="Bagian Pers", since=date(2017, 1, 1))


def test_a_section_with_a_part_is_closed_from_below(world: World, admin: Viewer, press: Section) -> None:
    part = add_section(viewer=admin, unit=world.ntt, name="Subbagian Penerbitan", parent=press)
    with pytest.raises(Refused, match="Subbagian Penerbitan"):
        close_section(viewer=admin, section=press, until=date(2019, 1, 1))
    close_section(viewer=admin, section=part, until=date(2019, 1, 1))
    close_section(viewer=admin, section=press, until=date(2019, 1, 1))
    with pytest.raises(Refused, match="Bagian Pers"):
        reopen_section(viewer=admin, section=part)
    assert [line.depth for line in queries.sections_of(world.ntt, on=date(2018, 4, 25))] == [0, 1]
    assert queries.sections_of(world.ntt, on=date(2020, 1, 1)) == []
    reopen_section(viewer=admin, section=press)
    assert len(queries.sections_of(world.ntt, on=date(2020, 1, 1))) == 1


def test_what_cannot_be(world: World, admin: Viewer, press: Section) -> None:
    foreign = Section.objects.create(unit=world.kupang, name="Bagian Lain")
    for facts in (
        {"name": ""},
        {"name": "bagian pers"},
        {"name": "B" * 161},
        {"name": "Subbagian", "parent": foreign},
    ):
        with pytest.raises(Refused):
            add_section(viewer=admin, unit=world.ntt, **facts)
    with pytest.raises(Refused) as refusal:
        close_section(viewer=admin, section=press, until=date(2016, 1, 1))
    assert len(refusal.value.reasons) == 1
    with pytest.raises(Refused):
        close_section(viewer=admin, section=press, until=date(2999, 1, 1))
    with pytest.raises(Refused):
        reopen_section(viewer=admin, section=press)
    close_section(viewer=admin, section=press, until=date(2019, 1, 1))
    with pytest.raises(Refused):
        close_section(viewer=admin, section=press, until=date(2020, 1, 1))
    press.refresh_from_db()
    with pytest.raises(Refused, match="sudah ditutup"):
        add_section(viewer=admin, unit=world.ntt, name="Subbagian", parent=press)
    other = add_section(viewer=admin, unit=world.ntt, name="Bagian Protokol")
    with pytest.raises(Refused):
        rename_section(viewer=admin, section=other, name="BAGIAN PERS")


def test_nobody_else_touches_them(world: World, press: Section) -> None:
    for viewer in (world.viewer(world.ntt, Role.EDITOR), world.viewer(world.kupang, Role.UNIT_ADMINISTRATOR)):
        with pytest.raises(Refused):
            add_section(viewer=viewer, unit=world.ntt, name="Bagian Baru")
        with pytest.raises(Refused):
            rename_section(viewer=viewer, section=press, name="Bagian Baru")
        with pytest.raises(Refused):
            close_section(viewer=viewer, section=press, until=date(2019, 1, 1))
        with pytest.raises(Refused):
            reopen_section(viewer=viewer, section=press)
        with pytest.raises(Refused):
            add_alias(viewer=viewer, unit=world.ntt, name="Enteté")
    assert [section.name for section in world.ntt.sections.all()] == ["Bagian Pers"]


def test_aliases(world: World, admin: Viewer) -> None:
    alias = add_alias(viewer=admin, unit=world.ntt, name=" Flobamora ")
    assert queries.government_called("flobamora") == world.ntt.government
    for name in ("FLOBAMORA", "", "x" * 121):
        with pytest.raises(Refused):
            add_alias(viewer=admin, unit=world.ntt, name=name)
    foreign = world.kupang.government.aliases.create(name="Kota Karang")
    with pytest.raises(Refused):
        remove_alias(viewer=admin, unit=world.ntt, alias=foreign)
    remove_alias(viewer=admin, unit=world.ntt, alias=alias)
    assert queries.government_called("Flobamora") is None
    assert queries.government_called("Kota Karang") is not None
