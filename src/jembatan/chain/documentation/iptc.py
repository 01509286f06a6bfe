"""IPTC as Photoshop's resource blocks carry it in JPEG: read, and written anew without what tells the place.

Source: IPTC-NAA Information Interchange Model 4.2, chapters 1 and 3; Adobe Photoshop File Formats, "Image Resource
Blocks". Only resource 0x0404 (IPTC) is kept: others repeat EXIF and XMP, or hold a thumbnail.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = b"Photoshop 3.0\0"
_IPTC_RESOURCE = 0x0404
_UTF8_MARK = b"\x1b%G"
#: Machine tags such as "geo:lat=-9.6" among the keywords.
PLACE_TAG = re.compile(r"^\s*(?:geo:(?:lat|lon|alt)|gps[:=]|geotagged)", re.IGNORECASE)

CHARSET, KEYWORD, BY_LINE, HEADLINE, CREDIT, CAPTION = (1, 90), (2, 25), (2, 80), (2, 105), (2, 110), (2, 120)


@dataclass(frozen=True, slots=True)
class DataSet:
    """One field: record and number, and its bytes."""

    key: tuple[int, int]
    value: bytes


def data_sets(block: bytes) -> list[DataSet]:
    """The fields in an APP13 block, in order; what is broken or too long to be read ends the list."""
    return [field for resource, data in _resources(block) if resource == _IPTC_RESOURCE for field in _fields(data)]


def texts(fields: list[DataSet], key: tuple[int, int]) -> list[str]:
    """The values of the field `key` as text, in the block's own encoding."""
    is_utf8 = any(field.key == CHARSET and field.value == _UTF8_MARK for field in fields)
    return [_decoded(field.value, is_utf8) for field in fields if field.key == key]


def without_place(block: bytes) -> bytes | None:
    """The block with nothing but IPTC fields, without keywords that hold coordinates. None if nothing is left."""
    kept = [field for field in data_sets(block) if not _tells_place(field)]
    if not kept:
        return None
    data = b"".join(struct.pack(">BBBH", 0x1C, *field.key, len(field.value)) + field.value for field in kept)
    return _HEADER + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def _tells_place(field: DataSet) -> bool:
    return field.key == KEYWORD and PLACE_TAG.match(_decoded(field.value, is_utf8=False)) is not None


def _decoded(value: bytes, is_utf8: bool) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        # Without the mark the encoding is the writer's own; Latin-1 fails on nothing.
        text = value.decode(errors="replace") if is_utf8 else value.decode("latin-1")
    return text.replace("\0", "").strip()


def _resources(block: bytes) -> Iterator[tuple[int, bytes]]:
    place = len(_HEADER) if block.startswith(_HEADER) else 0
    while block[place : place + 4] == b"8BIM" and place + 7 <= len(block):
        (resource,) = struct.unpack(">H", block[place + 4 : place + 6])
        name_length = block[place + 6] + 1
        place += 6 + name_length + name_length % 2
        if place + 4 > len(block):
            return
        (length,) = struct.unpack(">I", block[place : place + 4])
        yield resource, block[place + 4 : place + 4 + length]
        place += 4 + length + length % 2


def _fields(data: bytes) -> Iterator[DataSet]:
    place = 0
    while place + 5 <= len(data) and data[place] == 0x1C:
        record, number, length = struct.unpack(">BBH", data[place + 1 : place + 5])
        value = data[place + 5 : place + 5 + length]
        if length & 0x8000 or len(value) < length:  # an extended field, or one cut off
            return
        yield DataSet((record, number), value)
        place += 5 + length
