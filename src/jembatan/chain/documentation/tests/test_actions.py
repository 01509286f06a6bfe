"""Photos through their actions and the worker."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.http import Http404

from jembatan.chain.agenda.actions import plan_event
from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation import actions, queries
from jembatan.chain.documentation.models import Asset, Rendition
from jembatan.chain.documentation.panels import event_photos
from jembatan.chain.documentation.tests.photos import drawn, with_metadata
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind, TakenFile
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.files.sweep import sweep_orphans
from jembatan.foundation.intents.actions import retry_intent
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.refusal import Refused
from jembatan.foundation.search.queries import find
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

SMALL = drawn(64, 48)


def taken(data: bytes = SMALL, name: str = "raker.jpg") -> TakenFile:
    return take_in(BytesIO(data), name=name, accept=FileKind.PHOTO)


def add(viewer: Viewer, **more: object) -> Asset:
    facts = {"taken": taken(), "caption": "Peserta raker di Waikabubak", "credit": "Yuliana/Humas", **more}
    return actions.add_asset(viewer=viewer, **facts)  # type: ignore[arg-type]


def change(viewer: Viewer, asset: Asset, **more: object) -> Asset:
    told = {
        "caption": asset.caption,
        "credit": asset.credit,
        "people": list(asset.people.all()),
        "event": asset.event,
        "visibility": asset.visibility,
        "taken_at": asset.taken_at,
        **more,
    }
    return actions.change_asset(viewer=viewer, asset=asset, **told)  # type: ignore[arg-type]


def event(world: World, **more: object) -> Event:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    return plan_event(viewer=viewer, title="Raker", starts_at=datetime(2018, 4, 25, tzinfo=UTC), **more)  # type: ignore[arg-type]


def test_a_photo_is_kept_as_it_came_and_rendered(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.CONTRIBUTOR)
    data = with_metadata(drawn(800, 600), offset="+08:00")
    leader = world.leader(world.ntt)
    asset = add(viewer, taken=taken(data), event=event(world), people=[leader])
    assert (asset.width, asset.height) == (800, 600)
    assert asset.taken_at == datetime(2018, 4, 25, 1, 30, tzinfo=UTC)
    assert asset.metadata["camera"] == "NIKON D750"
    assert "GPS" not in str(asset.metadata)
    assert queries.rendition_of(asset, "screen") is None
    assert drain() == 1
    assert {rendition.name for rendition in asset.renditions.all()} == {"thumbnail", "screen", "press"}
    small = queries.rendition_of(asset, "thumbnail")
    assert small is not None
    assert (small.width, small.height) == (320, 240)
    assert path_of(asset.original).read_bytes() == data
    assert [hit.id for hit in find(viewer, "raker nai").results] == [asset.pk]
    assert AuditRecord.objects.filter(action="documentation.add_asset", unit_key=world.ntt.pk).count() == 1


def test_rendering_again_changes_nothing(world: World) -> None:
    asset = add(world.viewer(world.ntt, Role.EDITOR))
    drain()
    before = list(Rendition.objects.order_by("name").values("pk", "file_id", "file__sha256"))
    Intent.objects.update(state="waiting")
    assert drain() == 1
    assert list(Rendition.objects.order_by("name").values("pk", "file_id", "file__sha256")) == before
    assert StoredFile.objects.count() == 4
    assert asset.renditions.count() == 3


def test_all_reasons_come_at_once_and_nothing_stays(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        add(world.viewer(world.ntt, Role.AUDITOR), caption=" ", credit="x" * 121, visibility="named")
    assert len(refusal.value.reasons) == 4
    assert not Asset.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Intent.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_add_and_change(world: World, role: Role) -> None:
    viewer = world.viewer(world.ntt, role)
    asset = add(world.viewer(world.ntt, Role.EDITOR))
    if role in {Role.AUDITOR, Role.UNIT_ADMINISTRATOR}:
        with pytest.raises(Refused):
            add(viewer)
        with pytest.raises(Refused):
            change(viewer, asset, caption="Lain")
    else:
        assert add(viewer).unit == world.ntt
        assert change(viewer, asset, caption="Lain").caption == "Lain"


def test_only_units_with_a_part_hang_photos_on_an_event(world: World) -> None:
    meeting = event(world, participants=[world.kupang])
    assert add(world.viewer(world.kupang, Role.EDITOR), event=meeting).unit == world.kupang
    with pytest.raises(Refused, match="peserta"):
        add(world.viewer(world.sumba_barat, Role.EDITOR), event=meeting)
    closed = event(world, visibility="unit")
    with pytest.raises(Refused, match="tidak ditemukan"):
        add(world.viewer(world.sumba_barat, Role.EDITOR), event=closed)


def test_the_participants_photos_stay_the_participants(world: World) -> None:
    meeting = event(world, participants=[world.kupang], visibility="unit")
    own = add(world.viewer(world.kupang, Role.EDITOR), event=meeting)
    owner = world.viewer(world.ntt, Role.EDITOR)
    assert event_photos(owner, meeting).context["count"] == 0
    with pytest.raises(Http404):
        queries.asset_for(owner, own.pk)
    with pytest.raises(Refused, match="Prokopim Kota Kupang"):
        change(owner, own, caption="Diambil alih")


def test_a_photo_may_be_more_open_than_its_event(world: World) -> None:
    closed = event(world, visibility="unit")
    asset = add(world.viewer(world.ntt, Role.EDITOR), event=closed, visibility=Visibility.NETWORK)
    other = world.viewer(world.kupang, Role.EDITOR)
    assert queries.asset_for(other, asset.pk) == asset
    assert queries.event_of(other, asset) is None
    assert not queries.assets(other, queries.AssetFilter(event_id=closed.pk)).exists()


def test_opening_and_closing_goes_for_files_and_search_too(world: World) -> None:
    owner, other = world.viewer(world.ntt, Role.EDITOR), world.viewer(world.kupang, Role.EDITOR)
    asset = add(owner)
    drain()
    assert find(other, "waikabubak").count == 0
    asset = change(owner, asset, visibility=Visibility.NETWORK)
    assert find(other, "waikabubak").count == 1
    assert queries.file_of(other, asset, "screen").visibility == Visibility.NETWORK
    with pytest.raises(Http404):
        queries.file_of(other, asset, "original")
    assert asset.original.visibility == Visibility.UNIT
    change(owner, asset, visibility=Visibility.UNIT)
    assert find(other, "waikabubak").count == 0


def test_a_photo_that_cannot_be_processed_says_so_and_can_be_tried_again(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    asset = add(viewer)
    path = path_of(asset.original)
    good = path.read_bytes()
    path.chmod(0o640)
    path.write_bytes(good[:-400])  # the disk has gone bad
    drain()
    asset.refresh_from_db()
    assert "rusak" in asset.render_failure
    assert not asset.renditions.exists()
    path.write_bytes(good)
    intent = Intent.objects.get()
    assert intent.state == "dead"
    retry_intent(viewer=world.viewer(world.ntt, Role.UNIT_ADMINISTRATOR), intent=intent)
    asset.refresh_from_db()
    assert asset.render_failure == ""
    drain()
    assert asset.renditions.count() == 3


def test_bytes_of_kept_photos_are_no_orphans(world: World) -> None:
    asset = add(world.viewer(world.ntt, Role.EDITOR))
    drain()
    lost = taken(drawn(50, 50))
    assert sweep_orphans(grace_seconds=-1) == 1
    assert not path_of(lost).exists()
    assert path_of(asset.original).exists()
    assert all(path_of(one.file).exists() for one in asset.renditions.all())
