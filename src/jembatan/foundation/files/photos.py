"""Telling by its bytes whether a file is a photo that can be shown, before and while it is decoded."""

from collections.abc import Callable
from pathlib import Path

import pyvips
from django.utils.translation import gettext as _

from jembatan.foundation.files.kinds import Content
from jembatan.foundation.refusal import Refused

#: A picture may have this many pixels (the largest cameras of newsrooms give 102 million) and this longest side.
MOST_PIXELS = 120_000_000
LONGEST_SIDE = 30_000

# Each is opened by its own loader: libvips reads dozens of formats, and no content may choose among the others.
_LOADERS: dict[str, Callable[..., pyvips.Image]] = {
    "image/jpeg": pyvips.Image.jpegload,
    "image/png": pyvips.Image.pngload,
    "image/webp": pyvips.Image.webpload,
}


def media_type_of(head: bytes) -> str:
    """The photo's media type by its first bytes; "" if it is none of the three."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return ""


def open_photo(path: Path, media_type: str) -> pyvips.Image:
    """The picture at `path`, streamed once from top to bottom; reaching broken data raises `pyvips.Error`."""
    return _LOADERS[media_type](str(path), access="sequential", fail_on="truncated")


def check_photo(path: Path, head: bytes) -> Content:
    """What the photo at `path` is. Raises Refused if it is none, is too large to be decoded safely, or is broken."""
    media_type = media_type_of(head)
    if not media_type:
        raise Refused(_why_no_photo(head), code="not_a_photo")
    try:
        image = open_photo(path, media_type)
        width, height = int(image.width), int(image.height)
        if width > LONGEST_SIDE or height > LONGEST_SIDE or width * height > MOST_PIXELS:
            raise Refused(_too_many_pixels(width, height), code="too_many_pixels")
        image.avg()  # decodes every line, so that a photo cut off half-way is found now and not by the reader
    except pyvips.Error as error:
        raise Refused(
            _("Berkas ini rusak atau terpotong, sehingga tidak dapat ditampilkan. Kirim lagi dari perangkat asalnya."),
            code="broken_photo",
        ) from error
    return Content(media_type, width, height)


def _why_no_photo(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}:
        return _("Format HEIC atau AVIF belum dapat diterima. Simpan fotonya sebagai JPEG, lalu kirim lagi.")
    return _("Isi berkas ini bukan foto JPEG, PNG, atau WebP, apa pun akhiran namanya.")


def _too_many_pixels(width: int, height: int) -> str:
    text = _("Foto ini berukuran %(width)s × %(height)s piksel; paling besar %(most)s juta piksel. Perkecil dahulu.")
    return text % {"width": width, "height": height, "most": MOST_PIXELS // 1_000_000}
