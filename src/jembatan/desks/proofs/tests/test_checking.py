"""Looking at paid pages again: a real server on this machine, the real engine, every kind of answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jembatan.chain.coverage.models import Article
from jembatan.chain.releases.models import Version
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import actions
from jembatan.desks.proofs.models import OnlineCheck, ProofItem
from jembatan.desks.proofs.tests import making
from jembatan.desks.proofs.timing import next_check
from jembatan.foundation import clock
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.tracing import Index, ReleaseText
from tests.world import World

PAGES: dict[str, tuple[int, str]] = {}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = PAGES.get(self.path, (404, ""))
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", body)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *told: object) -> None:
        """Quiet."""


@pytest.fixture
def site(settings: object) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.FETCH_ALLOWED_HOSTS = frozenset({"127.0.0.1"})  # type: ignore[attr-defined]
    settings.HOST_PACE_SECONDS = 0  # type: ignore[attr-defined]
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    PAGES.clear()


def html(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.replace(". ", ".\n").split("\n"))
    return f"<html><head><title>Berita</title></head><body><article><h1>Berita</h1>{paragraphs}</article></body></html>"


@pytest.fixture
def running(world: World, site: str, settings: object) -> tuple[Placement, Version]:
    """A placement whose page stands on the site, found a day ago."""
    version = making.release(world)
    Index.extend(Path(settings.TRACE_INDEX), [ReleaseText(str(version.pk), version.text, None)])
    placement = making.ordered(world, version)
    one = making.article(placement.agreement.partner.outlet)
    Article.objects.filter(pk=one.pk).update(address=f"{site}/berita", text=version.text)
    one.refresh_from_db()
    PAGES["/berita"] = (200, html(version.text))
    making.traced(one, version, (0, 1000))
    placement.refresh_from_db()
    assert placement.state == "found"
    return placement, version


def look(placement: Placement, days: int = 1) -> OnlineCheck:
    zone = placement.unit.zone
    evening = datetime.combine(placement.ordered_on + timedelta(days=days), time(20), zone)
    with clock.set_to(evening):
        drain({actions.CHECK, actions.LOOK})
    placement.refresh_from_db()
    return OnlineCheck.objects.order_by("at").last()


def test_a_page_that_stands_with_its_text_is_ok(running: tuple[Placement, Version]) -> None:
    placement, _version = running
    check = look(placement)
    assert (check.outcome, check.status) == ("ok", 200)
    assert check.share > 0.9
    assert len(check.sha256) == 64
    assert placement.state == "found"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_the_site_says_is_gone_has_vanished_and_may_come_back(
    running: tuple[Placement, Version], status: int
) -> None:
    placement, version = running
    PAGES["/berita"] = (status, "")
    assert look(placement).outcome == "gone"
    assert placement.state == "vanished"
    PAGES["/berita"] = (200, html(version.text))
    assert look(placement, 2).outcome == "ok"
    assert placement.state == "found"
    assert placement.finding.flags.filter(code="interrupted").exists()


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503])
def test_a_page_that_does_not_answer_is_unknown_and_never_gone(running: tuple[Placement, Version], status: int) -> None:
    placement, _version = running
    PAGES["/berita"] = (status, "")
    check = look(placement)
    assert (check.outcome, check.status) == ("unknown", status)
    assert placement.state == "found"


def test_a_site_that_is_down_is_unknown(running: tuple[Placement, Version]) -> None:
    placement, _version = running
    Article.objects.update(address="http://127.0.0.1:9/berita")
    assert look(placement).outcome == "unknown"
    assert placement.state == "found"


def test_a_page_without_its_text_is_gone(running: tuple[Placement, Version]) -> None:
    placement, _version = running
    PAGES["/berita"] = (200, html("Halaman ini sekarang berisi hal lain sama sekali. " * 12))
    check = look(placement)
    assert (check.outcome, check.status) == ("gone", 200)
    assert placement.state == "vanished"


def test_a_page_that_was_cut_below_the_share_is_gone(running: tuple[Placement, Version]) -> None:
    placement, version = running
    PAGES["/berita"] = (200, html(version.text[:700]))
    check = look(placement)
    assert check.outcome == "gone"
    assert check.share < 0.5


def test_a_redirect_to_the_front_page_is_gone_for_a_gallery(world: World, site: str) -> None:
    placement = making.ordered(world, kind="gallery")
    making.handed_in(
        placement, actions.HandInFacts(address=f"https://{placement.agreement.partner.outlet.domain}/foto")
    )
    Article.objects.update(address=f"{site}/foto")
    PAGES["/foto"] = (200, html("Foto"))
    assert look(placement).outcome == "ok"
    PAGES["/foto"], PAGES["/"] = (302, "/"), (200, html("Beranda"))
    assert look(placement, 2).outcome == "gone"
    assert placement.state == "vanished"


def test_looks_are_asked_for_until_the_days_are_over(running: tuple[Placement, Version]) -> None:
    placement, _version = running
    for day in range(1, 11):
        look(placement, day)
    days = [check.at.date() for check in OnlineCheck.objects.order_by("at")]
    assert (days[-1] - placement.ordered_on).days == 10
    assert not Intent.objects.filter(kind=actions.CHECK, state="waiting").exists()
    assert placement.finding.verdict["terms"][2]["status"] == "met"


def test_a_dismissed_item_is_not_looked_at(running: tuple[Placement, Version], world: World) -> None:
    placement, _version = running
    item = ProofItem.objects.get(placement=placement)
    actions.dismiss_item(viewer=making.staff(world, world.ntt).orders, item=item, reason="Salah.")
    assert look(placement) is None


START = date(2026, 3, 2)
LAST = START + timedelta(days=30)


def test_days_of_the_looks() -> None:
    looks: list[tuple[date, str]] = []
    today, asked = START, []
    while (day := next_check(START, LAST, looks, today, 7)) is not None:
        assert day >= today
        asked.append((day - START).days)
        looks.append((day, "ok"))
        today = day
    assert asked == [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 30]


def test_a_silent_page_is_asked_again_soon_but_not_for_ever() -> None:
    looks: list[tuple[date, str]] = []
    today, asked = START, []
    while (day := next_check(START, LAST, looks, today, 7)) is not None and len(asked) < 60:
        asked.append((day - START).days)
        looks.append((day, "unknown"))
        today = day
    assert asked[:4] == [1, 2, 3, 4]
    assert asked[-1] in range(30, 38)
    assert len(asked) < 20
