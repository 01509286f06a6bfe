"""The pictures made of a photo: small, screen and press. Each is a JPEG that does not tell where it was taken.

EXIF, IPTC and XMP stay but for the place. The maker's notes go too, since some cameras repeat the coordinates there,
and so does the embedded thumbnail, which may show what was cropped away.
"""

from dataclasses import dataclass
from pathlib import Path

import pyvips

from jembatan.chain.documentation import iptc, xmp

#: What libvips may decode a kept original with; looked at before it decodes it.
_LOADERS = frozenset({"jpegload", "pngload", "webpload"})
_PLACE_DIRECTORIES = ("exif-ifd3-", "exif-ifd1-")
_DROPPED = frozenset({"exif-ifd2-MakerNote", "jpeg-thumbnail-data"})


class NoPhoto(Exception):  # noqa: N818 - a finding about a file
    """The file is not one of the three forms, so it is not opened."""


class PlaceLeft(Exception):  # noqa: N818 - a finding about a picture
    """A finished picture still tells where it was taken; it must not be kept."""


@dataclass(frozen=True, slots=True)
class Size:
    """How a rendition is made: the longest side in pixels (None: as the original), JPEG quality, colours.

    Small ones are turned into sRGB, since screens show them; the press gets the photographer's own profile.
    """

    longest: int | None
    quality: int
    is_srgb: bool


SIZES = {
    "thumbnail": Size(320, 78, True),
    "screen": Size(1600, 82, True),
    "press": Size(None, 92, False),
}
_NO_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished rendition."""

    name: str
    data: bytes
    width: int
    height: int


def make_rendition(path: Path, name: str) -> Picture:
    """Make the rendition `name` of the photo at `path`: upright, in its colours, without a place.

    The same file and library give the same bytes. Raises NoPhoto, PlaceLeft, or pyvips.Error for broken data.
    """
    head = pyvips.Image.new_from_file(str(path))
    if head.get("vips-loader") not in _LOADERS:
        raise NoPhoto(str(path))
    size = SIZES[name]
    # Inks can be shown by nobody's browser, so they are turned into light for the press as well.
    image = _upright(path, size.longest, size.is_srgb or head.interpretation == "cmyk")
    if image.hasalpha():
        image = image.flatten(background=[255])
    if image.interpretation not in {"srgb", "b-w"}:
        image = image.colourspace("srgb")
    image = _without_place(image.cast("uchar"))
    data: bytes = image.jpegsave_buffer(
        Q=size.quality,
        optimize_coding=True,
        interlace=size.longest is not None,
        keep="exif|xmp|iptc" if size.is_srgb else "exif|xmp|iptc|icc",
    )
    if tells_place(data):
        raise PlaceLeft(name)
    return Picture(name, data, int(image.width), int(image.height))


def tells_place(jpeg: bytes) -> bool:
    """Whether a JPEG still holds a place, or what may hold one; looked at anew from its bytes."""
    image = pyvips.Image.jpegload_buffer(jpeg)
    if any(_is_dropped(field) for field in image.get_fields()):
        return True
    packet, block = _blob(image, "xmp-data"), _blob(image, "iptc-data")
    is_xmp_dirty = packet is not None and xmp.without_place(packet) != packet
    return is_xmp_dirty or (block is not None and iptc.without_place(block) != block)


def _upright(path: Path, longest: int | None, is_srgb: bool) -> pyvips.Image:
    side = longest or _NO_LIMIT
    colours = {"export_profile": "srgb"} if is_srgb else {}
    return pyvips.Image.thumbnail(str(path), side, height=side, size="down", fail_on="error", **colours)


def _without_place(image: pyvips.Image) -> pyvips.Image:
    image = image.copy()
    for field in image.get_fields():
        if _is_dropped(field):
            image.remove(field)
    for name, clean in (("xmp-data", xmp.without_place), ("iptc-data", iptc.without_place)):
        data = _blob(image, name)
        if data is None:
            continue
        cleaned = clean(data)
        image.remove(name)
        if cleaned is not None:
            image.set_type(pyvips.GValue.blob_type, name, cleaned)
    return image


def _is_dropped(field: str) -> bool:
    return field.startswith(_PLACE_DIRECTORIES) or field in _DROPPED


def _blob(image: pyvips.Image, name: str) -> bytes | None:
    return bytes(image.get(name)) if image.get_typeof(name) else None
