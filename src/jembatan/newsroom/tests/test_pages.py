"""What the public pages, feeds and maps hold, and how they are answered."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from lxml import etree

from jembatan.chain.releases import actions
from jembatan.chain.releases.tests.making import TITLE, clearer, published
from jembatan.foundation.units.models import UnitName
from jembatan.newsroom.tests.making import CAPTION, asset, publish, with_photo
from tests.world import World

A = "{http://www.w3.org/2005/Atom}"
LIMIT = 60_000


@pytest.fixture
def base(settings: object) -> str:
    settings.BASE_URL = "https://humas.example"
    return settings.BASE_URL


def test_a_release_page(world: World, base: str) -> None:
    photo = asset(world)
    version = publish(world, with_photo(world, photo))
    answer = Client().get(reverse("newsroom_release", args=[version.release_id]))
    text = answer.content.decode()
    for words in (TITLE, world.ntt.name, world.ntt.email, CAPTION, "Humas NTT", "WITA", "Unduh ukuran penuh"):
        assert words in text
    assert f'<link rel="canonical" href="{base}/rilis/{version.release_id}/">' in text
    assert f'property="og:image" content="{base}/rilis/{version.release_id}/foto/{photo.pk}/screen/"' in text
    assert "hreflang" not in text


def test_the_data_block_is_whole_and_harmless(world: World, base: str) -> None:
    body = "<p>Angka 5 &lt; 6 &amp; tanda &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; dalam teks.</p>"
    version = published(world, body=body)
    answer = Client().get(reverse("newsroom_release", args=[version.release_id]))
    found = _scripts(answer.content.decode())
    blocks = [text for attributes, text in found if attributes.get("type") == "application/ld+json"]
    [article] = map(json.loads, blocks)
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == TITLE
    assert article["articleBody"] == version.text
    assert "</script>" in article["articleBody"]
    assert article["datePublished"].endswith("+08:00")
    assert article["publisher"]["email"] == world.ntt.email
    running = [a for a, _text in found if a.get("type") not in {"application/ld+json", "application/json"}]
    assert all("src" in attributes for attributes in running)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def _scripts(html: str) -> list[tuple[dict[str, str | None], str]]:
    class Reader(HTMLParser):
        found: list[list] = []
        inside = False

        def handle_starttag(self, tag, attrs):
            if tag == "script":
                self.found.append([dict(attrs), ""])
                self.inside = True

        def handle_endtag(self, tag):
            self.inside = self.inside and tag != "script"

        def handle_data(self, data):
            if self.inside:
                self.found[-1][1] += data

    reader = Reader()
    reader.found = []
    reader.feed(html)
    return [(attributes, text) for attributes, text in reader.found]


def test_no_style_and_no_handler_in_the_page(world: World) -> None:
    version = publish(world, with_photo(world, asset(world)))
    for address in ("/", reverse("newsroom_release", args=[version.release_id])):
        text = Client().get(address).content.decode()
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text)
        assert "<style" not in text


def test_the_name_of_the_day(world: World) -> None:
    UnitName.objects.filter(unit=world.ntt).update(since=date(2020, 1, 1))
    UnitName.objects.create(
        unit=world.ntt,
        name="Biro Humas Setda NTT",
        short_name="Biro Humas",
        kind="leaders_office",
        until=date(2019, 12, 31),
    )
    version = published(world)
    release = version.release
    release.issued_at = release.issued_at.replace(year=2018, month=4, day=25, hour=6, minute=5)
    release.save()
    text = Client().get(reverse("newsroom_release", args=[release.pk])).content.decode()
    assert "Biro Humas Setda NTT" in text
    assert "Rabu, 25 April 2018 14.05 WITA" in text
    listed = Client().get("/?bulan=2018-04").content.decode()
    assert TITLE in listed
    assert "Biro Humas Setda NTT" in listed
    assert TITLE not in Client().get("/?bulan=2018-05").content.decode()


def test_per_unit(world: World) -> None:
    published(world)
    assert TITLE in Client().get(reverse("newsroom_unit", args=[world.ntt.slug])).content.decode()
    other = Client().get(reverse("newsroom_unit", args=[world.kupang.slug])).content.decode()
    assert TITLE not in other
    assert "Belum ada siaran pers" in other


def test_search_finds_public_texts(world: World) -> None:
    published(world, body="<p>Panen jagung di Nagekeo berlangsung meriah.</p>")
    client = Client()
    assert TITLE in client.get("/", {"q": "jagung"}).content.decode()
    nothing = client.get("/", {"q": "kelautan"}).content.decode()
    assert TITLE not in nothing
    assert "Tidak ada yang cocok" in nothing
    assert "noindex" in nothing


def test_a_valid_and_stable_atom_feed(world: World, base: str) -> None:
    version = published(world)
    client = Client()
    for address in (reverse("newsroom_feed"), reverse("newsroom_unit_feed", args=[world.ntt.slug])):
        answer = client.get(address)
        assert answer["Content-Type"].startswith("application/atom+xml")
        feed = etree.fromstring(answer.content)
        assert feed.tag == f"{A}feed"
        for name in ("id", "title", "updated"):
            assert feed.findtext(f"{A}{name}")
        assert feed.findtext(f"{A}id").startswith("urn:uuid:")
        assert {link.get("rel"): link.get("href") for link in feed.findall(f"{A}link")}["self"] == base + address
        [entry] = feed.findall(f"{A}entry")
        assert entry.findtext(f"{A}id") == f"urn:uuid:{version.release_id}"
        assert entry.findtext(f"{A}title") == TITLE
        assert entry.find(f"{A}link").get("href") == f"{base}/rilis/{version.release_id}/"
        assert entry.findtext(f"{A}author/{A}name") == world.ntt.name
        for name in ("updated", "published"):
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", entry.findtext(f"{A}{name}")
            )
        assert "<p>" in entry.findtext(f"{A}content")
    second = published(world, version.release, body="<p>Teks yang diperbarui seluruhnya.</p>")
    [entry] = etree.fromstring(client.get(reverse("newsroom_feed")).content).findall(f"{A}entry")
    assert entry.findtext(f"{A}id") == f"urn:uuid:{second.release_id}"


def test_an_empty_feed_stays_the_same(world: World) -> None:
    first, second = (Client().get(reverse("newsroom_feed")) for _ in range(2))
    assert first.content == second.content
    assert etree.fromstring(first.content).findtext(f"{A}updated")


def test_site_maps_and_robots(world: World, base: str) -> None:
    version = published(world)
    client = Client()
    index = etree.fromstring(client.get("/sitemap.xml").content)
    addresses = [loc.text for loc in index.iter("{*}loc")]
    assert f"{base}/sitemap-halaman.xml" in addresses
    listed = []
    for address in addresses:
        listed += [loc.text for loc in etree.fromstring(client.get(address.removeprefix(base)).content).iter("{*}loc")]
    assert set(listed) == {f"{base}/", f"{base}/unit/{world.ntt.slug}/", f"{base}/rilis/{version.release_id}/"}
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {base}/sitemap.xml" in robots
    assert "Disallow: /kerja/" in robots


def test_what_has_not_changed_is_not_sent_again(world: World) -> None:
    version = published(world)
    client = Client()
    own = reverse("newsroom_release", args=[version.release_id])
    for address in ("/", own, reverse("newsroom_feed"), "/sitemap.xml", "/robots.txt"):
        first = client.get(address)
        assert first["Cache-Control"] == "no-cache"
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    modified = client.get(own)["Last-Modified"]
    assert client.get(own, headers={"If-Modified-Since": modified}).status_code == 304
    tag = client.get(own)["ETag"]
    client.cookies["django_language"] = "en"
    assert client.get(own, headers={"If-None-Match": tag}).status_code == 200, "another language is another page"
    client.cookies.clear()
    actions.retract_version(viewer=clearer(world), version=version, reason="Keliru")
    assert client.get(own, headers={"If-None-Match": tag, "If-Modified-Since": modified}).status_code == 410
    feed = client.get(reverse("newsroom_feed"), headers={"If-Modified-Since": modified})
    assert feed.status_code == 200 or feed["Last-Modified"] == modified, "a retraction is a change"


def test_a_photo_is_given_out_for_caches(world: World) -> None:
    photo = asset(world)
    version = publish(world, with_photo(world, photo))
    address = reverse("newsroom_photo", args=[version.release_id, photo.pk, "press"])
    answer = Client().get(address)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert answer["Cache-Control"].startswith("public")
    assert answer["Content-Disposition"].startswith("attachment")
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    shown = Client().get(reverse("newsroom_photo", args=[version.release_id, photo.pk, "screen"]))
    assert shown["Content-Disposition"].startswith("inline")


def test_the_pager_and_what_a_list_asks_of_the_database(world: World, django_assert_max_num_queries) -> None:
    for _n in range(23):
        published(world)
    client = Client()
    with django_assert_max_num_queries(14):
        text = client.get("/").content.decode()
    assert text.count("data-row") == 20
    assert "?hal=2" in text
    assert client.get("/?hal=2").content.decode().count("data-row") == 3


@pytest.mark.parametrize("which", ["list", "release"])
def test_the_first_view_is_light(world: World, which: str) -> None:
    """Everything on the wire but photos: page, style sheet, script, drawings, all compressed."""
    photo = asset(world)
    version = publish(world, with_photo(world, photo, body=f"<p>{'Kalimat siaran pers yang biasa. ' * 20}</p>" * 8))
    for _n in range(19):
        published(world, body=f"<p>{'Kalimat pembuka yang panjang sekali. ' * 20}</p>")
    address = "/" if which == "list" else reverse("newsroom_release", args=[version.release_id])
    answer = Client().get(address, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    html = gzip.decompress(answer.content).decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', html)) | {"web/motif.svg"}
    assert {"web/jembatan.css", "web/public.js"} <= files
    weight = len(answer.content) + sum(len(gzip.compress(_static(name))) for name in files)
    assert weight <= LIMIT, f"{weight} bytes"


def _static(name: str) -> bytes:
    path = finders.find(name)
    assert path is not None
    with open(path, "rb") as file:
        return file.read()
