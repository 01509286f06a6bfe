"""The way to a host: a number that was checked, within a budget of seconds and bytes for the whole fetch."""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore

from jembatan.chain.coverage.addresses import checked_addresses

#: One read takes no more, so that what is unpacked of it at once is bounded.
_READ_BYTES = 16 * 1024


@dataclass(slots=True)
class Budget:
    """What one fetch may take in all: redirects, handshakes, headers and bodies together. Of one thread."""

    ends_at: float = 0.0
    bytes_left: int = 0

    def begin(self, seconds: float, size: int) -> None:
        """Start anew: `seconds` from now, `size` bytes as they come over the line."""
        self.ends_at, self.bytes_left = time.monotonic() + seconds, size

    def seconds_left(self, wanted: float | None) -> float:
        """What is left, at most `wanted`. Raises httpcore.ReadTimeout where nothing is."""
        self.check()
        left = self.ends_at - time.monotonic()
        return max(0.001, left if wanted is None else min(left, wanted))

    def check(self) -> None:
        """Raise httpcore.ReadTimeout if the time is over."""
        if time.monotonic() >= self.ends_at:
            raise httpcore.ReadTimeout("the whole took too long")

    def spend(self, size: int) -> None:
        """Count `size` bytes that came. Raises httpcore.RemoteProtocolError if it was too much."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise httpcore.RemoteProtocolError("too much came")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is waited within is not counted."""
        began = time.monotonic()
        yield
        self.ends_at += time.monotonic() - began


class BoundedStream(httpcore.NetworkStream):
    """A connection that keeps to the budget at every read and write."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget, peer: tuple[str, int]) -> None:
        self._inner = inner
        self._budget = budget
        self._peer = peer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to 16 kB."""
        data = self._inner.read(min(max_bytes, _READ_BYTES), self._budget.seconds_left(timeout))
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send `buffer`."""
        self._inner.write(buffer, self._budget.seconds_left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._budget.seconds_left(timeout))
        return BoundedStream(inner, self._budget, self._peer)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself; "server_addr" also once it is closed."""
        return self._peer if info == "server_addr" else self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to `allowed` hosts, only."""

    def __init__(self, allowed: frozenset[str], budget: Budget) -> None:
        self._backend = httpcore.SyncBackend()
        self._allowed = allowed
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve and check `host`, then connect to a checked number. Raises Refused (of `addresses`)."""
        failure: Exception | None = None
        for number in checked_addresses(host, port, allow=self._allowed):
            seconds = self._budget.seconds_left(timeout)
            try:
                stream = self._backend.connect_tcp(number, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return BoundedStream(stream, self._budget, (number, port))
        raise failure or httpcore.ConnectError("no address")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
