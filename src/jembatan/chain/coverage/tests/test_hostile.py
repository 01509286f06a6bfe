"""What a hostile site may try: inner addresses by any way, and answers that never end, burst or lie.

Every case runs against a real server on loopback; an inner service listens beside it and must never be asked.
"""

import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from jembatan.chain.coverage import fetching
from jembatan.chain.coverage.addresses import clean_address
from jembatan.chain.coverage.fetching import FetchFailed, FetchRefused, fetch
from jembatan.chain.coverage.tests.hostile import Hostile, dripping, hostile_server, page, redirect
from jembatan.foundation.refusal import Refused

MEGABYTE = 1024 * 1024
#: Host parts that lead inward, as a person or a redirect may spell them.
INNER = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0",
    "localhost", "LOCALHOST", "localhost.", "127.0.0.1.", "x.localhost", "printer.local", "db.internal", "intranet",
    "metadata.google.internal", "169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "100.64.0.1",
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a00:1]", "[::ffff:0:127.0.0.1]", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[fec0::1]",
    "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]", "[5f00::1]", "[100::1]",
    "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",
]  # fmt: skip
#: Addresses that programs read in different ways, or that are not of the web.
TRICKS = [
    "http://pos.example@127.0.0.1/", "http://pos.example:80@127.0.0.1/", "http://@127.0.0.1/", "http://127.0.0.1\\@pos.example/",
    "http://pos.example\\@127.0.0.1/", "http://127.0.0.1#@pos.example/", "http://127.0.0.1?@pos.example/",
    "http://pos.example:22/", "http://pos.example:6379/", "http://pos.example:99999/", "http://pos.example:-1/",
    "http://pos.example%00.evil.example/", "http://127.0.0.1%2f.pos.example/", "http://pos.example/\r\nX: y",
    "http://pos.example /", "http:///etc/passwd", "http://", "//127.0.0.1/", "file:///etc/passwd", "ftp://pos.example/",
    "gopher://pos.example:70/", "dict://pos.example/", "ldap://pos.example/", "javascript:alert(1)",
    "data:text/html,<p>x", "jar:http://pos.example!/", "view-source:http://pos.example/", "http://[::1", "http://[127.0.0.1]/",
]  # fmt: skip


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Hostile, Hostile]]:
    with hostile_server() as outside, hostile_server() as inside:
        yield outside, inside


@pytest.fixture
def outside(servers: tuple[Hostile, Hostile], settings) -> Hostile:
    """Only this server, by host and port, may be asked; what else lies at 127.0.0.1 is inner."""
    settings.FETCH_ALLOWED_HOSTS = frozenset({f"127.0.0.1:{servers[0].port}"})
    servers[0].answers.clear()
    servers[0].asked.clear()
    return servers[0]


@pytest.fixture
def inside(servers: tuple[Hostile, Hostile]) -> Hostile:
    servers[1].asked.clear()
    servers[1].answers["/"] = page(b"<p>rahasia</p>")
    return servers[1]


@pytest.mark.parametrize("host", INNER)
def test_no_inner_host_is_asked_directly(host: str, settings) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset()
    with pytest.raises(FetchRefused):
        fetch(f"http://{host}/", in_turn=False)


@pytest.mark.parametrize("address", TRICKS)
def test_no_trick_address_is_asked(address: str, settings) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset()
    with pytest.raises(Refused):
        clean_address(address)
    with pytest.raises(FetchRefused):
        fetch(address, in_turn=False)


@pytest.mark.parametrize("host", INNER)
def test_no_redirect_leads_inward(host: str, outside: Hostile, inside: Hostile) -> None:
    outside.answers["/"] = redirect(f"http://{host}:{inside.port}/".encode())
    with pytest.raises(FetchRefused):
        fetch(outside.url(), in_turn=False)
    outside.answers["/"] = redirect(f"//{host}/".encode())
    with pytest.raises(FetchRefused):
        fetch(outside.url(), in_turn=False)
    assert inside.asked == []


@pytest.mark.parametrize("location", [trick for trick in TRICKS if "\r" not in trick and "://" in trick[:14]])
def test_no_redirect_is_a_trick(location: str, outside: Hostile, inside: Hostile) -> None:
    outside.answers["/"] = redirect(location.encode())
    with pytest.raises(FetchFailed):
        fetch(outside.url(), in_turn=False)
    assert inside.asked == []
    assert set(outside.asked) <= {"/", "/etc/passwd"}


