"""Reading an article out of what a person handed in: a saved page, a text file, a filled form."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from jembatan.chain.coverage.actions import ArticleFacts
from jembatan.chain.coverage.extraction import Extracted, byline, extract
from jembatan.foundation.refusal import Refused

LARGEST_FILE = 8 * 1024 * 1024


def read_file(file: "UploadedFile[Any]") -> Extracted:
    """The article in an uploaded HTML or text file, told apart by content. Raises Refused if there is none."""
    if file.size is None or file.size > LARGEST_FILE:
        raise Refused(_("Berkas terlalu besar. Paling besar 8 MB."))
    content = file.read()
    if not content.strip():
        raise Refused(_("Berkas ini kosong."))
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_("Berkas ini bukan teks atau halaman web. Simpan halaman sebagai .html atau .txt."))
    zone = get_current_timezone()
    assert isinstance(zone, ZoneInfo)
    if _looks_like_html(content):
        read = extract(content, address=None, zone=zone)
        if read is None:
            raise Refused(_("Teks berita tidak ditemukan di berkas itu. Salin teksnya saja."))
        return read
    text = _decoded(content).strip()
    first_line = text.split("\n", maxsplit=1)[0]
    return Extracted(title=first_line[:120].strip(), text=text, author=byline(text))


def facts_of(data: Mapping[str, Any], read: Extracted | None = None) -> ArticleFacts:
    """What a filled form says, with what the file says where the form is silent."""
    text = read.text if read else str(data["text"])
    moment = data.get("published_at")
    return ArticleFacts(
        title=data.get("title") or (read.title if read else ""),
        text=text,
        outlet=data.get("outlet"),
        author=data.get("author") or (read.author if read else byline(text)),
        published_at=moment or (read.published_at if read else None),
        time_is_known=moment is not None or bool(read and read.time_is_known),
    )


def _looks_like_html(content: bytes) -> bool:
    head = content[:4096].lower()
    return any(mark in head for mark in (b"<html", b"<!doctype html", b"<body", b"<article", b"<p>", b"<p "))


def _decoded(content: bytes) -> str:
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8",
        "cp1252",
    ):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
