"""Photos of a release: chosen while it is written, frozen with each version."""

from uuid import uuid4

import pytest
from django.urls import reverse

from jembatan.chain.documentation.models import Asset
from jembatan.chain.releases import actions, queries
from jembatan.chain.releases.models import Draft, ReleaseAsset
from jembatan.chain.releases.tests.making import BODY, cleared, clearer, drafted, published, submitted, writer
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.access import visible
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.viewer import NOBODY, Role
from tests.world import World


def asset(unit: Unit, caption: str = "Peserta raker.", visibility: str = Visibility.UNIT) -> Asset:
    """A photo's row; its bytes are no matter here."""
    original = StoredFile.objects.create(
        unit=unit, sha256=uuid4().hex * 2, size=1, media_type="image/jpeg", original_name="a.jpg"
    )
    return Asset.objects.create(
        unit=unit,
        original=original,
        caption=caption,
        credit="Humas NTT",
        width=1600,
        height=1000,
        visibility=visibility,
    )


def test_photos_keep_their_order_and_their_caption_of_this_release(world: World) -> None:
    release = drafted(world)
    first, second, third = (asset(world.ntt, f"Foto {n}") for n in range(3))
    for photo in (first, second, third):
        actions.attach_asset(viewer=writer(world), release=release, asset=photo)
    actions.attach_asset(viewer=writer(world), release=release, asset=second, caption="Bupati menyambut.")
    actions.order_assets(
        viewer=writer(world), release=release, order=[third.pk, second.pk, first.pk], captions={first.pk: "Lain"}
    )
    actions.detach_asset(viewer=writer(world), release=release, asset=third)
    links = queries.photos_in_work(writer(world), release)
    assert [(link.asset, link.caption) for link in links] == [(second, "Bupati menyambut."), (first, "Lain")]


def test_a_version_freezes_its_photos(world: World) -> None:
    release = drafted(world)
    one, two = asset(world.ntt, "Satu"), asset(world.ntt, "Dua")
    actions.attach_asset(viewer=writer(world), release=release, asset=one)
    version = published(world, release, BODY + "<p>Selesai.</p>")
    with pytest.raises(Refused):
        actions.attach_asset(viewer=writer(world), release=release, asset=two)
    actions.revise_release(viewer=writer(world), release=release)
    actions.attach_asset(viewer=writer(world), release=release, asset=two)
    actions.detach_asset(viewer=writer(world), release=release, asset=one)
    one.caption = "Diubah kemudian"
    one.save()
    assert [(photo.asset, photo.caption) for photo in queries.public_photos(version)] == [(one, "Satu")]
    assert not visible(ReleaseAsset, NOBODY).exists()
    following = actions.submit_release(viewer=writer(world), release=release)
    assert queries.public_photos(following) == []
    actions.clear_version(viewer=clearer(world), version=following)
    actions.publish_version(viewer=clearer(world), version=following)
    assert [photo.asset for photo in queries.public_photos(following)] == [two]


def test_photos_alone_are_a_change_worth_a_version(world: World) -> None:
    version = published(world)
    actions.revise_release(viewer=writer(world), release=version.release)
    with pytest.raises(Refused):
        actions.submit_release(viewer=writer(world), release=version.release)
    actions.attach_asset(viewer=writer(world), release=version.release, asset=asset(world.ntt))
    assert actions.submit_release(viewer=writer(world), release=version.release).ordinal == 2


def test_photos_that_one_may_not_see_are_not_attached(world: World) -> None:
    release = drafted(world)
    foreign = asset(world.kupang)
    with pytest.raises(Refused):
        actions.attach_asset(viewer=writer(world), release=release, asset=foreign)
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    assert client.post(reverse("release_photos", args=[release.pk]), {"asset": str(foreign.pk)}).status_code == 404
    url = reverse("release_photo_removal", args=[release.pk, foreign.pk])
    assert client.post(url).status_code == 404
    shared = asset(world.kupang, visibility=Visibility.NETWORK)
    assert actions.attach_asset(viewer=writer(world), release=release, asset=shared).asset == shared


def test_an_order_that_leaves_out_a_photo_is_refused(world: World) -> None:
    release = drafted(world)
    one, two = asset(world.ntt), asset(world.ntt)
    for photo in (one, two):
        actions.attach_asset(viewer=writer(world), release=release, asset=photo)
    for wrong in ([one.pk], [one.pk, one.pk], [one.pk, two.pk, uuid4()]):
        with pytest.raises(Refused):
            actions.order_assets(viewer=writer(world), release=release, order=wrong)


def test_photos_are_chosen_and_ordered_on_their_page(world: World) -> None:
    release = drafted(world)
    one, two = asset(world.ntt, "Satu"), asset(world.ntt, "Dua")
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    page = reverse("release_photos", args=[release.pk])
    assert "Satu" in client.get(page).content.decode()
    client.post(page, {"asset": [str(one.pk), str(two.pk)]})
    assert release.asset_links.count() == 2
    order = {f"urutan-{one.pk}": "2", f"urutan-{two.pk}": "1", f"keterangan-{one.pk}": "Bupati menyambut tamu."}
    client.post(reverse("release_photo_order", args=[release.pk]), {"foto": [str(one.pk), str(two.pk)], **order})
    assert [(link.asset, link.caption) for link in release.asset_links.all()] == [
        (two, ""),
        (one, "Bupati menyambut tamu."),
    ]
    assert "Bupati menyambut tamu." in client.get(reverse("release_detail", args=[release.pk])).content.decode()
    client.post(reverse("release_photo_removal", args=[release.pk, two.pk]))
    assert [link.asset for link in release.asset_links.all()] == [one]


def test_nothing_is_changed_while_the_text_is_decided_about(world: World) -> None:
    version = submitted(world)
    one = asset(world.ntt)
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    answer = client.post(reverse("release_photos", args=[version.release_id]), {"asset": str(one.pk)})
    assert answer.status_code == 409
    assert not Draft.objects.exists()
    assert not version.release.asset_links.exists()
    assert cleared(world).photos.count() == 0


def test_others_get_the_pictures_that_the_public_gets(world: World) -> None:
    release = drafted(world)
    one = asset(world.ntt)
    actions.attach_asset(viewer=writer(world), release=release, asset=one)
    version = published(world, release, BODY + "<p>Selesai.</p>")
    page = reverse("release_detail", args=[release.pk])
    public = reverse("newsroom_photo", args=[release.pk, one.pk, "thumbnail"])
    inner = reverse("asset_file", args=[one.pk, "thumbnail"])
    own, other = (world.client(unit, Role.EDITOR).get(page).content.decode() for unit in (world.ntt, world.kupang))
    assert inner in own
    assert public in other
    assert inner not in other
    actions.retract_version(viewer=clearer(world), version=version, reason="Keliru.")
    assert public not in world.client(world.kupang, Role.EDITOR).get(page).content.decode()
