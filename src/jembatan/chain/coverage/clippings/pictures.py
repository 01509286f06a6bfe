"""Pictures of articles, cut and made small for a paper that is read on a phone and sent by mail."""

import logging
from pathlib import Path

import pyvips

log = logging.getLogger(__name__)

WIDTH = 560  # pixels: 84 mm of a paper, twice a phone's width
TALLEST = 1.3  # of the width: the head of a web page says which one it is, a print page is nearly whole
QUALITY = 62
#: More pictures than these would make a letter that a phone on an island does not get.
MOST = 60


def small_picture(path: Path) -> bytes | None:
    """The head of the picture at `path` as JPEG of `WIDTH` pixels at most; None if it can't be read.

    An upright page is cut at `TALLEST`; metadata are left out. The same file gives the same bytes.
    """
    try:
        image = pyvips.Image.thumbnail(str(path), WIDTH, height=100_000, size="down", export_profile="srgb")
        if image.hasalpha():
            image = image.flatten(background=[255, 255, 255])
        tallest = round(image.width * TALLEST)
        if image.height > tallest:
            image = image.crop(0, 0, image.width, tallest)
        return bytes(image.jpegsave_buffer(Q=QUALITY, strip=True, optimize_coding=True))
    except pyvips.Error as fault:
        log.warning("picture of a clipping left out: %s", fault)
        return None