def test_a_name_with_one_inner_number_is_not_asked(
    outside: Hostile, inside: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    answers = {
        "campur.example": ["93.184.216.34", "127.0.0.1"],
        "enam.example": ["::ffff:127.0.0.1"],
        "zona.example": ["fe80::1%1"],
    }

    def answer(host: str, port: int, *arguments: object, **keywords: object) -> object:
        if host in answers:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in answers[host]]
        return real(host, port, *arguments, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    for host in answers:
        outside.answers["/"] = redirect(f"http://{host}/".encode())
        with pytest.raises(FetchRefused):
            fetch(outside.url(), in_turn=False)


def test_a_second_answer_of_the_name_server_changes_nothing(
    outside: Hostile, inside: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First public, then inner: the number that was checked is connected to, and the name is not asked for again."""
    asked: list[str] = []
    dialled: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *arguments: object, **keywords: object) -> object:
        if host == "ganti.example":
            asked.append(host)
            number = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]
        return real(host, port, *arguments, **keywords)  # type: ignore[arg-type]

    def dial(self: object, number: str, port: int, *arguments: object) -> object:
        dialled.append(number)
        raise fetching.httpcore.ConnectError("not from a test")

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(fetching.httpcore.SyncBackend, "connect_tcp", dial)
    with pytest.raises(FetchFailed):
        fetch("http://ganti.example/", in_turn=False)
    assert (asked, dialled) == (["ganti.example"], ["93.184.216.34"])


def test_a_connection_that_one_was_allowed_serves_nobody_else(inside: Hostile, settings) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset()
    assert b"rahasia" in fetch(inside.url(), allow=["127.0.0.1"], in_turn=False).content
    inside.asked.clear()
    with pytest.raises(FetchRefused):
        fetch(inside.url(), in_turn=False)
    assert inside.asked == []


BOMB = zlib.compress(b"0" * (200 * MEGABYTE), 9)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#: Whole answers that are refused or end at once, with whether trying again makes sense.
BAD_ANSWERS = {
    "gzip-bomb": (page(gzip.compress(b"0" * (200 * MEGABYTE)), b"Content-Encoding: gzip"), True),
    "deflate-bomb": (page(BOMB, b"Content-Encoding: deflate"), True),
    "raw-deflate-bomb": (page(BOMB[2:-4], b"Content-Encoding: deflate"), True),
    "gzip-in-gzip": (page(gzip.compress(gzip.compress(b"0" * MEGABYTE)), b"Content-Encoding: gzip, gzip"), True),
    "codings-in-many-headers": (page(gzip.compress(b"x"), *[b"Content-Encoding: gzip"] * 50), True),
    "br": (page(b"\x0b\x02\x80halo\x03", b"Content-Encoding: br"), True),
    "zstd": (page(b"\x28\xb5\x2f\xfd", b"Content-Encoding: zstd"), True),
    "unknown-coding": (page(b"halo", b"Content-Encoding: rahasia"), True),
    "no-gzip": (page(b"bukan gzip", b"Content-Encoding: gzip"), True),
    "gzip-cut": (page(gzip.compress(b"halo" * 1000)[:-20], b"Content-Encoding: gzip"), False),
    "body-cut": (HEAD + b"Content-Length: 5000\r\n\r\n<p>", False),
    "chunk-cut": (CHUNKED + b"ff\r\nabc", False),
    "chunk-bad": (CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n", False),
    "chunk-huge": (CHUNKED + b"f" * 16 + b"\r\nabc", False),
    "chunk-line-endless": (CHUNKED + b"1;" + b"a" * 200_000 + b"\r\nx\r\n0\r\n\r\n", False),
    "two-lengths": (HEAD + b"Content-Length: 3\r\nContent-Length: 50\r\n\r\nabc", False),
    "length-negative": (HEAD + b"Content-Length: -5\r\n\r\nabc", False),
    "header-flood": (HEAD + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 90) for n in range(5000)) + b"\r\n", False),
    "header-long": (HEAD + b"X: " + b"a" * 500_000 + b"\r\n\r\n", False),
    "header-nul": (HEAD + b"X: a\x00b\r\n\r\nabc", False),
    "no-http": (b"SSH-2.0-OpenSSH_9.2\r\n", False),
    "nothing": (b"", False),
    "switching": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nabc", False),
    "too-large": (page(b"a" * (9 * MEGABYTE)), True),
    "picture": (page(b"GIF89a", media_type=b"image/gif"), True),
    "no-type": (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", True),
    "sign-in": (page(b"", status=b"401 Unauthorized"), True),
    "busy": (page(b"", status=b"503 Busy"), False),
    "odd-status": (page(b"", status=b"999 Aneh"), False),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_a_bad_answer_ends_with_a_reason_and_little_memory(name: str, outside: Hostile) -> None:
    answer, is_permanent = BAD_ANSWERS[name]
    outside.answers["/"] = answer
    tracemalloc.start()
    try:
        with pytest.raises(FetchFailed) as failed:
            fetch(outside.url(), in_turn=False)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert failed.value.reason.strip()
    assert failed.value.is_permanent is is_permanent
    assert peak < 48 * MEGABYTE, "what it unpacks to is not held"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(dripping(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"), id="headers"),
        pytest.param(dripping(b"H", b""), id="first-line"),
        pytest.param(dripping(HEAD + b"\r\n", b"a"), id="body"),
        pytest.param(dripping(CHUNKED, b"1\r\na\r\n"), id="chunks"),
        pytest.param(dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), id="continue"),
        pytest.param(dripping(CHUNKED + b"0\r\n", b"X: a\r\n"), id="trailers"),
    ],
)
def test_what_drips_for_ever_is_given_up(answer: object, outside: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time; the whole does not."""
    monkeypatch.setattr(fetching, "LONGEST_FETCH_SECONDS", 1.0)
    outside.answers["/"] = answer  # type: ignore[assignment]
    with pytest.raises(FetchFailed) as failed:
        fetch(outside.url(), in_turn=False)
    assert not failed.value.is_permanent


def test_redirects_end(outside: Hostile) -> None:
    outside.answers.update({f"/{n}": redirect(f"/{n + 1}".encode()) for n in range(50)})
    outside.answers["/a"], outside.answers["/b"] = redirect(b"/b"), redirect(b"/a")
    for start in ("/0", "/a"):
        outside.asked.clear()
        with pytest.raises(FetchFailed, match="terus-menerus"):
            fetch(outside.url(start), in_turn=False)
        assert len(outside.asked) == fetching.MOST_REDIRECTS + 1


def test_cookies_and_headers_of_one_site_reach_no_other_fetch(outside: Hostile) -> None:
    heard: list[bytes] = []

    def listen(line: socket.socket) -> None:
        line.sendall(page(b"x", b"Set-Cookie: a=rahasia; Path=/", b"Connection: close"))

    outside.answers["/"] = listen
    real = fetching._sent

    fetch(outside.url(), in_turn=False)
    client = fetching._asker(fetching.settings.FETCH_ALLOWED_HOSTS).client
    assert not list(client.cookies.jar)
    assert "Cookie" not in real(None, ("text/html",))
    assert heard == []


@pytest.mark.parametrize(
    "content",
    [
        b"<p>halo \x00\x00 dunia</p>",
        "<p>halo</p>".encode("utf-16"),
        b"<meta charset=utf-8><p>\xff\xfe\xfa</p>",
        b"<meta charset='tidak-ada'><p>halo</p>",
        b"+ADw-script+AD4-",
    ],
)
def test_lies_about_the_characters_leave_the_bytes_as_they_are(content: bytes, outside: Hostile) -> None:
    outside.answers["/"] = page(content, media_type=b"text/html; charset=utf-7")
    assert fetch(outside.url(), in_turn=False).content == content


def test_a_well_behaved_answer_tells_all_that_evidence_needs(outside: Hostile) -> None:
    outside.answers["/lama"] = redirect(b"/baru")
    outside.answers["/baru"] = page(gzip.compress(b"<p>halo</p>"), b"Content-Encoding: gzip", b"X-Nama: Nilai")
    found = fetch(outside.url("/lama"), in_turn=False)
    assert (found.content, found.status, found.ip) == (b"<p>halo</p>", 200, "127.0.0.1")
    assert (found.requested, found.address) == (outside.url("/lama"), outside.url("/baru"))
    assert ("X-Nama", "Nilai") in found.headers
    assert found.header("x-nama") == "Nilai"
    assert found.fetched_at.tzinfo is not None
