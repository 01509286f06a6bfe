"""Telling by its first bytes whether a file is a recording of sound or film, as phones make them.

Nothing is decoded here or later: a recording is kept and given back, and only the browser of whoever plays it reads it.
"""

from django.utils.translation import gettext as _

from jembatan.foundation.files.kinds import Content
from jembatan.foundation.refusal import Refused

_STARTS = (
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B "})


def recording_type_of(head: bytes) -> str:
    """The media type by its first bytes; "" if it is no recording that is known here."""
    found = next((media_type for start, media_type in _STARTS if head.startswith(start)), "")
    if found:
        return found
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "audio/mp4" if brand in _SOUND_BRANDS else "video/3gpp" if brand.startswith(b"3g") else _film(brand)
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # MPEG audio, layer III or II
    return "audio/mpeg" if is_frame else ""


def check_recording(head: bytes) -> Content:
    """What the recording is. Raises Refused if it is none."""
    media_type = recording_type_of(head)
    if not media_type:
        text = _("Isi berkas ini bukan rekaman MP3, M4A, OGG, WAV, AMR, MP4, 3GP, atau WebM, apa pun akhiran namanya.")
        raise Refused(text, code="not_a_recording")
    return Content(media_type)


def _film(brand: bytes) -> str:
    # HEIC and AVIF are pictures in the same wrapping.
    return "" if brand[:3] in {b"hei", b"hev", b"mif", b"avi"} else "video/mp4"
