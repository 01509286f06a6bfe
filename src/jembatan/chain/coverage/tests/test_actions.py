"""Articles enter once for the network, and are traced to the versions that the viewer may know."""

import socket
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.db import transaction

from jembatan.chain.coverage import actions, queries, tasks
from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.coverage.states import TRANSITIONS, ArticleState, after, may
from jembatan.chain.releases.events import ReleasePublished
from jembatan.chain.releases.models import Release, Version
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.refusal import Refused
from jembatan.foundation.search.actions import rebuild_index
from jembatan.foundation.search.queries import find
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role
from tests.world import World

TEXT = (
    "Waingapu – Dinas Peternakan Kabupaten Contoh membagikan delapan puluh ekor sapi induk kepada empat kelompok tani "
    "di Kecamatan Kota pada Rabu pagi.\n\nKetua kelompok, Umbu Contoh, berjanji menggulirkan anak sapi pertama kepada "
    "tetangga yang belum menerima bantuan, paling lambat dua tahun sejak sekarang."
)


def facts(text: str = TEXT, title: str = "Sapi digulirkan", **rest: object) -> actions.ArticleFacts:
    return actions.ArticleFacts(title=title, text=text, **rest)


def published(world: World, text: str = TEXT, visibility: str = Visibility.PUBLIC) -> Version:
    release = Release.objects.create(unit=world.ntt, visibility=visibility)
    version = Version.objects.create(
        release=release,
        ordinal=1,
        title="Sapi induk dibagikan",
        body=text,
        text=text,
        state="published",
        published_at=datetime(2026, 3, 4, tzinfo=UTC),
    )
    tasks.extend_index([version])
    return version


def test_a_pasted_article_finds_its_release(world: World) -> None:
    version = published(world)
    viewer = world.viewer(world.sumba_barat, Role.CONTRIBUTOR)
    article = actions.add_article_text(viewer=viewer, facts=facts(f"Angin bertiup kencang.\n\n{TEXT}")).article
    drain(["coverage.trace"])
    article.refresh_from_db()
    match = Match.objects.get(article=article)
    assert article.state == ArticleState.TRACED
    assert match.version == version
    assert match.release_share > 0.95
    assert all(article.text[a0:a1] == version.text[r0:r1] for a0, a1, r0, r1 in match.spans), (
        "offsets point into both texts"
    )
    assert AuditRecord.objects.filter(action="coverage.add_article", object_id=article.pk).exists()


def test_an_unrelated_article_has_no_match(world: World) -> None:
    published(world)
    text = "Kupang – Lomba perahu layar di teluk diikuti tiga puluh peserta dari lima kelurahan pesisir kota itu."
    added = actions.add_article_text(viewer=world.viewer(world.kupang, Role.EDITOR), facts=facts(text, "Perahu"))
    drain(["coverage.trace"])
    added.article.refresh_from_db()
    assert added.article.klass == Article.Klass.UNRELATED
    assert not added.article.matches.exists()


def test_a_release_that_comes_later_finds_the_article(world: World) -> None:
    viewer = world.viewer(world.kupang, Role.EDITOR)
    article = actions.add_article_text(
        viewer=viewer, facts=facts(published_at=datetime(2026, 3, 5, tzinfo=UTC))
    ).article
    drain(["coverage.trace"])
    assert not article.matches.exists()
    release = Release.objects.create(unit=world.ntt, visibility=Visibility.PUBLIC)
    version = Version.objects.create(
        release=release, ordinal=1, title="T", body=TEXT, text=TEXT, state="published",
        published_at=datetime(2026, 3, 4, tzinfo=UTC),
    )  # fmt: skip
    with transaction.atomic():
        tasks.index_published(ReleasePublished(release.pk, version.pk, world.ntt.pk))
    drain()
    assert article.matches.get().version == version


def test_the_same_address_or_text_is_the_same_article_for_the_network(world: World) -> None:
    first = world.viewer(world.kupang, Role.EDITOR)
    second = world.viewer(world.sumba_barat, Role.EDITOR)
    added = actions.add_article_text(viewer=first, facts=facts(), address="https://www.pos-x.example/sapi?utm_source=a")
    again = actions.add_article_text(
        viewer=second, facts=facts("Lain sama sekali. " * 9), address="pos-x.example/sapi/"
    )
    assert added.is_new
    assert not again.is_new
    assert again.article == added.article
    pasted = actions.add_article_text(viewer=first, facts=facts())
    assert pasted.is_new
    assert not actions.add_article_text(viewer=second, facts=facts(TEXT.replace(" ", "  "))).is_new


def test_all_reasons_are_told_at_once_and_the_refusal_is_recorded(world: World) -> None:
    auditor = world.viewer(world.ntt, Role.AUDITOR)
    with pytest.raises(Refused) as refused:
        actions.add_article_text(viewer=auditor, facts=facts("pendek", ""), address="ftp://x.example")
    assert len(refused.value.reasons) == 4
    assert not Article.objects.exists()
    assert AuditRecord.objects.filter(action="coverage.add_article.refused").exists()


