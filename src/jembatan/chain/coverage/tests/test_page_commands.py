"""What scripts rely on: the JSON, and the codes of `extract` and `fetch`."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from jembatan.chain.coverage.commands import coverage

PAGES = Path(__file__).parent / "pages"
ARTICLE = PAGES / "06_halaman_jalur.html"


class Site(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        known = {"/berita": ARTICLE, "/indeks": PAGES / "22_indeks.html"}
        self.send_response(200 if self.path in known else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path in known:
            self.wfile.write(known[self.path].read_bytes())

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_extract_prints_what_the_interface_names() -> None:
    done = CliRunner().invoke(
        coverage, ["extract", str(ARTICLE), "--url", "https://floreskita.example/2018/04/panen-raya/"]
    )
    assert done.exit_code == 0
    expected = json.loads(ARTICLE.with_suffix(".json").read_text())
    del expected["url"]
    assert json.loads(done.stdout) == expected


def test_fetch_reads_a_page_that_may_be_asked(site: str) -> None:
    done = CliRunner().invoke(coverage, ["fetch", f"http://{site}/berita", "--allow", site])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["outlet"] == "Flores Kita"


@pytest.mark.parametrize(("path", "allow", "code"), [("berita", False, 3), ("hilang", True, 4), ("indeks", True, 5)])
def test_fetch_tells_by_its_code_why_there_is_nothing(site: str, path: str, allow: bool, code: int) -> None:
    done = CliRunner().invoke(coverage, ["fetch", f"http://{site}/{path}", *(["--allow", site] if allow else [])])
    assert done.exit_code == code
    assert done.stderr.strip()
    assert not done.stdout
    assert Site.asked == ([] if code == 3 else [f"/{path}"])
