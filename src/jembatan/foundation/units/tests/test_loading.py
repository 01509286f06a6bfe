"""The network as it is loaded from the data that the package brings."""

from datetime import date

import pytest
from click.testing import CliRunner

from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units import commands, queries
from jembatan.foundation.units.actions import name_unit
from jembatan.foundation.units.loading import load_governments
from jembatan.foundation.units.models import Government, GovernmentAlias, Section, Unit, UnitName
from jembatan.foundation.viewer import Role, system_viewer
from tests.world import World

SYSTEM = system_viewer("test")


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Government, GovernmentAlias, Unit, UnitName, Section))


@pytest.mark.django_db
def test_ntt_has_its_22_regencies_and_one_unit_for_each() -> None:
    loaded = load_governments(viewer=SYSTEM, provinces=["53"])
    assert loaded.governments == loaded.new_units == 23
    province = Government.objects.get(code="53")
    assert province.parent.code == "00"
    assert province.children.filter(level="regency").count() == 21
    assert province.children.filter(level="city").count() == 1
    for regency in province.children.all():
        assert regency.zone_name == "Asia/Makassar"
        assert -11.5 < regency.latitude < -7.5
        assert 118.5 < regency.longitude < 125.5


@pytest.mark.django_db
def test_the_country_loads_with_its_three_zones() -> None:
    result = CliRunner().invoke(commands.units, ["load", "--all"])
    assert result.exit_code == 0, result.output
    assert Government.objects.filter(level="province").count() == 38
    assert Government.objects.filter(level="regency").count() == 416
    assert Government.objects.filter(level="city").count() == 98
    assert Unit.objects.count() == 38 + 514
    zones = {code: Government.objects.get(code=code).zone_name for code in ("31", "53.12", "91")}
    assert zones == {"31": "Asia/Jakarta", "53.12": "Asia/Makassar", "91": "Asia/Jayapura"}


@pytest.mark.django_db
def test_a_second_load_changes_nothing_that_people_entered() -> None:
    load_governments(viewer=SYSTEM, provinces=["53"])
    unit = Unit.objects.get(slug="prokopim-sumba-timur")
    name_unit(
        viewer=SYSTEM, unit=unit, name="Bagian Humas Sumba Timur", short_name="Humas", kind=unit.kind,
        since=date(2024, 1, 1),
    )  # fmt: skip
    before = counts()
    again = load_governments(viewer=SYSTEM, provinces=["53"])
    assert (again.new_units, again.new_aliases) == (0, 0)
    assert counts() == before
    unit.refresh_from_db()
    assert unit.name == "Bagian Humas Sumba Timur"


def test_a_unit_that_stands_already_is_kept(world: World) -> None:
    load_governments(viewer=SYSTEM, provinces=["53"])
    assert Unit.objects.filter(government__code="53").count() == 2
    assert Government.objects.get(code="53.12").latitude is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Sumtim", "53.11"), ("Sumba Timur", "53.11"), ("Pemkot Kupang", "53.71"), ("Matim", "53.19"),
        ("TTS", "53.02"), ("pemkab tts", "53.02"), ("Kab. Kupang", "53.01"), ("NTT", "53"), ("Seba", "53.20"),
        ("  Pemprov   NTT ", "53"), ("53.12", "53.12"),
        ("Kupang", None), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_the_names_that_people_write(written: str, code: str | None) -> None:
    load_governments(viewer=SYSTEM, provinces=["53"])
    found = queries.government_called(written)
    assert (found.code if found else None) == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2014, 9, 24), "Biro Humas Setda NTT"),
        (date(2018, 4, 25), "Biro Humas Setda NTT"),
        (date(2020, 6, 29), "Biro Humas dan Protokol Setda NTT"),
        (date(2021, 4, 8), "Biro Administrasi Pimpinan Setda NTT"),
        (date(2026, 1, 1), "Biro Administrasi Pimpinan Setda NTT"),
    ],
)
def test_the_bureau_has_one_history_under_the_names_of_the_day(day: date, name: str) -> None:
    load_governments(viewer=SYSTEM, provinces=["53"])
    unit = Unit.objects.get(slug="biro-adpim-ntt")
    assert unit.name_on(day) == name
    assert unit.name == "Biro Administrasi Pimpinan Setda NTT"


@pytest.mark.django_db
def test_what_is_assumed_says_so() -> None:
    load_governments(viewer=SYSTEM, provinces=["53"])
    unit = Unit.objects.get(slug="biro-adpim-ntt")
    assert all("anggapan" in name.note for name in unit.names.exclude(since=None))
    assert "dugaan" in unit.sections.get(name__contains="Pelayanan Masyarakat").note


@pytest.mark.django_db
def test_the_bureau_of_2018_has_the_sections_of_the_article() -> None:
    load_governments(viewer=SYSTEM, provinces=["53"])
    unit = Unit.objects.get(slug="biro-adpim-ntt")
    then = [(line.section.name, line.depth) for line in queries.sections_of(unit, on=date(2018, 4, 25))]
    assert then == [
        ("Bagian Pelayanan Masyarakat dan Hubungan Kelembagaan", 0),
        ("Bagian Dokumentasi dan Perpustakaan", 0),
        ("Bagian Pers", 0),
        ("Subbagian Penerbitan", 1),
    ]
    assert queries.sections_of(unit, on=date(2022, 1, 1)) == []


@pytest.mark.django_db
def test_an_unknown_code_is_refused_and_nothing_is_loaded() -> None:
    with pytest.raises(Refused, match="54"):
        load_governments(viewer=SYSTEM, provinces=["53", "54"])
    assert Government.objects.count() == 0
    assert AuditRecord.objects.get().action == "units.load_governments.refused"
    result = CliRunner().invoke(commands.units, ["load", "54"])
    assert result.exit_code == 1
    assert CliRunner().invoke(commands.units, ["load"]).exit_code == 2
    assert CliRunner().invoke(commands.units, ["load", "53", "--all"]).exit_code == 2


def test_only_the_system_loads(world: World) -> None:
    with pytest.raises(Refused):
        load_governments(viewer=world.viewer(world.ntt, Role.UNIT_ADMINISTRATOR), provinces=["53"])
