"""Fetching from a hostile world: the checked address is the one connected to, and nothing lasts or grows for ever.

httpx asks, httpcore connects; between them stand `CheckedBackend`, which resolves the name once, refuses inner addresses
and connects to the very number that it checked, and `BoundedStream`, which counts every byte and second of the whole
fetch, headers and handshakes included. Connections are kept for the next request of the same thread to the same host:
they lead to a number that was checked.
"""

import threading
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from ssl import SSLContext

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.chain.coverage.addresses import clean_address
from jembatan.chain.coverage.connecting import Budget, CheckedBackend
from jembatan.foundation import clock
from jembatan.foundation.refusal import Refused

LARGEST_PAGE = 8 * 1024 * 1024
LONGEST_FETCH_SECONDS = 25.0
TIMEOUT = httpx.Timeout(10.0)
MOST_REDIRECTS = 5
READABLE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
NAME = "Jembatan/0.1 (government public relations; +https://{host}/)"
#: Refusals of `addresses` that tell of a fault on the way, not of an address that may not be asked.
_UNREACHED = frozenset({"unknown_host"})
#: A compressed answer is unpacked in pieces of this size, each of which is counted.
_PIECE = 64 * 1024
_PERMANENT = frozenset({400, 401, 403, 404, 405, 406, 410, 414, 451})
_PACKED = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class FetchFailed(Exception):  # noqa: N818
    """The page could not be had this time; `is_permanent` tells whether to try again.

    `status`: the site's answer where it gave one (404); None where there was none.
    """

    def __init__(self, reason: str, *, is_permanent: bool, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_permanent = is_permanent
        self.status = status


class FetchRefused(FetchFailed):
    """The address, or one that it redirects to, may not be asked, and was not."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, is_permanent=True)


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the address after all redirects, the bytes (decoded from transfer and content coding), the type.

    `status` is 200 and the like, or 304 with no content where conditional headers were sent. `headers` are as they came,
    `requested` is the address that was asked for first, `ip` the number that answered.
    """

    address: str
    content: bytes
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime = field(default_factory=clock.now)
    requested: str = ""
    ip: str = ""

    def header(self, name: str) -> str:
        """The value of the first header of this name; "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(slots=True)
class Manners:
    """What is done before a host is asked: a room above keeps the pace here. Filled in `config.wiring_coverage` only."""

    before_asking: list[Callable[[str], None]] = field(default_factory=list)

    def add(self, wait: Callable[[str], None]) -> None:
        """Have `wait` called with the host (host:port) before each request; it may take its time or raise FetchFailed."""
        if wait not in self.before_asking:
            self.before_asking.append(wait)


manners = Manners()


def fetch(
    address: str,
    *,
    headers: Mapping[str, str] | None = None,
    allow: Collection[str] = frozenset(),
    types: Collection[str] = READABLE_TYPES,
    largest: int = LARGEST_PAGE,
    in_turn: bool = True,
) -> Page:
    """The page at `address`. Raises FetchFailed (with words for people), permanent where a retry would not help, and
    FetchRefused where the address or a redirect may not be asked.

    `headers` are added (If-None-Match and the like); `allow` names inner hosts ("127.0.0.1", "127.0.0.1:8080") that may
    be asked all the same; `types` are the media types wanted; `largest` in bytes after decompression. `in_turn` keeps
    the pace of the host (`manners`).
    """
    allowed = frozenset(allow) | settings.FETCH_ALLOWED_HOSTS
    asker = _asker(allowed)
    asker.budget.begin(LONGEST_FETCH_SECONDS, 2 * largest)
    with _told_in_words():
        target = clean_address(address, allow=allowed)
        for _hop in range(MOST_REDIRECTS + 1):
            if in_turn:
                _keep_pace(asker.budget, target)
            with asker.client.stream("GET", target, headers=_sent(headers, types)) as response:
                if not response.has_redirect_location:
                    return _read(response, asker.budget, address, types, largest)
                target = clean_address(str(response.url.join(response.headers["Location"])), allow=allowed)
    raise FetchFailed(_("Situs mengalihkan terus-menerus."), is_permanent=True)


def _keep_pace(budget: Budget, target: str) -> None:
    """Waiting for one's turn is not counted as the site's slowness."""
    for wait in manners.before_asking:
        with budget.paused():
            wait(httpx.URL(target).netloc.decode("ascii"))


@contextmanager
def _told_in_words() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        if refusal.code in _UNREACHED:
            raise FetchFailed(refusal.reasons[0], is_permanent=False) from refusal
        raise FetchRefused(refusal.reasons[0]) from refusal
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise FetchRefused(_("Situs mengalihkan ke alamat yang rusak.")) from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:  # the budget's own, between two reads
        raise FetchFailed(_("Situs terlalu lambat."), is_permanent=False) from error
    except httpx.HTTPError as error:
        if isinstance(error.__context__, httpx.InvalidURL):  # httpx reads the Location before we do
            raise FetchRefused(_("Situs mengalihkan ke alamat yang rusak.")) from error
        kind = type(error).__name__
        raise FetchFailed(_("Situs tidak menjawab (%(kind)s).") % {"kind": kind}, is_permanent=False) from error


def _read(response: httpx.Response, budget: Budget, requested: str, types: Collection[str], largest: int) -> Page:
    if response.status_code >= httpx.codes.BAD_REQUEST:
        raise FetchFailed(
            _("Situs menjawab dengan kesalahan %(status)s.") % {"status": response.status_code},
            is_permanent=response.status_code in _PERMANENT,
            status=response.status_code,
        )
    media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    is_unchanged = response.status_code == httpx.codes.NOT_MODIFIED
    if not is_unchanged and types and media_type not in types:
        raise FetchFailed(_("Alamat ini bukan halaman berita."), is_permanent=True)
    pieces, size = [], 0
    for piece in () if is_unchanged else _unpacked(response):
        size += len(piece)
        if size > largest:
            raise FetchFailed(
                _("Halaman terlalu besar (lebih dari %(size)s MB).") % {"size": largest // 2**20}, is_permanent=True
            )
        budget.check()
        pieces.append(piece)
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else ("",)
    return Page(
        address=str(response.url),
        content=b"".join(pieces),
        media_type=media_type,
        status=response.status_code,
        headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw),
        requested=requested,
        ip=str(peer[0]),
    )


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The content in small pieces. httpx would unpack a whole read at once, and codings within codings without bound."""
    codings = [c.strip().lower() for c in response.headers.get("Content-Encoding", "").split(",") if c.strip()]
    codings = [coding for coding in codings if coding != "identity"]
    if not codings:
        yield from response.iter_raw()
        return
    if len(codings) > 1 or codings[0] not in _PACKED:
        raise FetchFailed(_("Halaman dimampatkan dengan cara yang tidak dikenal."), is_permanent=True)
    unpacker, is_first = zlib.decompressobj(_PACKED[codings[0]]), True
    try:
        for raw in response.iter_raw():
            if is_first and codings[0] == "deflate" and not _has_zlib_head(raw):
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            is_first = False
            yield unpacker.decompress(raw, _PIECE)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
    except zlib.error as error:
        raise FetchFailed(_("Isi halaman rusak."), is_permanent=True) from error
    if not unpacker.eof:
        raise FetchFailed(_("Isi halaman terputus di tengah."), is_permanent=False)


def _has_zlib_head(raw: bytes) -> bool:
    """Whether the bytes begin as RFC 1950 has it; many servers send bare RFC 1951 and call it deflate."""
    return len(raw) >= 2 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0


@dataclass(slots=True)
class _Asker:
    client: httpx.Client
    budget: Budget


_of_thread = threading.local()


def _asker(allowed: frozenset[str]) -> _Asker:
    """The client of this thread. A connection to an inner host serves only those who are allowed to have it."""
    known: dict[frozenset[str], _Asker] = _of_thread.__dict__.setdefault("askers", {})
    if allowed not in known:
        budget = Budget()
        transport = httpx.HTTPTransport(verify=_ssl_context(), trust_env=False)
        transport._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(),
            max_connections=8,
            max_keepalive_connections=8,
            keepalive_expiry=5.0,
            network_backend=CheckedBackend(allowed, budget),
        )
        client = httpx.Client(transport=transport, timeout=TIMEOUT, follow_redirects=False, trust_env=False)
        known[allowed] = _Asker(client, budget)
    asker = known[allowed]
    asker.client.cookies.clear()
    return asker


@cache
def _ssl_context() -> SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _sent(headers: Mapping[str, str] | None, types: Collection[str]) -> dict[str, str]:
    return {
        "User-Agent": user_agent(),
        "Accept": ", ".join(types) or "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "id, en;q=0.5",
        **(headers or {}),
    }


def user_agent() -> str:
    """How the installation names itself to sites, with the address where it is."""
    return NAME.format(host=httpx.URL(settings.BASE_URL).netloc.decode("ascii"))
