"""A server on loopback that sends exactly the bytes it is told to, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Hostile:
    """`answers`: path -> raw bytes of the whole answer, or a function that writes them."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        """The whole address of `path`."""
        return f"http://127.0.0.1:{self.port}{path}"


def page(body: bytes, *headers: bytes, status: bytes = b"200 OK", media_type: bytes = b"text/html") -> bytes:
    """A whole answer with a true length."""
    head = [b"HTTP/1.1 " + status, b"Content-Type: " + media_type, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def redirect(to: bytes) -> bytes:
    """A redirect."""
    return page(b"", b"Location: " + to, status=b"302 Found")


def dripping(first: bytes, piece: bytes, pause: float = 0.02) -> Callable[[socket.socket], None]:
    """Send `first`, then `piece` again and again until the other side hangs up."""

    def send(line: socket.socket) -> None:
        line.sendall(first)
        while True:
            line.sendall(piece)
            time.sleep(pause)

    return send


@contextlib.contextmanager
def hostile_server() -> Iterator[Hostile]:
    """The server, until the block ends."""
    told = Hostile()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                more = self.request.recv(4096)
                if not more:
                    return
                head += more
            path = head.split(b" ", 2)[1].decode("latin-1")
            told.asked.append(path)
            answer = told.answers.get(path, page(b"", status=b"404 Not Found"))
            with contextlib.suppress(OSError):
                if callable(answer):
                    answer(self.request)
                else:
                    self.request.sendall(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    server = Server(("127.0.0.1", 0), Handler)
    told.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
