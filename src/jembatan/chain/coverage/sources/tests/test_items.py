"""What feeds, sitemaps, list pages and mails may hide: entities, bombs, depths; and what people forward."""

import gzip
import json
import time
from email.message import EmailMessage

import pytest

from jembatan.chain.coverage.fetching import Page
from jembatan.chain.coverage.sources.health import Health, Signs, habit_of, health_of, longest_usual_gap
from jembatan.chain.coverage.sources.items import Unreadable, compiled, feed_items, list_items, sitemap
from jembatan.chain.coverage.sources.mailbox import place_of, read_mail, without_forwarding
from jembatan.chain.coverage.sources.pasting import addresses_in, addresses_in_html
from jembatan.foundation import clock
from jembatan.foundation.refusal import Refused

BASE = "https://pos.example/rss"
ITEM = "<item><title>{title}</title><link>https://pos.example/a</link></item>"
LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 if n else str()};' * 10}'>" for n in range(9))
    + "]>"
)
XXE = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
PARAMETER = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x.dtd'> %x;]>"
OUTER_DTD = "<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x.dtd'>"
RSS = "<rss version='2.0'><channel><title>x</title>{}</channel></rss>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


def page(content: str | bytes, media_type: str = "application/xml") -> Page:
    data = content.encode() if isinstance(content, str) else content
    return Page(BASE, data, media_type, headers=(("Content-Type", media_type),))


@pytest.mark.parametrize("head", [LAUGHS, XXE, PARAMETER], ids=["laughs", "xxe", "parameter"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_entities_are_not_read(head: str, encoding: str) -> None:
    feed = (head + RSS.format(ITEM.format(title="&x;&a8;"))).encode(encoding)
    with pytest.raises(Unreadable):
        feed_items(page(feed))
    with pytest.raises(Unreadable):
        sitemap(page((head + SITEMAP.format("<url><loc>&x;</loc></url>")).encode(encoding)))


def test_an_outer_dtd_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *a: pytest.fail("something was asked"))
    items = feed_items(page(OUTER_DTD + RSS.format(ITEM.format(title="Satu"))))
    assert [item.title for item in items] == ["Satu"]
    assert sitemap(page(OUTER_DTD + SITEMAP.format(""))).items == []


@pytest.mark.parametrize(
    "content",
    [
        RSS.format("<a>" * 70_000),
        "<rss>" + "<item>" * 40_000 + "</item>" * 40_000,
        RSS.format("<x " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>"),
        RSS.format(f"<x a='{'b' * 3_000_000}'/>" + ITEM.format(title="Satu")),
        RSS.format(ITEM.format(title="<![CDATA[" + "<b>" * 50_000 + "]]>")),
        "{" * 200_000,
        '{"items":' + "[" * 200_000,
        '{"items":[{"url":"https://pos.example/a","title":' + "9" * 2_000_000 + "}]}",
        '{"items":[{"url":1},{"url":{}},"x",null,[],{"url":"https://pos.example/a","title":[1]}]}',
        "<html>bukan umpan</html>",
        "",
        "\x00" * 1000,
    ],
    ids=range(12),
)
def test_a_broken_or_swollen_feed_ends_soon(content: str) -> None:
    began = time.process_time()
    try:
        items = feed_items(page(content))
    except Unreadable as unreadable:
        assert unreadable.reason  # noqa: PT017
    else:
        assert all(item.address.startswith("https://pos.example/") and len(item.title) <= 300 for item in items)
    assert time.process_time() - began < 60, "it ends; how fast is no test's business"


def test_deep_sitemaps_and_packed_bombs_end() -> None:
    for content in (
        SITEMAP.format("<a>" * 50_000),
        gzip.compress(b"<urlset>" + b" " * (300 * 1024 * 1024)),
        gzip.compress(b"<urlset/>")[:-4] + b"xxxx",
        "<html/>",
    ):
        try:
            found = sitemap(page(content))
        except Unreadable:
            continue
        assert found.items == []
    packed = gzip.compress(SITEMAP.format("").encode())
    assert sitemap(page(packed, "application/gzip")).items == []


def test_no_item_leads_to_another_scheme() -> None:
    links = ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.example", "/a", "http://[")
    feed = RSS.format("".join(f"<item><title>x</title><link>{link}</link></item>" for link in links))
    assert [item.address for item in feed_items(page(feed))] == ["https://pos.example/a"]
    lists = "".join(f"<a href='{link}'>Judul yang cukup panjang untuk sebuah berita</a>" for link in links)
    assert [item.address for item in list_items(page(lists, "text/html"), "")] == ["https://pos.example/a"]


def test_a_list_page_without_links_says_so() -> None:
    for content, selector in (
        ("<p>kosong</p>", ""),
        ("<a href='/a'>x</a>", "h2.judul"),
        ("", ""),
        ("<div>" * 9000, "a"),
    ):
        with pytest.raises(Unreadable):
            list_items(page(content, "text/html"), selector)


@pytest.mark.parametrize("selector", ["h2[", "a" * 300, "::x(", ")" * 9, "a" + ":not(" * 30, "\x00"])
def test_what_is_no_selector_is_refused(selector: str) -> None:
    with pytest.raises(Refused):
        compiled(selector)


def mail(text: str = "", html: str = "", subject: str = "Kliping") -> bytes:
    letter = EmailMessage()
    letter["Subject"] = subject
    letter.set_content(text)
    if html:
        letter.add_alternative(html, subtype="html")
    return letter.as_bytes()


def test_an_alert_gives_its_addresses_unwrapped() -> None:
    html = (
        "<a href='https://www.google.com/url?rct=j&url=https://pos-x.example/ntt/raker&ct=ga'>Raker</a>"
        "<a href='https://www.google.com/alerts/remove?x=1'>x</a><a href='https://pos-y.example/'>beranda</a>"
        "<a href='https://nam01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpos-z.example%2Fb&data=1'>b</a>"
    )
    addresses, clipping = read_mail(mail("", html))
    assert [address for address, _title in addresses] == ["https://pos-x.example/ntt/raker", "https://pos-z.example/b"]
    assert clipping is None


def test_a_forwarded_clipping_is_an_article_by_text() -> None:
    body = "Gubernur meninjau jalan di Soe bersama warga. " * 12
    text = (
        f"---------- Forwarded message ---------\nDari: Ana <a@b.example>\nTanggal: Rabu\nPerihal: x\n\n{body}\n--\nAna"
    )
    addresses, clipping = read_mail(mail(text, subject="Fwd: FW: Jalan Soe ditinjau"))
    assert addresses == []
    assert clipping is not None
    assert clipping.title == "Jalan Soe ditinjau"
    assert clipping.text == body.strip()
    assert read_mail(mail("Terima kasih.")) == ([], None)


def test_quotation_marks_go() -> None:
    assert without_forwarding("> > satu\n> dua\n") == "satu\ndua"


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: text/plain\n\nx\n" * 5000,
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"Content-Type: text/plain; charset=rahasia\n\nhalo https://pos.example/a",
        b"Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Subject: =?utf-8?b?" + b"A" * 100_000 + b"?=\n\nhalo",
        b"Content-Type: text/html\n\n" + b"<div>" * 50_000 + b"<a href='https://pos.example/a'>",
        b"\x00" * 10_000,
        b"",
    ],
    ids=range(9),
)
def test_a_mail_that_is_a_bomb_ends(content: bytes) -> None:
    try:
        addresses, _clipping = read_mail(content)
    except Unreadable:
        return
    assert len(addresses) <= 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "imaps://",
        "http://surel.example/",
        "imaps://a:b@surel.example/",
        "imaps://surel.example:25/",
        "imaps://a b/",
        "pop3://x",
    ],
)
def test_what_is_no_mailbox_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        place_of(address)


