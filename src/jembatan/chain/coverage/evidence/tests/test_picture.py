"""The picture of a stored page, drawn by a real Chromium, which reaches neither the network nor our files."""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pyvips

from jembatan.chain.coverage.evidence import chromium, tasks
from jembatan.chain.coverage.evidence.actions import PICTURE, request_picture
from jembatan.chain.coverage.evidence.archiving import StoredPage
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.evidence.picturing import TALLEST, draw, harmless, shoot
from jembatan.chain.coverage.evidence.tests.making import article_of, page_of, stored
from jembatan.chain.coverage.evidence.verification import Examination
from jembatan.foundation.files.disk import final_path
from jembatan.foundation.intents import leasing
from jembatan.foundation.intents.failures import PermanentFailure, TransientFailure
from jembatan.foundation.viewer import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world import World

PROGRAM = chromium.find() or ""
needs_chromium = pytest.mark.skipif(not PROGRAM, reason="Chromium is absent")
HOSTILE = """<!doctype html><html><head><base href="http://{host}/"><title>Berita</title>
<meta http-equiv="refresh" content="0;url=http://{host}/refresh">
<meta http-equiv="refresh" content="0;url=file://{secret}">
<link rel="stylesheet" href="http://{host}/a.css"><link rel="dns-prefetch" href="//prefetch.example">
<link rel="preconnect" href="http://{host}"><link rel="prefetch" href="http://{host}/prefetch">
<style>@import "http://{host}/import.css"; body {{ background: url(http://{host}/style.png) }}
@font-face {{ font-family: x; src: url(http://{host}/font.woff2) }}</style>
<script>fetch("http://{host}/fetch"); new WebSocket("ws://{host}/ws"); new Image().src = "http://{host}/image";
navigator.sendBeacon("http://{host}/beacon"); document.title = "jalan";
const c = new RTCPeerConnection({{iceServers: [{{urls: "stun:{host}"}}]}}); c.createDataChannel("x");
c.createOffer().then(o => c.setLocalDescription(o));</script></head>
<body onload="location='http://{host}/onload'" background="http://{host}/background"><h1>Raker kehumasan</h1>
<img src="http://{host}/img.png" srcset="http://{host}/2x.png 2x" onerror="fetch('http://{host}/onerror')">
<img src="file://{secret}"><img src="https://[::1]/a.png"><iframe src="http://{host}/iframe"></iframe>
<iframe srcdoc="<img src='http://{host}/srcdoc'>"></iframe><iframe src="file://{secret}"></iframe>
<object data="http://{host}/object"></object><embed src="http://{host}/embed">
<video src="http://{host}/video" poster="http://{host}/poster" autoplay></video>
<audio src="http://{host}/audio" autoplay></audio>
<svg><image href="http://{host}/svg"/><use href="http://{host}/use#a"/></svg>
<p style="background-image: url('http://{host}/inline')">Teks berita.</p>
<form action="http://{host}/form"><input autofocus onfocus="this.form.submit()"></form></body></html>"""


