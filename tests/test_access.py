"""The wall and its doors."""

from datetime import UTC, datetime, timedelta

import pytest

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases.models import Draft, Release, Version
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


def test_what_is_in_progress_stays_inside_though_the_whole_is_public(world: World) -> None:
    release = Release.objects.create(unit=world.ntt, visibility=Visibility.PUBLIC)
    Draft.objects.create(release=release, title="Naskah berikutnya")
    now = datetime.now(UTC)
    shown = {"ordinal": 1, "state": "published", "published_at": now}
    held = {"ordinal": 2, "state": "cleared"}
    embargoed = {"ordinal": 3, "state": "superseded", "published_at": now, "embargo_until": now + timedelta(hours=1)}
    for facts in (shown, held, embargoed):
        Version.objects.create(release=release, title="T", body="B", text="B", **facts)
    inside, outside = world.viewer(world.ntt, Role.AUDITOR), world.viewer(world.kupang, Role.BUREAU_HEAD)
    assert access.visible(Version, inside).count() == 3
    assert [v.ordinal for v in access.visible(Version, outside)] == [1]
    assert [v.ordinal for v in access.visible(Version, NOBODY)] == [1]
    assert access.visible(Draft, inside).exists()
    assert not access.visible(Draft, outside).exists()
    assert not access.visible(Draft, NOBODY).exists()
