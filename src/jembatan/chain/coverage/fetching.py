"""Fetching one page of an outlet, from a hostile world: the checked address is the one connected to.

httpx asks, httpcore connects; between them stands `CheckedBackend`, which resolves the name once, refuses inner
addresses and connects to the very number that it checked, so that a second answer of the name server changes nothing.
Every redirect makes a new connection, or reuses one that was checked.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore
import httpx
from django.utils.translation import gettext as _

from jembatan.chain.coverage.addresses import checked_addresses, clean_address
from jembatan.foundation.refusal import Refused

LARGEST_PAGE = 8 * 1024 * 1024
LONGEST_FETCH_SECONDS = 25.0
TIMEOUT = httpx.Timeout(10.0)
MOST_REDIRECTS = 5
READABLE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
NAME = "Jembatan/0.1 (government public relations; fetches single pages on request)"


class FetchFailed(Exception):  # noqa: N818
    """The page could not be had this time; `is_permanent` tells whether to try again."""

    def __init__(self, reason: str, *, is_permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_permanent = is_permanent


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the address after all redirects, the bytes (decoded from transfer and content coding), the type."""

    address: str
    content: bytes
    media_type: str


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve and check `host`, then connect to a checked number."""
        failure: Exception | None = None
        for number in checked_addresses(host, port):
            try:
                return self._backend.connect_tcp(number, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def _client() -> httpx.Client:
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=CheckedBackend()
    )
    return httpx.Client(
        transport=transport,
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": NAME, "Accept": ", ".join(READABLE_TYPES), "Accept-Language": "id, en;q=0.5"},
    )


def fetch(address: str) -> Page:
    """The page at `address`. Raises FetchFailed (with words for people), permanent where a retry would not help."""
    deadline = time.monotonic() + LONGEST_FETCH_SECONDS
    try:
        with _client() as client:
            target = clean_address(address)
            for _hop in range(MOST_REDIRECTS + 1):
                with client.stream("GET", target) as response:
                    if not response.has_redirect_location:
                        return _read(response, deadline)
                    target = clean_address(str(response.url.join(response.headers["Location"])))
    except Refused as refusal:
        raise FetchFailed(refusal.reasons[0], is_permanent=True) from refusal
    except httpx.InvalidURL as error:
        raise FetchFailed(_("Situs mengalihkan ke alamat yang rusak."), is_permanent=True) from error
    except httpx.DecodingError as error:
        raise FetchFailed(_("Isi halaman rusak."), is_permanent=True) from error
    except httpx.HTTPError as error:
        raise FetchFailed(
            _("Situs tidak menjawab (%(kind)s).") % {"kind": type(error).__name__}, is_permanent=False
        ) from error
    raise FetchFailed(_("Situs mengalihkan terus-menerus."), is_permanent=True)


def _read(response: httpx.Response, deadline: float) -> Page:
    if response.status_code >= httpx.codes.BAD_REQUEST:
        raise FetchFailed(
            _("Situs menjawab dengan kesalahan %(status)s.") % {"status": response.status_code},
            is_permanent=response.status_code in {401, 403, 404, 405, 410, 451},
        )
    media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if media_type not in READABLE_TYPES:
        raise FetchFailed(_("Alamat ini bukan halaman berita."), is_permanent=True)
    pieces, size = [], 0
    # Small bites: each is checked after decompression, so a bomb stops at the limit.
    for piece in response.iter_bytes(64 * 1024):
        size += len(piece)
        if size > LARGEST_PAGE:
            raise FetchFailed(_("Halaman terlalu besar (lebih dari 8 MB)."), is_permanent=True)
        if time.monotonic() > deadline:
            raise FetchFailed(_("Situs terlalu lambat."), is_permanent=False)
        pieces.append(piece)
    return Page(str(response.url), b"".join(pieces), media_type)
