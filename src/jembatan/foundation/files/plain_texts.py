"""Telling by its bytes whether a file is text, in which encoding, and whether it is HTML."""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from jembatan.foundation.files.kinds import Content
from jembatan.foundation.refusal import Refused

#: Signs that no text has; NUL above all.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|br|h[1-6])\b", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def check_text(path: Path) -> Content:
    """What the text at `path` is. Raises Refused if it is not text."""
    data = path.read_bytes()
    if data.startswith(_UTF16_MARKS):
        encoding = _encoding(data, "utf-16")
        sample = data.decode("utf-16", errors="replace").encode() if encoding else b""
    else:
        encoding = _encoding(data, "utf-8-sig", "cp1252")
        sample = data
    if not encoding or _BINARY.search(sample):
        raise Refused(
            _("Isi berkas ini bukan teks biasa atau HTML. Simpan sebagai .txt atau .html."), code="not_a_text"
        )
    return Content("text/html" if _HTML.search(sample[:65536]) else "text/plain", encoding=encoding)


def _encoding(data: bytes, *candidates: str) -> str:
    for candidate in candidates:
        try:
            data.decode(candidate)
        except UnicodeDecodeError:
            continue
        return "utf-8" if candidate == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else candidate
    return ""
