"""Files as they are given out."""

from __future__ import annotations

from io import BytesIO

import pytest
import pyvips
from django.http import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory

from jembatan.foundation.files.actions import keep, take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.files.serving import respond
from jembatan.foundation.viewer import Role
from tests.world import World

DATA: bytes = pyvips.Image.gaussnoise(300, 200, seed=1).cast("uchar").jpegsave_buffer()


@pytest.fixture
def stored(world: World) -> StoredFile:
    taken = take_in(BytesIO(DATA), name="raker Énde.jpg", accept=FileKind.PHOTO)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    return keep(viewer=viewer, taken=taken, unit_id=world.ntt.pk, visibility="unit")


def asked(stored: StoredFile, **headers: str) -> HttpResponseBase:
    return respond(stored, request=RequestFactory().get("/", headers=headers))


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_the_headers_keep_it_harmless(stored: StoredFile) -> None:
    answer = respond(stored)
    assert body(answer) == DATA
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(DATA))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["ETag"] == f'"{stored.sha256}"'
    assert answer.headers["Content-Disposition"] == "inline; filename*=utf-8''raker%20%C3%89nde.jpg"


def test_it_may_be_saved_under_another_name(stored: StoredFile) -> None:
    answer = respond(stored, download_name='kutip".jpg\r\nSet-Cookie: x=1', inline=False)
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "\r" not in disposition
    assert "Set-Cookie" not in answer.headers


def test_html_is_never_shown_by_the_browser(world: World) -> None:
    taken = take_in(BytesIO(b"<!doctype html><script>alert(1)</script>"), name="x.html", accept=FileKind.TEXT)
    row = keep(viewer=world.viewer(world.ntt, Role.EDITOR), taken=taken, unit_id=world.ntt.pk, visibility="unit")
    assert respond(row, inline=True).headers["Content-Disposition"].startswith("attachment")


def test_public_files_may_be_kept_by_shared_caches(stored: StoredFile) -> None:
    assert respond(stored, is_public=True).headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize("known", ['"{}"', 'W/"{}"', "*", '"x", "{}"'])
def test_what_the_browser_has_is_not_sent_again(stored: StoredFile, known: str) -> None:
    answer = asked(stored, if_none_match=known.format(stored.sha256))
    assert answer.status_code == 304
    assert answer.headers["ETag"] == f'"{stored.sha256}"'


SIZE = len(DATA)


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-50", SIZE - 50, SIZE - 1),
        (f"bytes={SIZE - 1}-{SIZE + 500}", SIZE - 1, SIZE - 1),
        (f"bytes=1-{10**17}", 1, SIZE - 1),
    ],
)
def test_parts(stored: StoredFile, wanted: str, start: int, end: int) -> None:
    answer = asked(stored, range=wanted)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{SIZE}"
    assert answer.headers["Content-Length"] == str(end - start + 1)
    assert body(answer) == DATA[start : end + 1]


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=5-4", "bytes=-0"])
def test_parts_that_are_not_there(stored: StoredFile, wanted: str) -> None:
    answer = asked(stored, range=wanted)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=-", "bytes=" + "9" * 5000 + "-", ""]
)
def test_parts_that_need_not_be_honoured_give_the_whole(stored: StoredFile, wanted: str) -> None:
    answer = asked(stored, range=wanted)
    assert answer.status_code == 200
    assert body(answer) == DATA


def test_a_part_of_another_version_gives_the_whole(stored: StoredFile) -> None:
    assert asked(stored, range="bytes=0-9", if_range='"other"').status_code == 200
    assert asked(stored, range="bytes=0-9", if_range=f'"{stored.sha256}"').status_code == 206


def test_photos_are_not_compressed_on_the_way(stored: StoredFile) -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    answer = GZipMiddleware(lambda _: respond(stored, request=request))(request)
    assert answer.headers["Content-Length"] == str(SIZE)
    assert body(answer) == DATA
