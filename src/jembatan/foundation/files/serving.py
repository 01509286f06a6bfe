"""Giving a stored file out. The calling view has checked that the viewer may have it; there is no public path."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags

from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.files.queries import path_of

CHUNK = 256 * 1024
#: What a browser may show itself; everything else is saved.
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "text/plain"})
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class _Part:
    """Bytes `start` to `end`, both included, of `size`."""

    start: int
    end: int
    size: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def respond(
    stored: StoredFile,
    *,
    request: HttpRequest | None = None,
    download_name: str | None = None,
    inline: bool = True,
    is_public: bool = False,
) -> HttpResponseBase:
    """The bytes of `stored` with the headers that keep them harmless.

    With `request`, If-None-Match, Range and If-Range are honoured. `download_name` is what the file is called when it
    is saved. `is_public` lets shared caches keep it: only for what everybody may see.
    """
    etag = f'"{stored.sha256}"'
    if request is not None and _is_known(request, etag):
        return _with_cache(HttpResponseNotModified(), etag, is_public)
    whole = _Part(0, stored.size - 1, stored.size)
    part = _wanted(request, etag, whole) if request is not None else whole
    if part is None:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return _with_cache(refused, etag, is_public)
    response = StreamingHttpResponse(
        _read(path_of(stored), part), content_type=stored.media_type, status=200 if part == whole else 206
    )
    if part != whole:
        response["Content-Range"] = f"bytes {part.start}-{part.end}/{part.size}"
    response["Content-Length"] = str(part.length)
    response["Accept-Ranges"] = "bytes"
    # Photos don't get smaller, and a compressed answer would lose its length and its ranges.
    response["Content-Encoding"] = "identity"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if is_public else "same-origin"
    attach = not inline or stored.media_type not in SHOWN_INLINE
    response["Content-Disposition"] = (
        content_disposition_header(attach, download_name or stored.original_name) or "attachment"
    )
    return _with_cache(response, etag, is_public)


def _with_cache(response: HttpResponseBase, etag: str, is_public: bool) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=3600" if is_public else "private, max-age=3600"
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in {tag.removeprefix("W/") for tag in known}


def _wanted(request: HttpRequest, etag: str, whole: _Part) -> _Part | None:
    """The part that Range asks for; the whole if it asks for none or in a way that need not be honoured; None: 416."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return whole
    first, last = asked.groups()
    if not first:  # the last so many bytes
        start, end = max(whole.size - int(last), 0), whole.end
    else:
        start, end = int(first), min(int(last) if last else whole.end, whole.end)
    return _Part(start, end, whole.size) if start <= end and start < whole.size else None


def _read(path: Path, part: _Part) -> Iterator[bytes]:
    with path.open("rb") as handle:
        handle.seek(part.start)
        yield from _chunks(handle, part.length)


def _chunks(handle: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := handle.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