def test_addresses_are_freed_from_the_sentence() -> None:
    chat = "lihat *https://pos.example/a*, _https://pos.example/b_. (www.pos.example/c) https://pos.example/d_(e)! https://x"
    assert addresses_in(chat) == [
        "https://pos.example/a", "https://pos.example/b", "https://www.pos.example/c", "https://pos.example/d_(e)",
    ]  # fmt: skip
    assert addresses_in("http://[::1/ https://" + "a" * 9000) == []
    assert addresses_in_html("<a href='http://['>x</a><a>y</a>") == []
    wrapped = "https://www.google.com/url?url=" * 20 + "https://pos.example/a"
    assert all("pos.example" not in one or one.startswith("http") for one in addresses_in(wrapped))


def test_many_items_are_cut() -> None:
    many = [{"url": f"https://pos.example/{n}"} for n in range(5000)]
    assert len(feed_items(page(json.dumps({"items": many}), "application/json"))) == 1000


def test_health_is_the_worst_that_holds() -> None:
    from datetime import timedelta

    now = clock.now()
    well = Signs(False, 0, 2.0, now - timedelta(hours=20), now)
    assert health_of(well, now) == Health.WELL
    assert health_of(Signs(False, 0, 2.0, now - timedelta(days=3), now), now) == Health.SILENT
    assert health_of(Signs(False, 3, 2.0, now - timedelta(days=3), now), now) == Health.FAILING
    assert health_of(Signs(True, 9, 2.0, None, None), now) == Health.PAUSED
    assert health_of(Signs(False, 0, 0.0, None, None), now) == Health.NEW
    assert health_of(Signs(False, 0, 0.0, now - timedelta(days=300), now), now) == Health.WELL, "no habit, no silence"
    assert habit_of(4, now - timedelta(days=9), now) == 0.0
    assert habit_of(28, now - timedelta(days=400), now) == 1.0
    assert longest_usual_gap(0.0) is None
    assert longest_usual_gap(100.0) == timedelta(days=1)
