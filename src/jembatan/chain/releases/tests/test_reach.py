"""Who reaches what of a release through HTTP, and what is posted with foreign keys."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Release
from jembatan.chain.releases.states import State
from jembatan.chain.releases.tests.asking import as_writer, event, post_draft, snapshot, text_of
from jembatan.chain.releases.tests.making import (
    BODY,
    TITLE,
    clearer,
    drafted,
    in_state,
    published,
    writer,
)
from jembatan.foundation import clock
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role
from tests.world import World

URLS = (
    "release_detail", "release_edit", "release_autosave", "release_preview", "release_history", "release_details",
    "release_photos", "release_photo_order", "release_submission", "release_revision",
)  # fmt: skip
STEPS = ("version_clearance", "version_return", "version_publication", "version_withdrawal", "version_retraction")


@pytest.mark.parametrize("state", [None, State.SUBMITTED, State.CLEARED, "embargoed"])
def test_what_is_not_public_is_unreachable_for_others(world: World, state: str | None) -> None:
    if state is None:
        release = drafted(world)
    elif state == "embargoed":
        release = published(world, embargo_until=clock.now() + timedelta(hours=1)).release
    else:
        release = in_state(world, state).release
    before = snapshot()
    neighbours = [world.client(unit, *Role) for unit in (world.kupang, world.diskominfo)]
    for client in neighbours:
        for name in URLS:
            url = reverse(name, args=[release.pk])
            assert {
                client.get(url).status_code,
                client.post(url, {"title": "x", "body": "y", "revision": 1}).status_code,
            } <= {404, 405}
        for version in release.versions.all():
            for name in STEPS:
                url = reverse(name, args=[version.pk])
                data = {"comment": "x", "reason": "x"}
                assert {client.get(url).status_code, client.post(url, data).status_code} == {404}
        assert TITLE not in text_of(client.get(f"{reverse('release_list')}?unit=semua"))
    nobody = Client()
    for name in URLS:
        assert nobody.get(reverse(name, args=[release.pk])).status_code in {302, 405}
    assert snapshot() == before


def test_others_read_what_is_public_and_change_nothing(world: World) -> None:
    version = published(world)
    actions.revise_release(viewer=writer(world), release=version.release)
    actions.save_draft(
        viewer=writer(world),
        release=version.release,
        revision=version.revision,
        title="Naskah rahasia",
        body="<p>Rahasia.</p>",
    )
    client = world.client(world.kupang, *Role)
    before = snapshot()
    for name in ("release_detail", "release_preview", "release_history"):
        page = text_of(client.get(reverse(name, args=[version.release_id])))
        assert TITLE in page
        assert "ahasia" not in page
    assert client.get(reverse("release_edit", args=[version.release_id])).status_code == 403
    for name in ("release_submission", "release_revision"):
        assert client.post(reverse(name, args=[version.release_id]), {}).status_code == 409
    assert client.post(reverse("version_retraction", args=[version.pk]), {"reason": "x"}).status_code == 409
    assert post_draft(client, version.release, 1, "x").status_code == 403
    assert snapshot() == before


def test_foreign_keys_of_other_units_are_refused_in_what_is_posted(world: World) -> None:
    closed = event(world, unit=world.kupang, visibility=Visibility.UNIT)
    seen = event(world, unit=world.kupang)
    client = as_writer(world)
    for foreign in (closed, seen):
        assert client.post(reverse("release_new"), {"event": foreign.pk, "title": "x"}).status_code == 422
    assert not Release.objects.exists()
    release = drafted(world)
    for foreign in (closed, seen):
        assert client.post(reverse("release_details", args=[release.pk]), {"event": foreign.pk}).status_code == 422
    url = reverse("release_details", args=[release.pk])
    assert client.post(url, {"speaks_for": [str(uuid4())]}).status_code == 422
    assert client.post(reverse("release_photos", args=[release.pk]), {"asset": str(uuid4())}).status_code == 404
    release.refresh_from_db()
    assert release.event is None


def test_a_participant_writes_its_own_release_of_the_same_event(world: World) -> None:
    raker = event(world)
    raker.participants.add(world.sumba_barat)
    client = world.client(world.sumba_barat, Role.EDITOR)
    client.post(reverse("release_new"), {"event": raker.pk, "title": "Sumba Barat menjadi tuan rumah"})
    actions.start_release(viewer=writer(world), event=raker, title=TITLE)
    assert {release.unit for release in raker.releases.all()} == {world.ntt, world.sumba_barat}


def test_an_events_page_shows_its_releases_to_whom_they_are_for(world: World) -> None:
    raker = event(world)
    raker.participants.add(world.sumba_barat)
    release = actions.start_release(viewer=writer(world), event=raker, title=TITLE, body=BODY)
    url = reverse("event_detail", args=[raker.pk])
    begin = f"{reverse('release_new')}?kegiatan={raker.pk}"
    own = text_of(as_writer(world).get(url))
    assert TITLE in own
    assert begin in own
    guest = text_of(world.client(world.sumba_barat, Role.EDITOR).get(url))
    assert TITLE not in guest
    assert begin in guest
    onlooker = text_of(world.client(world.kupang, Role.EDITOR).get(url))
    assert TITLE not in onlooker
    assert begin not in onlooker
    version = actions.submit_release(viewer=writer(world), release=release)
    actions.clear_version(viewer=clearer(world), version=version)
    actions.publish_version(viewer=clearer(world), version=version)
    assert TITLE in text_of(world.client(world.kupang, Role.EDITOR).get(url))


def test_a_public_release_does_not_tell_the_title_of_a_closed_event(world: World) -> None:
    closed = event(world, title="Rapat tertutup pimpinan", visibility=Visibility.UNIT)
    release = actions.start_release(viewer=writer(world), event=closed, title=TITLE, body=BODY)
    version = actions.submit_release(viewer=writer(world), release=release)
    actions.clear_version(viewer=clearer(world), version=version)
    actions.publish_version(viewer=clearer(world), version=version)
    stranger = world.client(world.kupang, Role.EDITOR)
    detail = reverse("release_detail", args=[release.pk])
    for url in (f"{reverse('release_list')}?unit=semua", detail, reverse("release_history", args=[release.pk])):
        page = text_of(stranger.get(url))
        assert TITLE in page
        assert "Rapat tertutup" not in page
    assert "Rapat tertutup" in text_of(as_writer(world).get(detail))
