"""A site of one's own on loopback: pages by path, with validators, robots.txt and a log of what was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """`pages`: path -> (content, media type), or a function that answers with the handler at hand."""

    url: str = ""
    pages: dict[str, tuple[bytes, str] | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0

    def put(self, path: str, content: str | bytes, media_type: str = "text/html") -> str:
        """Serve `content` at `path`; its whole address."""
        self.pages[path] = (content.encode() if isinstance(content, str) else content, media_type)
        return self.url + path

    def articles(self, count: int, start: int = 0) -> list[str]:
        """Serve `count` articles; their addresses."""
        return [self.put(f"/berita/{n}", article(n)) for n in range(start, start + count)]


def article(number: int) -> str:
    """A page with an article of its own words."""
    told = " ".join(f"Pejabat ke-{number} menyebut angka {number * 7 + n} dalam rapat di Kupang." for n in range(8))
    return (
        f"<html lang=id><head><title>Berita nomor {number} dari Kupang</title>"
        f"<meta property='article:published_time' content='2018-04-25T10:{number % 60:02d}:00+08:00'></head><body><article>"
        f"<h1>Berita nomor {number} dari Kupang</h1><p>{told}</p><p>Kegiatan {number} berlangsung sampai sore hari dan "
        f"dihadiri banyak orang dari seluruh kabupaten dan kota.</p></article></body></html>"
    )


def rss(addresses: list[str]) -> str:
    """An RSS feed of `addresses`."""
    items = "".join(
        f"<item><title>Judul {n}</title><link>{address}</link><pubDate>Wed, 25 Apr 2018 02:00:00 GMT</pubDate></item>"
        for n, address in enumerate(addresses)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Umpan</title>{items}</channel></rss>"


@contextmanager
def serving() -> Iterator[Site]:
    """A site that answers until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            page = site.pages.get(self.path)
            if callable(page):
                page(self)
                return
            content, media_type = page if page is not None else (b"", "text/plain")
            etag = f'"{sha256(content).hexdigest()[:16]}"'
            is_same = page is not None and self.headers.get("If-None-Match") == etag
            site.unchanged += is_same
            self.send_response(304 if is_same else 200 if page is not None else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", "0" if is_same else str(len(content)))
            self.end_headers()
            if not is_same:
                self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
