"""How photos are drawn in a grid."""

from collections.abc import Iterable

from django.templatetags.static import static
from django.urls import reverse

from jembatan.chain.documentation.models import Asset, Rendition
from jembatan.web.components import Photo

WAITING = "documentation/waiting.svg"


def grid(assets: Iterable[Asset]) -> list[Photo]:
    """The photos with their small rendition, or a picture that says to wait. Give `renditions` prefetched."""
    return [_photo(asset) for asset in assets]


def _photo(asset: Asset) -> Photo:
    small = next((one for one in asset.renditions.all() if one.name == Rendition.Name.THUMBNAIL), None)
    return Photo(
        thumb=reverse("asset_file", args=[asset.pk, small.name]) if small is not None else static(WAITING),
        alt=asset.caption,
        url=reverse("asset_detail", args=[asset.pk]),
        caption=asset.caption,
        credit=asset.credit,
        width=small.width if small is not None else 320,
        height=small.height if small is not None else 240,
    )
