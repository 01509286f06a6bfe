"""Nothing of what is not public can be had at any public address; and what is public can."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Release, Version
from jembatan.chain.releases.tests.making import clearer, drafted, published, save, submitted, writer
from jembatan.foundation import clock
from jembatan.newsroom.tests.making import asset, publish, with_photo
from tests.world import World

SECRET = "rahasiasekali"
TEXT = f"<p>Isi yang {SECRET} belum boleh dibaca siapa pun.</p>"
REASON = "Angka dalam alinea kedua keliru."


def pages(world: World) -> list[str]:
    """Every public address that is not a release's own."""
    month = f"{clock.now():%Y-%m}"
    lists = [reverse("newsroom"), reverse("newsroom_unit", args=[world.ntt.slug])]
    return [
        *lists,
        *(f"{page}?q={words}" for page in lists for words in (SECRET, "Raker", "boleh")),
        *(f"{page}?bulan={month}" for page in lists),
        reverse("newsroom_feed"),
        reverse("newsroom_unit_feed", args=[world.ntt.slug]),
        reverse("newsroom_sitemap"),
        reverse("newsroom_sitemap_pages"),
        reverse("newsroom_sitemap_month", args=[month]),
    ]


def own_addresses(release: Release) -> list[str]:
    """The release's own address, and those that its versions and photos would have."""
    keys = [release.pk, *release.versions.values_list("pk", flat=True)]
    photos = list(release.asset_links.values_list("asset_id", flat=True))
    names = ("thumbnail", "screen", "press", "original")
    return [reverse("newsroom_release", args=[key]) for key in keys] + [
        reverse("newsroom_photo", args=[key, photo, name]) for key in keys for photo in photos for name in names
    ]


def nothing_leaks(world: World, release: Release, *, own_status: int = 404) -> None:
    client = Client()
    for address in pages(world):
        text = client.get(address).content.decode()
        for secret in (SECRET, str(release.pk), *(str(version.pk) for version in release.versions.all())):
            assert secret not in text.replace(f'value="{SECRET}"', "").replace(f"{SECRET} ·", "").replace(
                f"q={SECRET}", ""
            ), address
    for address in own_addresses(release):
        answer = client.get(address, follow=True)
        expected = own_status if "/foto/" not in address else 404
        assert answer.status_code == expected, address
        assert SECRET not in answer.content.decode()


def test_a_draft(world: World) -> None:
    nothing_leaks(world, drafted(world, body=TEXT))


def test_a_version_in_review_with_its_photo(world: World) -> None:
    version = with_photo(world, asset(world), body=TEXT)
    nothing_leaks(world, version.release)
    actions.clear_version(viewer=clearer(world), version=version)
    nothing_leaks(world, version.release)


def test_a_returned_version(world: World) -> None:
    version = with_photo(world, asset(world), body=TEXT)
    actions.return_version(viewer=clearer(world), version=version, comment="Perbaiki")
    nothing_leaks(world, version.release)


def test_an_embargoed_release_and_its_hour(world: World) -> None:
    soon = clock.now() + timedelta(hours=5)
    photo = asset(world)
    version = publish(world, with_photo(world, photo, body=TEXT, embargo_until=soon))
    nothing_leaks(world, version.release)
    with clock.set_to(soon - timedelta(seconds=30)):
        nothing_leaks(world, version.release)
    with clock.set_to(soon + timedelta(seconds=1)):
        client = Client()
        assert SECRET in client.get(reverse("newsroom_release", args=[version.release_id])).content.decode()
        assert SECRET in client.get(reverse("newsroom")).content.decode()
        picture = client.get(reverse("newsroom_photo", args=[version.release_id, photo.pk, "press"]))
        assert picture.status_code == 200


def test_retracted_before_its_embargo_passed(world: World) -> None:
    soon = clock.now() + timedelta(hours=5)
    version = publish(world, with_photo(world, asset(world), body=TEXT, embargo_until=soon))
    actions.retract_version(viewer=clearer(world), version=version, reason=REASON)
    nothing_leaks(world, version.release)
    with clock.set_to(soon + timedelta(hours=1)):
        nothing_leaks(world, version.release)


def test_a_retracted_release_says_so_and_no_more(world: World) -> None:
    version = publish(world, with_photo(world, asset(world), body=TEXT))
    title = version.title
    actions.retract_version(viewer=clearer(world), version=version, reason=REASON)
    nothing_leaks(world, version.release, own_status=410)
    answer = Client().get(reverse("newsroom_release", args=[version.release_id]))
    text = answer.content.decode()
    assert REASON in text
    assert title not in text
    assert world.ntt.name in text


def test_the_next_version_is_not_seen_before_its_time(world: World) -> None:
    first = published(world, body="<p>Teks pertama yang sudah terbit.</p>")
    release = first.release
    client = Client()
    address = reverse("newsroom_release", args=[release.pk])
    actions.revise_release(viewer=writer(world), release=release)
    save(writer(world), release, body=TEXT)
    assert SECRET not in client.get(address).content.decode()
    second = actions.submit_release(viewer=writer(world), release=release)
    actions.clear_version(viewer=clearer(world), version=second)
    assert SECRET not in client.get(address).content.decode()
    assert client.get(reverse("newsroom_release", args=[second.pk])).status_code == 404
    actions.publish_version(viewer=clearer(world), version=Version.objects.get(pk=second.pk))
    text = client.get(address).content.decode()
    assert SECRET in text
    assert "Teks pertama" not in text
    assert "Diperbarui" in text
    for old in (first.pk, second.pk):
        moved = client.get(reverse("newsroom_release", args=[old]))
        assert (moved.status_code, moved.url) == (301, address)


def test_a_photo_goes_with_its_release_only(world: World) -> None:
    shown, hidden, early = asset(world, 10), asset(world, 60), asset(world, 110)
    version = publish(world, with_photo(world, shown))
    other = with_photo(world, hidden)
    release = version.release
    actions.revise_release(viewer=writer(world), release=release)
    actions.attach_asset(viewer=writer(world), release=release, asset=early)
    client = Client()
    for photo, status in ((shown, 200), (hidden, 404), (early, 404)):
        for name in ("screen", "press", "thumbnail"):
            assert client.get(reverse("newsroom_photo", args=[release.pk, photo.pk, name])).status_code == status
    assert client.get(reverse("newsroom_photo", args=[other.release_id, shown.pk, "press"])).status_code == 404
    assert client.get(reverse("newsroom_photo", args=[release.pk, shown.pk, "original"])).status_code == 404
    assert client.get(f"/rilis/{release.pk}/foto/{shown.pk}/../press/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_public_only_reads(world: World, method: str) -> None:
    version = published(world)
    for address in (*pages(world), reverse("newsroom_release", args=[version.release_id]), reverse("newsroom_robots")):
        assert getattr(Client(), method)(address).status_code == 405


def test_unknown_addresses(world: World) -> None:
    for address in ("/unit/tidak-ada/", "/unit/tidak-ada/atom.xml", "/?bulan=2018-13", "/sitemap-x.xml"):
        assert Client().get(address).status_code == 404
    assert submitted(world).pk
    assert Client().get("/?hal=9999&q=%00%01").status_code == 200
