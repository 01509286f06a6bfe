"""Fetching against real servers on loopback that behave badly."""

import gzip
import socket
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from jembatan.chain.coverage import fetching
from jembatan.chain.coverage.fetching import FetchFailed

#: The pace of hosts is of another room, and has its own tests.
fetch = partial(fetching.fetch, in_turn=False)


class Outlet(BaseHTTPRequestHandler):
    """A page for every bad habit."""

    def do_GET(self) -> None:
        getattr(self, "at_" + self.path.strip("/").split("?", maxsplit=1)[0].replace("-", "_"))()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in (
            {"Content-Type": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()}
        ).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def at_good(self) -> None:
        self.answer(b"<p>halo</p>")

    def at_to_good(self) -> None:
        self.answer(b"", 302, Location="/good")

    def at_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def at_to_inner(self) -> None:
        self.answer(b"", 302, Location=f"http://localhost:{self.server.server_address[1]}/good")

    def at_to_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def at_bomb(self) -> None:
        self.answer(gzip.compress(b"0" * (40 * 1024 * 1024)), Content_Encoding="gzip")

    def at_broken_gzip(self) -> None:
        self.answer(b"this is not gzip", Content_Encoding="gzip")

    def at_picture(self) -> None:
        self.answer(b"GIF89a", Content_Type="image/gif")

    def at_gone(self) -> None:
        self.answer(b"", 410)

    def at_busy(self) -> None:
        self.answer(b"", 503)

    def at_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<p>")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def outlet(port: int, settings) -> str:
    settings.FETCH_ALLOWED_HOSTS = frozenset({"127.0.0.1"})
    return f"http://127.0.0.1:{port}"


def test_a_page_comes_with_the_address_it_was_found_at(outlet: str) -> None:
    page = fetch(f"{outlet}/to-good")
    assert page.content == b"<p>halo</p>"
    assert page.address == f"{outlet}/good"


@pytest.mark.parametrize(
    ("path", "is_permanent"),
    [
        ("loop", True),
        ("to-inner", True),
        ("to-file", True),
        ("bomb", True),
        ("broken-gzip", True),
        ("picture", True),
        ("gone", True),
        ("busy", False),
        ("cut", False),
    ],
)
def test_bad_habits_end_with_a_reason(outlet: str, path: str, is_permanent: bool) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetch(f"{outlet}/{path}")
    assert failed.value.is_permanent is is_permanent
    assert failed.value.reason


def test_an_inner_host_is_not_even_connected_to(port: int, settings) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset()
    with pytest.raises(FetchFailed, match="jaringan internal"):
        fetch("http://127.0.0.1/good")


def test_the_checked_number_is_the_one_connected_to(
    outlet: str, port: int, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    """A name server that answers differently the second time changes nothing: there is no second question."""
    settings.FETCH_ALLOWED_HOSTS = frozenset({"rebind.example"})
    real, asked = socket.getaddrinfo, []

    def answer(host: str, *arguments: object, **keywords: object) -> object:
        if host == "rebind.example":
            asked.append(host)
            return real("127.0.0.1", *arguments, **keywords)
        assert host == "127.0.0.1", host
        return real(host, *arguments, **keywords)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert fetch(f"http://rebind.example:{port}/good").content == b"<p>halo</p>"
    assert asked == ["rebind.example"]


def test_a_page_that_drips_is_given_up(outlet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST_FETCH_SECONDS", -1.0)
    with pytest.raises(FetchFailed, match="lambat"):
        fetch(f"{outlet}/good")
