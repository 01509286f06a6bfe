"""The wall and its doors."""

from datetime import UTC, datetime

import pytest

from jembatan.chain.agenda.models import Event
from jembatan.foundation.units import access
from jembatan.foundation.units.models import Door, Visibility
from jembatan.foundation.viewer import NOBODY, Role
from tests.world import World


def event(world: World, visibility: str) -> Event:
    return Event.objects.create(
        unit=world.ntt, title="Panen raya", starts_at=datetime(2026, 3, 2, tzinfo=UTC), visibility=visibility
    )


@pytest.mark.parametrize(
    ("visibility", "reached"),
    [
        (Visibility.UNIT, {"own"}),
        (Visibility.GOVERNMENT, {"own", "same government"}),
        (Visibility.NAMED, {"own", "named"}),
        (Visibility.NETWORK, {"own", "same government", "named", "network"}),
        (Visibility.PUBLIC, {"own", "same government", "named", "network", "nobody"}),
    ],
)
def test_each_door_opens_to_whom_it_is_for(world: World, visibility: str, reached: set[str]) -> None:
    row = event(world, visibility)
    Door.objects.create(object_id=row.pk, unit=world.sumba_barat)
    people = {
        "own": world.viewer(world.ntt, Role.AUDITOR),
        "same government": world.viewer(world.diskominfo, Role.EDITOR),
        "named": world.viewer(world.sumba_barat, Role.EDITOR),
        "network": world.viewer(world.kupang, Role.EDITOR),
        "nobody": NOBODY,
    }
    assert {name for name, viewer in people.items() if access.may_see(viewer, row)} == reached


def test_only_the_owner_changes_and_the_auditor_never(world: World) -> None:
    row = event(world, Visibility.PUBLIC)
    assert access.may_change(world.viewer(world.ntt, Role.CONTRIBUTOR), row)
    assert not access.may_change(world.viewer(world.ntt, Role.AUDITOR), row)
    assert not access.may_change(world.viewer(world.diskominfo, Role.BUREAU_HEAD), row)
    assert not access.may_change(NOBODY, row)


def test_host_and_participant_see_a_closed_event(world: World) -> None:
    row = event(world, Visibility.UNIT)
    row.host = world.sumba_barat
    row.save()
    row.participants.add(world.kupang)
    assert access.may_see(world.viewer(world.sumba_barat, Role.EDITOR), row)
    assert access.may_see(world.viewer(world.kupang, Role.EDITOR), row)
    assert not access.may_see(world.viewer(world.diskominfo, Role.EDITOR), row)