def test_the_outlet_is_known_by_its_domain(world: World) -> None:
    outlet = Outlet.objects.create(name="Pos X", domain="pos-x.example")
    viewer = world.viewer(world.kupang, Role.EDITOR)
    added = actions.add_article_text(viewer=viewer, facts=facts(), address="https://m.pos-x.example/sapi")
    assert added.article.outlet == outlet


def test_a_match_with_a_closed_version_is_told_to_its_owner_only(world: World) -> None:
    published(world, visibility=Visibility.UNIT)
    article = actions.add_article_text(viewer=world.viewer(world.kupang, Role.EDITOR), facts=facts()).article
    drain(["coverage.trace"])
    inside, outside = world.viewer(world.ntt, Role.AUDITOR), world.viewer(world.kupang, Role.BUREAU_HEAD)
    assert len(queries.matches_of_article(inside, article)) == 1
    assert queries.matches_of_article(outside, article) == []
    assert queries.articles(outside, queries.ArticleFilter(origin="traced")).count() == 0
    assert queries.articles(inside, queries.ArticleFilter(origin="traced")).count() == 1


class Outlets(BaseHTTPRequestHandler):
    """One page with a canonical address, and one that is gone."""

    def do_GET(self) -> None:
        if self.path.startswith("/hilang"):
            self.send_error(410)
            return
        paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
        body = (
            "<html><head><title>Sapi digulirkan</title><link rel='canonical' href='/tak-dipakai'>"
            "<meta property='article:published_time' content='2026-03-05T10:00:00+08:00'></head>"
            f"<body><article><h1>Sapi digulirkan</h1>{paragraphs}</article></body></html>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlets)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.FETCH_ALLOWED_HOSTS = frozenset({"127.0.0.1"})
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_address_is_fetched_read_and_traced(world: World, site: str) -> None:
    version = published(world)
    viewer = world.viewer(world.kupang, Role.CONTRIBUTOR)
    article = actions.add_article_address(viewer=viewer, address=f"{site}/sapi").article
    assert article.state == ArticleState.FETCHING
    drain()
    article.refresh_from_db()
    assert article.title == "Sapi digulirkan"
    assert article.published_at == datetime(2026, 3, 5, 2, tzinfo=UTC)
    assert article.matches.get().version == version


def test_a_page_that_is_gone_is_told_and_the_text_can_be_supplied(world: World, site: str) -> None:
    viewer = world.viewer(world.kupang, Role.CONTRIBUTOR)
    article = actions.add_article_address(viewer=viewer, address=f"{site}/hilang").article
    drain()
    article.refresh_from_db()
    assert article.state == ArticleState.FAILED
    assert "410" in article.failure
    assert not Intent.objects.filter(state=Intent.State.DEAD).exists()
    actions.supply_text(viewer=viewer, article=article, facts=facts())
    drain()
    article.refresh_from_db()
    assert article.state == ArticleState.TRACED


def test_an_inner_address_behind_a_name_is_told_and_not_opened(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = world.viewer(world.kupang, Role.CONTRIBUTOR)
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr("jembatan.chain.coverage.addresses.socket.getaddrinfo", lambda *a, **k: answer)
    article = actions.add_article_address(viewer=viewer, address="http://berita.example/rahasia").article
    drain()
    article.refresh_from_db()
    assert article.state == ArticleState.FAILED
    assert "jaringan internal" in article.failure


def test_no_step_but_those_of_the_table(world: World) -> None:
    steps = {step for _state, step in TRANSITIONS}
    for state in ArticleState:
        for step in steps:
            if (state, step) in TRANSITIONS:
                assert after(state, step) == TRANSITIONS[state, step]
            else:
                assert not may(state, step)
                with pytest.raises(KeyError):
                    after(state, step)
    viewer = world.viewer(world.kupang, Role.EDITOR)
    article = actions.add_article_text(viewer=viewer, facts=facts()).article
    with pytest.raises(Refused):
        actions.fetch_again(viewer=viewer, article=article)
    with pytest.raises(Refused):
        actions.supply_text(viewer=viewer, article=article, facts=facts())


def test_articles_are_found_again_after_the_index_is_built_anew(world: World) -> None:
    viewer = world.viewer(world.kupang, Role.EDITOR)
    article = actions.add_article_text(viewer=viewer, facts=facts()).article
    rebuild_index()
    found = find(world.viewer(world.ntt, Role.AUDITOR), "sapi", kind="article")
    assert [result.id for result in found.results] == [article.pk]


def test_a_slow_tracing_by_an_older_index_removes_nothing_newer(world: World) -> None:
    article = actions.add_article_text(viewer=world.viewer(world.kupang, Role.EDITOR), facts=facts()).article
    before = clock.now()
    published(world)
    drain(["coverage.trace"])
    assert article.matches.count() == 1
    article.refresh_from_db()
    actions.keep_matches(viewer=tasks.WORKER, article=article, klass="unrelated", found=[], looked_at=before)
    article.refresh_from_db()
    assert article.matches.count() == 1
    assert article.klass != "unrelated"
    actions.keep_matches(viewer=tasks.WORKER, article=article, klass="unrelated", found=[], looked_at=clock.now())
    assert not article.matches.exists()
