"""From a source to a traced article: found once, known after, and told when it fails."""

from datetime import timedelta

import pytest

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources import actions, queries, tasks
from jembatan.chain.coverage.sources.actions import SourceFacts
from jembatan.chain.coverage.sources.looking import LookFailed, look_at
from jembatan.chain.coverage.sources.models import Poll, Sighting, Source
from jembatan.chain.coverage.sources.tests.serving import Site, rss
from jembatan.foundation import clock
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.viewer import Role
from tests.world import World


def added(world: World, address: str, kind: str = "feed", **more: object) -> Source:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    facts = SourceFacts(kind=kind, name=f"Sumber {address[-20:]}", address=address, **more)  # type: ignore[arg-type]
    return actions.add_source(viewer=viewer, facts=facts)


def look(source: Source) -> Poll:
    """Have the duty and the worker do what is due of polls; how it went."""
    Source.objects.filter(pk=source.pk).update(next_due_at=clock.now())
    assert tasks.schedule_polls() == 1
    drain(["sources.poll"])
    return source.polls.latest("at")


def test_a_feed_brings_articles_once(world: World, site: Site) -> None:
    source = added(world, site.put("/rss", rss(site.articles(3)), "application/rss+xml"))
    first = look(source)
    assert (first.outcome, first.new_count, first.known_count) == ("found", 3, 0)
    drain()
    assert set(Article.objects.values_list("state", flat=True)) == {"traced"}
    assert {a.added_by_unit_id for a in Article.objects.all()} == {world.ntt.pk}
    assert look(source).outcome == "unchanged"
    site.put("/rss", rss(site.articles(4)), "application/rss+xml")
    again = look(source)
    assert (again.outcome, again.new_count, again.known_count) == ("found", 1, 3)
    drain()
    assert Article.objects.count() == Sighting.objects.count() == 4
    assert Intent.objects.exclude(state="done").count() == 0
    assert [site.asked.count(f"/berita/{n}") for n in range(4)] == [1, 1, 1, 1], "nothing is fetched twice"


def test_two_sources_share_one_article(world: World, site: Site) -> None:
    addresses = site.articles(2)
    first = added(world, site.put("/a", rss(addresses), "text/xml"))
    other = actions.add_source(
        viewer=world.viewer(world.kupang, Role.EDITOR),
        facts=SourceFacts(kind="feed", name="Umpan kota", address=site.put("/b", rss(addresses), "text/xml")),
    )
    Source.objects.update(next_due_at=clock.now())
    tasks.schedule_polls()
    drain()
    assert Article.objects.count() == 2
    assert {source.sightings.count() for source in (first, other)} == {2}
    article = Article.objects.first()
    assert article is not None
    assert queries.own_source_units(article) == {world.ntt.pk, world.kupang.pk}
    seen = queries.sources_of_article(world.viewer(world.kupang, Role.EDITOR), article)
    assert [source.name for source in seen] == ["Umpan kota"], "another unit's own source is not told of"


def test_an_article_under_another_canonical_address_is_not_fetched_again(world: World, site: Site) -> None:
    page = site.pages
    site.articles(1)
    content = page["/berita/0"][0].decode().replace("</head>", "<link rel=canonical href='/berita/utama'></head>")
    content = content.replace("href='/", f"href='{site.url}/")
    source = added(world, site.put("/rss", rss([site.put("/berita/0?sumber=x", content)]), "text/xml"))
    look(source)
    drain()
    site.put("/rss", rss([f"{site.url}/berita/0?sumber=x"]) + " ", "text/xml")
    assert look(source).new_count == 0
    other = added(world, site.put("/rss2", rss([f"{site.url}/berita/0?sumber=x"]), "text/xml"))
    assert look(other).new_count == 0
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "path", "content", "media_type"),
    [
        ("feed", "/atom", "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><title>Satu</title>"
         "<link href='/berita/0'/><updated>2018-04-25T02:00:00Z</updated></entry></feed>", "application/atom+xml"),
        ("feed", "/json", '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"/berita/0",'
         '"title":"Satu","date_published":"2018-04-25T10:00:00+08:00"}]}', "application/feed+json"),
        ("list_page", "/indeks", "<html><div class=daftar><h2><a href='/berita/0'>Satu</a></h2></div>"
         "<a href='/tentang'>Tentang kami dan alamat redaksi kami</a></html>", "text/html"),
    ],
)  # fmt: skip
def test_each_kind_is_read(world: World, site: Site, kind: str, path: str, content: str, media_type: str) -> None:
    site.articles(1)
    selector = "div.daftar" if kind == "list_page" else ""
    source = added(world, site.put(path, content, media_type), kind, selector=selector)
    assert [item.address for item in look_at(source).items] == [f"{site.url}/berita/0"]
    assert look(source).new_count == 1


