"""XMP without what tells the place.

Source: Adobe XMP Specification part 1 (packets) and part 2 (the exif: namespace). Coordinates stand there in many a
namespace, as attributes, as elements and inside structures; so what counts is the name, at any depth.
"""

import re

from lxml import etree

from jembatan.chain.documentation.iptc import PLACE_TAG

_PLACE_NAME = re.compile(r"^gps|latitude|longitude|geotag|^lat$|^long?$", re.IGNORECASE)
_HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_TAIL = b'\n<?xpacket end="w"?>'


def without_place(packet: bytes) -> bytes | None:
    """The packet without any property named like a coordinate. None if it can't be read: then it is dropped whole."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    for element in list(root.iter()):
        # What has no name is a comment, an instruction or an entity.
        has_name = isinstance(element.tag, str)
        if not has_name or _tells_place(element):
            _drop(element)
        else:
            for name in [name for name in element.attrib if _PLACE_NAME.search(etree.QName(name).localname)]:
                del element.attrib[name]
    cleaned: bytes = etree.tostring(root, encoding="utf-8")
    return _HEAD + cleaned + _TAIL


def _tells_place(element: etree._Element) -> bool:
    is_named_so = _PLACE_NAME.search(etree.QName(element).localname) is not None
    return is_named_so or PLACE_TAG.match(element.text or "") is not None


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
