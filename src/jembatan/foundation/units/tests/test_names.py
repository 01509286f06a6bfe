"""A unit's names: a line of days without gap or overlap, whatever is done to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.actions import correct_name, name_unit, set_email
from jembatan.foundation.units.models import Unit, UnitName
from jembatan.foundation.viewer import NOBODY, Role, Viewer
from tests.world import World

START = date(2018, 1, 1)


def admin(world: World, unit: Unit | None = None) -> Viewer:
    return world.viewer(unit or world.ntt, Role.UNIT_ADMINISTRATOR)


def rename(viewer: Viewer, unit: Unit, name: str, since: date) -> UnitName:
    return name_unit(viewer=viewer, unit=unit, name=name, short_name=name, kind="leaders_office", since=since)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 40), st.integers(0, 5)), min_size=1, max_size=7),
    asked=st.lists(st.integers(-60, 80), min_size=1, max_size=6),
)
def test_every_day_has_exactly_one_name(world: World, steps: list[tuple[bool, int, int]], asked: list[int]) -> None:
    administrator = admin(world)
    with transaction.atomic():
        follow(world, administrator, steps, asked)
        transaction.set_rollback(True)


def follow(world: World, administrator: Viewer, steps: list[tuple[bool, int, int]], asked: list[int]) -> None:
    unit = Unit.objects.create(
        government=world.ntt.government, slug="u", name="Semula", short_name="S", kind="leaders_office"
    )
    viewer = replace(administrator, unit_id=unit.pk)
    for number, (is_new, day, which) in enumerate(steps):
        since = START + timedelta(days=day)
        dated = list(unit.names.all())
        try:
            if is_new or not dated:
                rename(viewer, unit, f"Nama {number}", since)
            else:
                chosen = dated[which % len(dated)]
                correct_name(
                    viewer=viewer, dated=chosen, name=chosen.name, short_name="S", kind=chosen.kind, since=since
                )
        except Refused:
            continue
    names = list(unit.names.all())
    for day in asked:
        covering = [name for name in names if name.covers(START + timedelta(days=day))]
        assert len(covering) == 1
        assert unit.name_on(START + timedelta(days=day)) == covering[0].name
    unit.refresh_from_db()
    assert unit.name == names[-1].name
    assert names[-1].until is None


def test_a_name_found_later_is_put_between(world: World) -> None:
    viewer = admin(world)
    rename(viewer, world.ntt, "Biro Adpim", date(2021, 1, 1))
    rename(viewer, world.ntt, "Biro Humas dan Protokol", date(2019, 1, 1))
    world.ntt.refresh_from_db()
    assert world.ntt.name == "Biro Adpim"
    assert world.ntt.name_on(date(2020, 12, 31)) == "Biro Humas dan Protokol"
    assert world.ntt.name_on(date(2021, 1, 1)) == "Biro Adpim"
    assert world.ntt.name_on(date(2018, 12, 31)) == "Biro Administrasi Pimpinan Setda NTT"


def test_an_assumed_day_is_corrected(world: World) -> None:
    viewer = admin(world)
    dated = rename(viewer, world.ntt, "Biro Adpim", date(2021, 1, 1))
    correct_name(
        viewer=viewer, dated=dated, name="Biro Adpim", short_name="Adpim", kind="leaders_office",
        since=date(2020, 10, 5), note="Pergub (contoh)",
    )  # fmt: skip
    assert world.ntt.name_on(date(2020, 10, 5)) == "Biro Adpim"
    assert world.ntt.name_on(date(2020, 10, 4)) == "Biro Administrasi Pimpinan Setda NTT"
    record = AuditRecord.objects.get(action="units.correct_name")
    assert (record.unit_key, record.object_id) == (world.ntt.pk, world.ntt.pk)


def test_all_reasons_at_once(world: World) -> None:
    rename(admin(world), world.ntt, "Biro Adpim", date(2021, 1, 1))
    with pytest.raises(Refused) as refusal:
        name_unit(
            viewer=world.viewer(world.ntt, Role.EDITOR), unit=world.ntt, name=" ", short_name="", kind="x",
            since=date(2021, 1, 1),
        )  # fmt: skip
    assert len(refusal.value.reasons) == 5
    assert UnitName.objects.filter(unit=world.ntt).count() == 2


def test_no_future_day_no_name_of_another_unit_no_endless_name(world: World) -> None:
    viewer = admin(world)
    for name, since in (("Biro Baru", date(2999, 1, 1)), (world.kupang.name, date(2020, 1, 1)), ("B" * 161, START)):
        with pytest.raises(Refused):
            rename(viewer, world.ntt, name, since)


@pytest.mark.parametrize("since", [None, date(2019, 1, 1), date(2018, 1, 1), date(2022, 1, 1), date(2999, 1, 1)])
def test_a_name_never_jumps_over_its_neighbours(world: World, since: date | None) -> None:
    viewer = admin(world)
    rename(viewer, world.ntt, "Satu", date(2019, 1, 1))
    middle = rename(viewer, world.ntt, "Dua", date(2020, 1, 1))
    rename(viewer, world.ntt, "Tiga", date(2022, 1, 1))
    with pytest.raises(Refused):
        correct_name(viewer=viewer, dated=middle, name="Dua", short_name="Dua", kind="leaders_office", since=since)
    first = world.ntt.names.get(since=None)
    with pytest.raises(Refused):
        correct_name(
            viewer=viewer, dated=first, name="X", short_name="X", kind="leaders_office", since=date(2010, 1, 1)
        )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.UNIT_ADMINISTRATOR])
def test_only_the_units_own_administrator_changes_it(world: World, role: Role) -> None:
    dated = world.ntt.names.get()
    strangers = [world.viewer(world.ntt, role), admin(world, world.diskominfo), admin(world, world.kupang), NOBODY]
    for viewer in strangers:
        with pytest.raises(Refused):
            rename(viewer, world.ntt, "Biro Lain", date(2020, 1, 1))
        with pytest.raises(Refused):
            correct_name(
                viewer=viewer, dated=dated, name="Biro Lain", short_name="B", kind="leaders_office", since=None
            )
        with pytest.raises(Refused):
            set_email(viewer=viewer, unit=world.ntt, email="lain@contoh.example")
    world.ntt.refresh_from_db()
    assert world.ntt.name == "Biro Administrasi Pimpinan Setda NTT"
