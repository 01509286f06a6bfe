"""What a source offers: feeds, sitemaps and list pages read into items. Pure functions on hostile bytes; no network."""

import json
import zlib
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from cssselect import SelectorError
from django.utils.translation import gettext as _
from lxml import etree, html
from lxml.cssselect import CSSSelector

from jembatan.chain.coverage.fetching import Page
from jembatan.foundation import clock
from jembatan.foundation.refusal import Refused

#: Of a source no more is read at one time.
MOST_ITEMS = 1000
LARGEST_SOURCE = 6 * 1024 * 1024
#: More marks than that in a feed is no feed but an attack on the reader.
MOST_TAGS = 60_000
LONGEST_TAG = 16 * 1024
_QUOTED = {b"<![cdata[": b"]]>", b"<!--": b"-->"}
LONGEST_SELECTOR = 200
#: A sitemap lists a site's whole life; what is older is not news.
NEWS_AGE = timedelta(days=7)
#: Without a selector, a link whose words are at least this long is taken for a headline.
SHORTEST_HEADLINE = 28
XML_TYPES = ("application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml")
FEED_TYPES = (*XML_TYPES, "application/feed+json", "application/json", "text/html", "text/plain")
SITEMAP_TYPES = (*XML_TYPES, "text/plain", "text/html", "application/gzip", "application/x-gzip")
_ENTITIES = (b"<!entity", b"<!doctype rss [", b"<!element")