def test_a_sitemap_index_leads_to_news_and_remembers_what_is_unchanged(world: World, site: Site) -> None:
    today = clock.now().date().isoformat()
    ns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
    site.articles(2)
    site.put(
        "/news.xml",
        f"<urlset {ns}><url><loc>{site.url}/berita/0</loc><news:news><news:publication_date>{today}"
        f"</news:publication_date><news:title>Nol</news:title></news:news></url>"
        f"<url><loc>{site.url}/berita/1</loc><lastmod>2011-01-01</lastmod></url></urlset>",
        "application/xml",
    )
    index = f"<sitemapindex {ns}><sitemap><loc>{site.url}/news.xml</loc></sitemap></sitemapindex>"
    source = added(world, site.put("/sitemap.xml", index, "text/xml"), "sitemap")
    first = look(source)
    assert (first.new_count, first.known_count) == (1, 0), "what is years old is no news"
    assert Sighting.objects.get().title == "Nol"
    assert look(source).outcome == "unchanged"


def test_robots_are_heeded(world: World, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /tertutup/\nDisallow: /rss2", "text/plain")
    hidden = site.put("/tertutup/1", "x")
    source = added(world, site.put("/rss", rss([*site.articles(1), hidden]), "text/xml"))
    poll = look(source)
    assert (poll.new_count, poll.failed_count) == (1, 1)
    assert "robots.txt" in poll.note
    drain()
    assert "/tertutup/1" not in site.asked
    barred = added(world, site.put("/rss2", rss([]), "text/xml"))
    assert look(barred).outcome == "failed"
    assert site.asked.count("/robots.txt") == 1, "kept for the next look"


def test_a_failing_source_waits_longer_and_is_told(world: World, site: Site) -> None:
    source = added(world, f"{site.url}/tidak-ada")
    waits = []
    for _turn in range(3):
        assert look(source).outcome == "failed"
        source.refresh_from_db()
        assert source.next_due_at is not None
        waits.append(source.next_due_at - clock.now())
    assert waits[0] < waits[1] < waits[2]
    assert source.failures_in_a_row == 3
    assert "404" in source.last_failure
    viewer = world.viewer(world.ntt, Role.EDITOR)
    assert [view.health for view in queries.unwell_sources(viewer)] == ["failing"]
    assert tasks.watch_silence() == 1
    assert tasks.watch_silence() == 0, "said once"
    site.put("/tidak-ada", rss(site.articles(1)), "text/xml")
    assert look(source).outcome == "found"
    assert queries.unwell_sources(viewer) == []


def test_a_source_that_falls_silent_is_told(world: World, site: Site) -> None:
    source = added(world, site.put("/rss", rss(site.articles(1)), "text/xml"))
    look(source)
    now = clock.now()
    Poll.objects.update(at=now - timedelta(days=14))
    for n in range(28):
        article = Article.objects.create(canonical_key=f"x/{n}", way="address", state="traced")
        Sighting.objects.create(
            source=source, article=article, key=f"x/{n}", seen_at=now - timedelta(days=14, hours=-12 * n)
        )
    site.put("/rss", rss(site.articles(1)) + " ", "text/xml")
    look(source)
    source.refresh_from_db()
    assert 1.5 < source.habit < 2.5
    viewer = world.viewer(world.ntt, Role.EDITOR)
    Source.objects.filter(pk=source.pk).update(last_new_at=now - timedelta(hours=30))
    assert queries.unwell_sources(viewer) == []
    Source.objects.filter(pk=source.pk).update(last_new_at=now - timedelta(hours=60))
    assert [view.health for view in queries.unwell_sources(viewer)] == ["silent"]
    assert tasks.watch_silence() == 1


def test_a_batch_with_a_page_that_fails_keeps_the_rest(world: World, site: Site) -> None:
    busy = True

    def sometimes(handler: object) -> None:
        content = site.pages["/berita/1"][0] if not busy else b""  # type: ignore[index]
        handler.send_response(503 if busy else 200)  # type: ignore[attr-defined]
        handler.send_header("Content-Type", "text/html")  # type: ignore[attr-defined]
        handler.send_header("Content-Length", str(len(content)))  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        handler.wfile.write(content)  # type: ignore[attr-defined]

    addresses = [*site.articles(2), f"{site.url}/goyah", f"{site.url}/hilang"]
    site.pages["/goyah"] = sometimes
    source = added(world, site.put("/rss", rss(addresses), "text/xml"))
    look(source)
    drain()
    states = dict(Article.objects.values_list("address", "state"))
    assert [states[address] for address in addresses] == ["traced", "traced", "fetching", "failed"]
    busy = False
    Intent.objects.filter(kind="coverage.fetch", state="waiting").update(due_at=clock.now())
    drain()
    assert Article.objects.get(address=f"{site.url}/goyah").state == "traced"


def test_paused_sources_are_not_looked_at(world: World, site: Site) -> None:
    source = added(world, site.put("/rss", rss(site.articles(1)), "text/xml"))
    viewer = world.viewer(world.ntt, Role.EDITOR)
    actions.pause_source(viewer=viewer, source=source)
    assert tasks.schedule_polls() == 0
    actions.resume_source(viewer=viewer, source=source)
    assert tasks.schedule_polls() == 1


def test_what_is_no_feed_says_so(world: World, site: Site) -> None:
    source = added(world, site.put("/bukan", "<html><p>halo</p></html>"))
    with pytest.raises(LookFailed, match="bukan umpan"):
        look_at(source)
