"""Photos made for tests: drawn here, with metadata written byte by byte, and read back without libvips."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pyvips

LATITUDE = ((9, 1), (38, 1), (1234, 100))
#: How the seconds of the latitude lie in the file; no rendition may hold them.
LATITUDE_BYTES = b"".join(struct.pack(">II", *part) for part in LATITUDE)

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"
 exif:GPSLatitude="9,38.2057S" exif:GPSVersionID="2.3.0.0" photoshop:City="Waikabubak" drone-dji:GpsLongitude="119.41321">
<exif:GPSLongitude>119,24.7926E</exif:GPSLongitude>
<dc:creator><rdf:Seq><rdf:li>Yuliana Bili</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>raker</rdf:li><rdf:li>geo:lat=-9.63676</rdf:li></rdf:Bag></dc:subject>
<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Waikabubak</Iptc4xmpExt:City>
<exif:GPSLatitude>9,38.2057S</exif:GPSLatitude></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def drawn(width: int = 640, height: int = 480, *, ending: str = ".jpg", hue: int = 120) -> bytes:
    """A picture with a gradient and a grid, in the form that `ending` names."""
    ramp = pyvips.Image.xyz(width, height)
    red = (ramp[0] * (255 / width)).cast("uchar")
    green = (ramp[1] * (255 / height)).cast("uchar")
    image = red.bandjoin([green, (red * 0 + hue).cast("uchar")]).copy(interpretation="srgb")
    data: bytes = image.write_to_buffer(ending)
    return data


def with_metadata(
    jpeg: bytes,
    *,
    taken: str = "2018:04:25 09:30:00",
    offset: str = "",
    orientation: int = 1,
    caption: str = "",
    place: bool = True,
) -> bytes:
    """`jpeg` with EXIF (GPS if `place`), XMP and IPTC put in front of its picture, as a camera and an editor do."""
    parts = [_segment(0xE1, b"Exif\0\0" + tiff(taken, offset, orientation, place))]
    if place:
        parts.append(_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.encode()))
        more = b"A" * 32 + struct.pack(">II", 30, 0) + b"<exif:GPSAltitude>455/1</exif>"
        parts.append(_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + more))
    parts.append(_segment(0xED, photoshop(caption)))
    return jpeg[:2] + b"".join(parts) + _without_app_segments(jpeg)


def tiff(taken: str, offset: str, orientation: int, place: bool) -> bytes:
    """An EXIF block (big endian): camera, orientation, time, and the GPS directory."""
    exif = [(0x9003, 2, taken.encode() + b"\0"), (0x927C, 7, b"MAKER" + LATITUDE_BYTES)]
    if offset:
        exif.append((0x9011, 2, offset.encode() + b"\0"))
    gps = [
        (0x0000, 1, b"\2\3\0\0"),
        (0x0001, 2, b"S\0"),
        (0x0002, 5, LATITUDE_BYTES),
        (0x0003, 2, b"E\0"),
        (0x0004, 5, struct.pack(">IIIIII", 119, 1, 24, 1, 4756, 100)),
    ]
    first = [
        (0x010F, 2, b"NIKON\0"),
        (0x0110, 2, b"D750\0"),
        (0x0112, 3, struct.pack(">H", orientation)),
        (0x013B, 2, b"Yuliana Bili\0"),
    ]
    pointers = [0x8769, *([0x8825] if place else [])]
    start = 8
    size = 2 + 12 * (len(first) + len(pointers)) + 4 + sum(_outside(value) for _, _, value in first)
    blocks, where = [], start + size
    for entries in [exif, gps] if place else [exif]:
        block = _directory(entries, where)
        blocks.append((where, block))
        where += len(block)
    for tag, (place_of, _) in zip(pointers, blocks, strict=True):
        first.append((tag, 4, struct.pack(">I", place_of)))
    return b"MM\0*" + struct.pack(">I", start) + _directory(first, start) + b"".join(block for _, block in blocks)


def photoshop(caption: str) -> bytes:
    """An APP13 block with IPTC: charset, caption, by-line, credit, city, and a keyword with coordinates."""
    sets = [(1, 90, b"\x1b%G"), (2, 80, b"Yuliana Bili"), (2, 90, b"Waikabubak"), (2, 110, b"Humas NTT")]
    sets += [(2, 25, b"raker"), (2, 25, b"geo:lat=-9.63676")]
    if caption:
        sets.append((2, 120, caption.encode()))
    data = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in sets)
    padded = data + b"\0" * (len(data) % 2)
    location = b"8BIM\x04\x22\0\0" + struct.pack(">I", len(LATITUDE_BYTES)) + LATITUDE_BYTES
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + padded + location


def segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker segments before the picture's data: (marker, content)."""
    place = 2
    while jpeg[place] == 0xFF and jpeg[place + 1] != 0xDA:
        (length,) = struct.unpack(">H", jpeg[place + 2 : place + 4])
        yield jpeg[place + 1], jpeg[place + 4 : place + 2 + length]
        place += 2 + length


def exif_tags(jpeg: bytes) -> dict[int, set[int]]:
    """The tags of every directory in the EXIF block: 0 the first, 0x8769 EXIF, 0x8825 GPS, 1 the thumbnail's."""
    block = next(content[6:] for marker, content in segments(jpeg) if marker == 0xE1 and content[:6] == b"Exif\0\0")
    order = ">" if block[:2] == b"MM" else "<"
    found: dict[int, set[int]] = {}

    def read(name: int, place: int) -> None:
        (count,) = struct.unpack(f"{order}H", block[place : place + 2])
        found[name] = set()
        for number in range(count):
            entry = place + 2 + 12 * number
            tag, _, _, value = struct.unpack(f"{order}HHII", block[entry : entry + 12])
            found[name].add(tag)
            if tag in {0x8769, 0x8825}:
                read(tag, value)
        (following,) = struct.unpack(f"{order}I", block[place + 2 + 12 * count : place + 6 + 12 * count])
        if following and name == 0:
            read(1, following)

    read(0, struct.unpack(f"{order}I", block[4:8])[0])
    return found


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _without_app_segments(jpeg: bytes) -> bytes:
    kept = [_segment(marker, content) for marker, content in segments(jpeg) if not 0xE1 <= marker <= 0xEF]
    place = 2 + sum(len(content) + 4 for _, content in segments(jpeg))
    return b"".join(kept) + jpeg[place:]


def _outside(value: bytes) -> int:
    return 0 if len(value) <= 4 else len(value) + len(value) % 2


def _directory(entries: list[tuple[int, int, bytes]], place: int) -> bytes:
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
    entries = sorted(entries)
    head = struct.pack(">H", len(entries))
    data_at = place + 2 + 12 * len(entries) + 4
    data = b""
    for tag, kind, value in entries:
        count = len(value) // sizes[kind]
        if len(value) <= 4:
            shown = value.ljust(4, b"\0")
        else:
            shown = struct.pack(">I", data_at + len(data))
            data += value + b"\0" * (len(value) % 2)
        head += struct.pack(">HHI", tag, kind, count) + shown
    return head + struct.pack(">I", 0) + data
