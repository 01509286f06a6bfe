"""What a photo tells of itself: when it was taken, by which camera, with which caption."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pyvips

from jembatan.chain.documentation import iptc
from jembatan.foundation import clock
from jembatan.foundation.files.photos import open_photo

#: Before this nobody took digital photos: a camera without a set clock says 1970 or 1980.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: A camera's clock may be set to another zone; a day ahead is a mistake.
MOST_AHEAD = timedelta(days=1)
_ASCII = re.compile(r"^(?P<value>.*) \((?P=value), ASCII, \d+ components, \d+ bytes\)$", re.DOTALL)
_TIME = re.compile(r"^(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"^([+-])(\d\d):(\d\d)$")


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """What was found; "" and None where there is nothing, or nothing that can be true. `taken_at` is aware."""

    taken_at: datetime | None = None
    camera: str = ""
    caption: str = ""
    credit: str = ""

    def stored(self) -> dict[str, str]:
        """The texts, for the asset's row."""
        return {name: value for name, value in asdict(self).items() if isinstance(value, str) and value}


def read_metadata(path: Path, media_type: str, zone: tzinfo) -> PhotoMetadata:
    """Read the head of the photo at `path`. A time without an offset of its own is taken as one in `zone`."""
    try:
        image = open_photo(path, media_type)
    except pyvips.Error:
        return PhotoMetadata()
    fields = iptc.data_sets(_blob(image, "iptc-data"))
    maker, model = _exif(image, "exif-ifd0-Make"), _exif(image, "exif-ifd0-Model")
    return PhotoMetadata(
        taken_at=_taken_at(image, zone),
        camera=" ".join(f"{'' if model.startswith(maker) else maker} {model}".split())[:120],
        caption=_first(iptc.texts(fields, iptc.CAPTION), iptc.texts(fields, iptc.HEADLINE))[:500],
        credit=_first(
            iptc.texts(fields, iptc.BY_LINE), [_exif(image, "exif-ifd0-Artist")], iptc.texts(fields, iptc.CREDIT)
        )[:120],
    )


def _taken_at(image: pyvips.Image, zone: tzinfo) -> datetime | None:
    for time_field, offset_field in (
        ("exif-ifd2-DateTimeOriginal", "exif-ifd2-OffsetTimeOriginal"),
        ("exif-ifd2-DateTimeDigitized", "exif-ifd2-OffsetTimeDigitized"),
    ):
        moment = _moment(_exif(image, time_field), _zone(_exif(image, offset_field)) or zone)
        if moment is not None:
            return moment
    return None


def _moment(text: str, zone: tzinfo) -> datetime | None:
    found = _TIME.match(text)
    if found is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part) for part in found.groups())
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment <= clock.now() + MOST_AHEAD else None


def _zone(text: str) -> tzinfo | None:
    found = _OFFSET.match(text)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    if ahead > timedelta(hours=14) or int(minutes) > 59:  # no place on earth
        return None
    return timezone(ahead if sign == "+" else -ahead)


def _exif(image: pyvips.Image, name: str) -> str:
    """The text of an EXIF field, which libvips gives as "value (value, ASCII, n components, n bytes)"."""
    if image.get_typeof(name) == 0:
        return ""
    found = _ASCII.match(str(image.get(name)))
    text = found["value"] if found is not None else ""
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())


def _blob(image: pyvips.Image, name: str) -> bytes:
    return bytes(image.get(name)) if image.get_typeof(name) else b""


def _first(*candidates: list[str]) -> str:
    found = (" ".join(text.split()) for texts in candidates for text in texts)
    return next((text for text in found if text), "")