class Listener:
    """Counts who connects or sends a datagram."""

    def __init__(self) -> None:
        self.stream = socket.create_server(("127.0.0.1", 0))
        self.port = self.stream.getsockname()[1]
        self.datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagram.bind(("127.0.0.1", self.port))
        self.came: list[str] = []
        for look in (self._accept, self._receive):
            threading.Thread(target=look, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self.stream.accept()
            except OSError:
                return
            self.came.append("tcp")
            connection.close()

    def _receive(self) -> None:
        while True:
            try:
                if not self.datagram.recvfrom(100)[0]:
                    return
            except OSError:
                return
            self.came.append("udp")


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.stream.close()
    one.datagram.close()


def stored_page(html: str) -> StoredPage:
    return StoredPage("https://pos.example/a", html.encode(), "text/html; charset=utf-8", "")


def hostile(listener: Listener, tmp_path: Path) -> str:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    return HOSTILE.format(host=f"127.0.0.1:{listener.port}", secret=secret)


def test_nothing_that_fetches_or_runs_is_left(listener: Listener, tmp_path: Path) -> None:
    left = harmless(stored_page(hostile(listener, tmp_path)))
    assert "127.0.0.1" not in left
    assert "file:" not in left
    assert "script" not in left.lower().replace("description", "")
    assert 'http-equiv="refresh"' not in left
    assert "prefetch" not in left
    assert "Raker kehumasan" in left
    assert "Teks berita." in left


def test_inline_style_and_words_stay() -> None:
    left = harmless(
        stored_page("<p style='color: red'>a<script>x</script>b<!-- c -->d</p><style>p { margin: 0 }</style>")
    )
    assert "color: red" in left
    assert "margin: 0" in left
    assert ">abd<" in left


@needs_chromium
def test_a_hostile_page_reaches_nobody(listener: Listener, tmp_path: Path) -> None:
    picture = draw(stored_page(hostile(listener, tmp_path)), PROGRAM)
    assert picture.asked == ()
    assert listener.came == []
    assert pyvips.Image.webpload_buffer(picture.content).width == picture.width


@needs_chromium
@pytest.mark.parametrize("has_namespace", [True, False])
def test_even_uncleaned_it_reaches_nobody(
    listener: Listener, tmp_path: Path, has_namespace: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walls behind the cleaning: without it, what the page asks for is refused to it; also without a namespace."""
    if not has_namespace:
        monkeypatch.setattr(chromium, "isolation", lambda: ())
    picture = shoot(hostile(listener, tmp_path), PROGRAM)
    assert picture.asked, "the page did ask, so that refusing it meant something"
    assert listener.came == []


@needs_chromium
def test_a_local_file_is_not_drawn(tmp_path: Path) -> None:
    """A red picture on our disk does not show, as a file, in a page that names it."""
    red = tmp_path / "merah.png"
    pyvips.Image.black(200, 200, bands=3).linear([1, 1, 1], [255, 0, 0]).cast("uchar").pngsave(str(red))
    picture = shoot(f'<img src="file://{red}" width=200 height=200>', PROGRAM)
    shown = pyvips.Image.webpload_buffer(picture.content)
    assert (shown.crop(20, 20, 100, 100)[0] - shown.crop(20, 20, 100, 100)[1]).avg() < 10


@needs_chromium
def test_the_whole_page_is_drawn_up_to_a_limit() -> None:
    tall = draw(stored_page("<p>Atas</p><div style='height: 3000px'></div><p>Bawah</p>"), PROGRAM)
    assert tall.height > 3000
    assert draw(stored_page("<div style='height: 900000px'>x</div>"), PROGRAM).height == TALLEST


@needs_chromium
def test_a_browser_that_takes_too_long_is_killed_with_all_its_processes() -> None:
    with pytest.raises(chromium.BrowserFailed, match="too long"):
        draw(stored_page("<p>a</p>"), PROGRAM, longest=0.05)
    left = [one for one in Path("/proc").glob("[0-9]*/cmdline") if b"jembatan-chromium-" in _read(one)]
    assert not [one for one in left if str(os.getpid()) == _parent(one)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parent(path: Path) -> str:
    try:
        return path.with_name("stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""


def test_a_program_that_is_no_browser_is_told() -> None:
    with pytest.raises(chromium.BrowserFailed):
        draw(stored_page("<p>a</p>"), sys.executable, longest=10)


def lease_of(article_id: object) -> leasing.Lease:
    del article_id
    return leasing.claim([PICTURE], 1)[0]


@needs_chromium
def test_the_worker_keeps_the_picture_sealed_after_the_page(world: World) -> None:
    page = stored(article_of(world.ntt))
    request_picture(viewer=world.viewer(world.ntt, Role.EDITOR), article=page.article)
    tasks.draw_picture(lease_of(page.article_id))
    picture = Evidence.objects.get(article=page.article, kind="picture")
    assert (picture.made_from, picture.previous_seal, picture.media_type) == (page, page.seal, "image/webp")
    assert list(Examination().run()) == []


def test_without_chromium_the_intent_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    page = stored(article_of(world.ntt))
    request_picture(viewer=world.viewer(world.ntt, Role.EDITOR), article=page.article)
    with pytest.raises(PermanentFailure, match="Chromium"):
        tasks.draw_picture(lease_of(page.article_id))
    assert tasks.attend_traced(page.article) is None


def test_a_broken_archive_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: "/bin/true")
    page = stored(article_of(world.ntt))
    request_picture(viewer=world.viewer(world.ntt, Role.EDITOR), article=page.article)
    lease = lease_of(page.article_id)
    with pytest.raises(TransientFailure):
        tasks.draw_picture(lease)
    final_path(page.sha256).unlink()
    with pytest.raises(PermanentFailure, match="tidak dapat dibaca"):
        tasks.draw_picture(lease)


def test_an_article_that_came_of_a_release_is_drawn_by_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import transaction

    from jembatan.foundation.intents.models import Intent

    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    for number, (klass, wanted) in enumerate((("unrelated", 0), ("mentions", 1))):
        article = article_of(world.ntt, f"pos.example/{number}", klass=klass)
        stored(article, page_of(address=f"https://pos.example/{number}"))
        keep = tasks.attend_traced(article)
        assert keep is not None
        with transaction.atomic():
            keep(article)
            keep(article)
        assert Intent.objects.filter(kind=PICTURE).count() == wanted