class Unreadable(Exception):  # noqa: N818 - says what is the matter
    """The bytes are not what the source promises; `reason` is for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as the source gives it: an absolute address, and what it says of title and time (aware)."""

    address: str
    title: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap: its pages, or (an index) the addresses of other sitemaps, the newest first."""

    items: list[Item]
    children: list[str]


def feed_items(page: Page) -> list[Item]:
    """The items of an RSS, Atom or JSON feed. Raises Unreadable if it is none."""
    if page.content.lstrip()[:1] == b"{":
        return _json_items(page)
    import feedparser  # slow to load, and only the worker reads feeds

    _refuse_bombs(page.content)
    told = {"content-type": page.header("Content-Type"), "content-location": page.address}
    try:
        # A stream, so that feedparser itself opens nothing.
        feed = feedparser.parse(
            BytesIO(page.content), response_headers=told, sanitize_html=False, resolve_relative_uris=False
        )
    except (RecursionError, ValueError, LookupError, AssertionError, OverflowError) as error:
        raise Unreadable(_("Umpan ini rusak.")) from error
    if not feed.get("version") and not feed.get("entries"):
        raise Unreadable(_("Isi alamat ini bukan umpan RSS, Atom, atau JSON."))
    found = (_feed_item(entry, page.address) for entry in feed.get("entries", [])[:MOST_ITEMS])
    return [item for item in found if item is not None]


def _feed_item(entry: Any, base: str) -> Item | None:
    address = entry.get("feedburner_origlink") or entry.get("link") or ""
    if not address and str(entry.get("id", "")).startswith("http"):
        address = entry["id"]
    if not address:
        return None
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return _item(base, str(address), str(entry.get("title", "")), _of_parts(moment))


def _json_items(page: Page) -> list[Item]:
    try:
        # Numbers stay text: one of a million digits would take hours to become a number.
        feed = json.loads(page.content, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("Umpan JSON ini rusak.")) from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise Unreadable(_("Isi alamat ini bukan umpan RSS, Atom, atau JSON."))
    found = []
    for entry in entries[:MOST_ITEMS]:
        address = (entry.get("external_url") or entry.get("url")) if isinstance(entry, dict) else None
        if isinstance(address, str) and address:
            title = entry.get("title")
            moment = _of_text(entry.get("date_published"))
            found.append(_item(page.address, address, title if isinstance(title, str) else "", moment))
    return [item for item in found if item is not None]


def sitemap(page: Page) -> Sitemap:
    """The pages of a (news) sitemap that are news by their date, or the sitemaps of an index. Raises Unreadable."""
    content = _unzipped(page.content)
    _refuse_bombs(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(_("Peta situs ini rusak.")) from error
    name = etree.QName(root).localname if root is not None else ""
    if root is None or name not in {"urlset", "sitemapindex"}:
        raise Unreadable(_("Isi alamat ini bukan peta situs."))
    rows = [_row(element) for element in root.iterchildren(tag=etree.Element)]
    if name == "sitemapindex":
        dated = sorted(rows, key=lambda row: row.get("lastmod", ""), reverse=True)
        return Sitemap([], [urljoin(page.address, row["loc"]) for row in dated if row.get("loc")])
    return Sitemap(list(_news(rows, page.address))[:MOST_ITEMS], [])


def _row(element: Any) -> dict[str, str]:
    """Text by local name of what lies in an entry, at any depth; the first of a name counts."""
    row: dict[str, str] = {}
    for part in element.iterdescendants(tag=etree.Element):
        row.setdefault(etree.QName(part).localname, (part.text or "").strip())
    return row


def _news(rows: list[dict[str, str]], base: str) -> Iterator[Item]:
    since = clock.now() - NEWS_AGE
    for row in rows:
        moment = _of_text(row.get("publication_date") or row.get("lastmod"))
        is_news = moment >= since if moment is not None else "title" in row
        if row.get("loc") and is_news:
            item = _item(base, row["loc"], row.get("title", ""), moment)
            if item is not None:
                yield item


def list_items(page: Page, selector: str) -> list[Item]:
    """The articles that a page links to: by a CSS selector of links or of what holds them; without one, by headlines.

    Raises Unreadable for what is no page, or where the selector finds nothing.
    """
    try:
        root = html.fromstring(page.content, base_url=page.address)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(_("Halaman ini kosong atau rusak.")) from error
    found: dict[str, Item] = {}
    for link in _links(root, selector):
        title = " ".join(str(link.text_content()).split()) or str(link.get("title") or "")
        item = _item(page.address, str(link.get("href") or ""), title, None)
        if item is not None and (selector or len(item.title) >= SHORTEST_HEADLINE):
            present = found.get(item.address)
            if present is None or len(present.title) < len(item.title):
                found[item.address] = item
    if not found:
        raise Unreadable(_("Tidak ada tautan berita di halaman itu. Periksa pemilih CSS-nya."))
    return list(found.values())[:MOST_ITEMS]


def _links(root: Any, selector: str) -> Iterator[Any]:
    if not selector:
        yield from root.iter("a")
        return
    for element in compiled(selector)(root):
        if element.tag == "a":
            yield element
        else:
            yield from element.iter("a")


def compiled(selector: str) -> CSSSelector:
    """The selector, ready to use. Raises Refused if it is none."""
    try:
        if len(selector) > LONGEST_SELECTOR or not selector.isprintable():
            raise ValueError("too long, or not readable")
        return CSSSelector(selector, translator="html")
    except (SelectorError, etree.LxmlError, ValueError, RecursionError, TypeError) as error:
        raise Refused(_("Pemilih CSS ini tidak dapat dibaca, misalnya: h2.judul a."), "selector") from error


def _item(base: str, address: str, title: str, moment: datetime | None) -> Item | None:
    try:
        absolute = urljoin(base, address.strip())
    except ValueError:
        return None
    if not absolute.startswith(("http://", "https://")):
        return None
    return Item(absolute, _plain(title), moment)


def _plain(title: str) -> str:
    """A title without marks, control characters and halves of characters; at most 300 characters."""
    if "<" in title[:2000]:
        try:
            title = str(html.fromstring(f"<p>{title[:2000]}</p>").text_content())
        except (etree.LxmlError, ValueError):
            title = title.replace("<", " ")
    printable = "".join(c if c.isprintable() else " " for c in title[:2000])
    return " ".join(printable.split())[:300]


def _refuse_bombs(content: bytes) -> None:
    """Entities are defined by nobody who means well; looked for in every width of character."""
    narrow = content.replace(b"\x00", b"").lower()
    if any(mark in narrow for mark in _ENTITIES):
        raise Unreadable(_("Umpan ini memuat definisi entitas, jadi tidak dibaca."))
    if _is_swollen(narrow):
        raise Unreadable(_("Umpan ini memuat terlalu banyak unsur, jadi tidak dibaca."))


def _is_swollen(content: bytes) -> bool:
    """Whether there are more tags, or longer ones (attributes by the thousand), than a feed has.

    feedparser's second parser, for what is no XML, takes a time that grows with the square of them.
    """
    place = count = 0
    while (start := content.find(b"<", place)) >= 0:
        count += 1
        quoted = next((end for begin, end in _QUOTED.items() if content.startswith(begin, start)), b"")
        end = content.find(quoted or b">", start)
        length = (end if end >= 0 else len(content)) - start
        if count > MOST_TAGS or (not quoted and length > LONGEST_TAG):
            return True
        if end < 0:
            break
        place = end + 1
    return False


def _unzipped(content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(content, LARGEST_SOURCE)
    except zlib.error as error:
        raise Unreadable(_("Peta situs ini rusak.")) from error
    if unpacker.unconsumed_tail:
        raise Unreadable(_("Peta situs ini terlalu besar."))
    return unpacked


def _of_parts(parts: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _of_text(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text)[:40].strip()) if text else None
        return None if moment is None else (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
