"""The page as fetched, in a WARC (ISO 28500) of its own: what was asked, what came, and where it was asked for."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from jembatan.chain.coverage.fetching import Page, user_agent

MEDIA_TYPE = "application/warc"
#: Headers that told how the bytes were packed on the way. The fetcher has unpacked them, so in the WARC they stand
#: under the Internet Archive's prefix; the row of the evidence keeps them as they came.
_UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PREFIX = "X-Archive-Orig-"
_ALGORITHM = "sha256"
_LEVEL = 2
_REASONS = {200: "OK", 203: "Non-Authoritative Information"}


class Unreadable(Exception):  # noqa: N818 - says what it is
    """The bytes are no WARC with one response, or one of its digests does not fit."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The page in a WARC: its address, its bytes, its media type with charset, their SHA-256 in hex."""

    address: str
    content: bytes
    content_type: str
    sha256: str


def warc_of(page: Page) -> bytes:
    """A gzipped WARC of four records: warcinfo, request, response, metadata (the address first asked for)."""
    writer = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
    info = writer.create_warcinfo_record("", _INFO)
    date = page.fetched_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    known = {"WARC-Date": date} | ({"WARC-IP-Address": page.ip} if page.ip else {})
    response = writer.create_warc_record(
        page.address,
        "response",
        payload=BytesIO(page.content),
        length=len(page.content),
        http_headers=_answer(page),
        warc_headers_dict=known | {"WARC-Payload-Digest": f"{_ALGORITHM}:{_sha256(page.content)}"},
    )
    concurrent = {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    request = writer.create_warc_record(
        page.address, "request", http_headers=_question(page), warc_headers_dict=known | concurrent
    )
    told = f"fetchedVia: {page.requested or page.address}\r\n".encode()
    metadata = writer.create_warc_record(
        page.address,
        "metadata",
        payload=BytesIO(told),
        length=len(told),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": date, **concurrent},
    )
    return b"".join(_member(record) for record in (info, request, response, metadata))


def _member(record: ArcWarcRecord) -> bytes:
    """A record as a gzip member of its own. warcio's level 9 costs ten times what this one does, for a few per cent."""
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(plain.getbuffer()) + packer.flush()


def page_in(path: Path) -> StoredPage:
    """The page in the WARC at `path`. Raises Unreadable; every record is read and its digests compared."""
    try:
        with path.open("rb") as handle:
            found = list(_responses(handle))
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise Unreadable(str(error)) from error
    if len(found) != 1:
        raise Unreadable(f"{len(found)} responses")
    return found[0]


def _responses(handle: object) -> Iterator[StoredPage]:
    for record in ArchiveIterator(handle, check_digests="raise"):
        content = record.content_stream().read()
        if record.rec_type == "response":
            headers = record.http_headers
            content_type = (headers.get_header("Content-Type") if headers else None) or "text/html"
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield StoredPage(address, content, content_type, _sha256(content))


_INFO = {
    "software": "Jembatan",
    "format": "WARC File Format 1.1",
    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "description": "Content codings were undone when it was fetched; the headers of their time have the prefix "
    + _PREFIX,
}


def _answer(page: Page) -> StatusAndHeaders:
    pairs = [(_PREFIX + name if name.lower() in _UNPACKED else name, _line(value)) for name, value in page.headers]
    if not page.headers:
        pairs = [("Content-Type", page.media_type)]
    pairs.append(("Content-Length", str(len(page.content))))
    status = f"{page.status} {_REASONS.get(page.status, '')}".strip()
    return StatusAndHeaders(status, pairs, protocol="HTTP/1.1")


def _question(page: Page) -> StatusAndHeaders:
    parts = urlsplit(page.address)
    line = f"GET {parts.path or '/'}{'?' + parts.query if parts.query else ''} HTTP/1.1"
    return StatusAndHeaders(line, [("Host", parts.netloc), ("User-Agent", user_agent())], is_http_request=True)


def _line(value: str) -> str:
    """A header on one line: what a server sends must not write records of its own into the archive."""
    return " ".join(value.split())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
