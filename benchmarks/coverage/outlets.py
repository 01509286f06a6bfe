"""A site of many outlets on loopback, in a process of its own: feeds, and articles of generated Indonesian sentences."""

import json
import multiprocessing
import random
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection

PLACES = ("Kupang", "Waikabubak", "Ende", "Maumere", "Soe", "Atambua", "Kefamenanu", "Bajawa", "Ruteng", "Larantuka")
WHO = ("Gubernur", "Bupati", "Wali Kota", "Sekretaris Daerah", "Kepala Dinas", "Camat", "Kepala Desa", "Ketua DPRD")
DID = ("meninjau", "meresmikan", "membuka", "mengevaluasi", "menyerahkan", "membahas", "mendukung", "memantau")
WHAT = (
    "pembangunan jalan desa", "panen jagung serentak", "rapat kerja kehumasan", "layanan air bersih", "pasar rakyat",
    "pelatihan guru", "puskesmas pembantu", "irigasi sawah", "festival tenun ikat", "penyaluran bantuan benih",
)  # fmt: skip


def sentences(seed: object, count: int = 14) -> list[str]:
    """Sentences that belong to `seed` alone, the same at each call."""
    choose = random.Random(str(seed))
    return [
        f"{choose.choice(WHO)} {choose.choice(DID)} {choose.choice(WHAT)} di {choose.choice(PLACES)} bersama "
        f"{choose.randrange(20, 900)} warga, dengan anggaran Rp{choose.randrange(1, 999)} juta dan target "
        f"{choose.randrange(2, 60)} kelompok yang selesai dalam {choose.randrange(2, 12)} bulan."
        for _n in range(count)
    ]


def release_text(number: int) -> tuple[str, str]:
    """Title and paragraphs (HTML) of a release that some of the articles copy from."""
    body = "".join(f"<p>{' '.join(part)}</p>" for part in _paragraphs(sentences(f"rilis {number}")))
    return f"Siaran pers ke-{number} tentang kegiatan pimpinan daerah", body


def article_page(feed: int, number: int) -> bytes:
    """An article; every fourth takes half of its sentences from a release."""
    told = sentences(f"berita {feed} {number}")
    if number % 4 == 0:
        told[3:10] = sentences(f"rilis {(feed * 100 + number) % 200}")[3:10]
    body = "".join(f"<p>{' '.join(part)}</p>" for part in _paragraphs(told))
    menu = "".join(f"<li><a href='/rubrik/{n}'>Rubrik {n}</a></li>" for n in range(30))
    related = "".join(
        f"<li><a href='/lain/{n}'>Baca juga: berita lain ke-{n} dari media ini</a></li>" for n in range(12)
    )
    title = f"Berita {feed}-{number}: {told[0][:60]}"
    return (
        f"<!doctype html><html lang='id'><head><meta charset='utf-8'><title>{title} - Media {feed}</title>"
        f"<meta property='og:title' content='{title}'><meta property='article:published_time' "
        f"content='2018-04-{1 + number % 28:02d}T{feed % 24:02d}:{number % 60:02d}:00+08:00'></head><body><header><nav>"
        f"<ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><div class='content'>{body}</div></article>"
        f"<aside><ul>{related}</ul></aside></main><footer>Hak cipta Media {feed}</footer></body></html>"
    ).encode()


def _paragraphs(told: list[str]) -> list[list[str]]:
    return [told[start : start + 2] for start in range(0, len(told), 2)]


@dataclass(frozen=True)
class Outlets:
    """Where the outlets are."""

    hosts: list[str]
    feed_addresses: list[str]
    count_address: str

    def requests(self) -> int:
        """How many pages of articles were asked for."""
        with urllib.request.urlopen(self.count_address) as answer:
            return int(json.load(answer))


@contextmanager
def serve_in_a_process(feeds: int, items: int) -> Iterator[Outlets]:
    """Serve `feeds` outlets of `items` articles, each at a loopback address of its own."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(items, theirs), daemon=True)
    process.start()
    try:
        port = ours.recv()
        hosts = [f"127.0.1.{feed + 1}" for feed in range(feeds)]
        addresses = [f"http://{host}:{port}/rss/{feed}" for feed, host in enumerate(hosts)]
        yield Outlets(hosts, addresses, f"http://127.0.0.1:{port}/count")
    finally:
        process.terminate()
        process.join()


def _serve(items: int, told: Connection) -> None:
    pages: dict[str, bytes] = {}
    counted = [0]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            kind, _, rest = self.path.strip("/").partition("/")
            if kind == "berita":
                counted[0] += 1
                content = pages.get(rest)
                if content is None:
                    feed, number = map(int, rest.split("/"))
                    content = pages[rest] = article_page(feed, number)
                self._answer(content, "text/html; charset=utf-8")
            elif kind == "rss":
                self._answer(self._feed(int(rest)), "application/rss+xml")
            elif kind == "count":
                self._answer(json.dumps(counted[0]).encode(), "application/json")
            else:
                self._answer(b"", "text/plain", 404)

        def _feed(self, feed: int) -> bytes:
            site = f"http://{self.headers['Host']}"
            entries = "".join(
                f"<item><title>Berita {feed}-{n}</title><link>{site}/berita/{feed}/{n}</link>"
                f"<pubDate>Wed, 25 Apr 2018 02:00:00 GMT</pubDate><description>Ringkasan {n}</description></item>"
                for n in range(items)
            )
            return f"<rss version='2.0'><channel><title>Media {feed}</title>{entries}</channel></rss>".encode()

        def _answer(self, content: bytes, media_type: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    server = Server(("0.0.0.0", 0), Handler)
    told.send(server.server_address[1])
    server.serve_forever()
