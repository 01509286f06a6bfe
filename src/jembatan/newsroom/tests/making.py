"""Photos with finished pictures, as the tests of the newsroom need them."""

from __future__ import annotations

from io import BytesIO

import pyvips

from jembatan.chain.documentation.models import Asset, Rendition
from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Version
from jembatan.chain.releases.tests.making import clearer, drafted, writer
from jembatan.foundation.files.actions import keep, take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.units.models import Visibility
from tests.world import World

CAPTION = "Gubernur membuka rapat kerja di Waikabubak"


def _stored(world: World, shade: int):
    picture = pyvips.Image.black(90, 60, bands=3).linear(1, [shade, 80, 120]).cast("uchar").copy(interpretation="srgb")
    taken = take_in(BytesIO(picture.jpegsave_buffer()), name="foto.jpg", accept=FileKind.PHOTO)
    return keep(viewer=writer(world), taken=taken, unit_id=world.ntt.pk, visibility=Visibility.UNIT)


def asset(world: World, shade: int = 10) -> Asset:
    """A photo with a screen and a press picture."""
    made = Asset.objects.create(
        unit=world.ntt, original=_stored(world, shade), caption=CAPTION, credit="Humas NTT", width=90, height=60
    )
    for place, name in enumerate(("thumbnail", "screen", "press"), start=1):
        Rendition.objects.create(asset=made, name=name, file=_stored(world, shade + place), width=90, height=60)
    return made


def with_photo(world: World, made: Asset, **options: object) -> Version:
    """A version in review with `made` attached."""
    release = drafted(world, **options)
    actions.attach_asset(viewer=writer(world), release=release, asset=made)
    return actions.submit_release(viewer=writer(world), release=release)


def publish(world: World, version: Version) -> Version:
    cleared = actions.clear_version(viewer=clearer(world), version=version)
    return actions.publish_version(viewer=clearer(world), version=cleared)
