"""What a page says: title, text, author, time, outlet, further pages (trafilatura, and what is peculiar to outlets here)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import html

from jembatan.chain.coverage import following, markup, page_facts, page_times
from jembatan.chain.coverage.phrases import (
    BRACKETED,
    CAPTION,
    CREDIT_LINE,
    LABEL_AT_START,
    NOT_TEXT,
    PAGER,
    PAGER_AT_END,
)

#: Below this many characters a text tells nothing about where it came from.
SHORTEST_TEXT = 80
LONGEST_TEXT = 200_000
_BYLINE = re.compile(
    r"\(\s*(?:laporan|pewarta|penulis|reporter|kontributor)\s*:?\s*([^()\n]{3,80}?)\s*\)\s*$", re.IGNORECASE
)
_READ_ALSO = re.compile(r"^\s*baca (?:juga|selengkapnya)\b.*$", re.IGNORECASE | re.MULTILINE)
_MISSING = re.compile(r"\b404\b|tidak ditemukan|not found|halaman (?:yang )?(?:anda|kamu) cari", re.IGNORECASE)
_SIGNED = re.compile(r"^[\s*]*[(\[][\w.'’ ,&/+*-]{1,60}[)\]]\W*$")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read out of a page; empty where the page does not tell. `published_at` keeps the page's zone."""

    title: str
    text: str
    author: str = ""
    published_at: datetime | None = None
    time_is_known: bool = False
    canonical: str = ""
    outlet: str = ""
    next_pages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the commands print it; `published_at` in ISO 8601, or null."""
        return {
            "title": self.title,
            "text": self.text,
            "author": self.author,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "outlet": self.outlet,
            "next_pages": list(self.next_pages),
        }


def extract(
    content: bytes | str, *, address: str | None, zone: ZoneInfo, is_continuation: bool = False
) -> Extracted | None:
    """Read an HTML page; None where no article is found. A bare date becomes noon of that day in `zone`.

    A page that continues an article may be short.
    """
    tree = markup.parsed(content)
    if tree is None:
        return None
    facts = page_facts.facts_in(tree)
    canonical = page_facts.canonical_in(tree, address)
    pages = following.next_pages(tree, address, canonical)
    outlet = page_facts.outlet_of(tree, facts, address)
    title = page_facts.title_of(tree, facts, outlet)[:300]
    if _MISSING.search(title) and not facts.is_article:
        return None
    alive = markup.pruned(tree)
    author_source = _bylines_of(tree)
    lines = page_facts.time_lines(tree)
    markup.cleared(tree)
    if not is_continuation and not _is_article(tree, facts, address):
        return None
    raw = _text_of(tree)
    alive.clear()
    text = cleaned_text(raw, title)[:LONGEST_TEXT].strip()
    if len(text) < (20 if is_continuation else SHORTEST_TEXT):
        return None
    moment = page_times.published(facts.times, lines, text, zone) or _by_address(address, zone)
    author = byline(text) or page_facts.author_of(author_source, facts, raw, outlet)
    return Extracted(
        title=title,
        text=text,
        author=author.strip()[:120],
        published_at=moment.at if moment else None,
        time_is_known=bool(moment and moment.time_is_known),
        canonical=canonical,
        outlet=outlet[:120],
        next_pages=pages,
    )


def _bylines_of(tree: html.HtmlElement) -> html.HtmlElement:
    """A small tree of the page's bylines, taken before they are cleared away."""
    shelf = html.Element("div")
    for element in page_facts.bylines_in(tree):
        words = markup.words_of(element)
        if 2 < len(words) < 160 and not any(each.tag == "h1" for each in element.iter("h1")):
            copy = html.Element("p", {"class": "author"})
            copy.text = words
            shelf.append(copy)
    return shelf


def _text_of(tree: html.HtmlElement) -> str:
    import trafilatura  # slow to load, and only the worker reads pages

    document = trafilatura.bare_extraction(
        markup.body_of(tree), fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return (document.text or "") if document is not None else ""


def _is_article(tree: html.HtmlElement, facts: page_facts.Facts, address: str | None) -> bool:
    """Whether the cleared page tells one thing at length, rather than many briefly."""
    if facts.is_article:
        return True
    teasers = sum(1 for h in tree.iter("h2", "h3", "h4", "h5") if markup.link_share(h) > 0.8)
    held: dict[html.HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and markup.link_share(paragraph) < 0.5:
            held[parent] = held.get(parent, 0) + 1
    longest = max(held.values(), default=0)
    if teasers >= 4:
        return longest > teasers
    path = re.sub(r"^https?://[^/]+", "", address or "/-").strip("/")
    return bool(path) or longest >= 4


def _by_address(address: str | None, zone: ZoneInfo) -> page_times.Moment | None:
    """The day in an address such as /2018/04/25/judul, by courlan's sister htmldate."""
    if not address:
        return None
    from htmldate.extractors import extract_url_date
    from htmldate.utils import Extractor

    # htmldate reckons without zones
    first, last = (datetime(year, 1, 1) for year in (1995, 2100))  # noqa: DTZ001
    options = Extractor(False, last, first, True, "%Y-%m-%d")
    found = extract_url_date(address, options)
    return page_times.stated_moment(found, zone) if found else None


def cleaned_text(text: str, title: str = "") -> str:
    """`text` without lines that are no part of an article: links to others, advertisements, captions, credits."""
    lines = [_row(_without_insertions(line)) for line in text.splitlines()]
    kept: list[str] = []
    for line in lines:
        bare = line.lstrip("-•* ").strip()
        if not bare or _is_noise(bare) or (len(kept) < 2 and _same(bare, title)):
            continue
        if len(kept) < 2 and page_times.line_is_time(bare):
            continue
        kept.append(re.sub(r"[ \t\xa0]{2,}", " ", line))
    while kept and _SIGNED.match(kept[-1]):
        kept.pop()
    return "\n".join(kept)


def _without_insertions(line: str) -> str:
    """A line without "(Baca juga: ...)", empty brackets, and the page numbers at its end."""
    line = re.sub(r"[(\[]\s*[)\]]", "", BRACKETED.sub("", line))
    return PAGER_AT_END.sub("", line).strip()


def _row(line: str) -> str:
    """A row of a table without its frame: "| a | b |" becomes "a | b"."""
    if not line.startswith("|"):
        return line
    return "" if re.fullmatch(r"[|\s:-]+", line) else line.strip("| ")


def _is_noise(line: str) -> bool:
    return bool(
        NOT_TEXT.match(line)
        or PAGER.match(line)
        or (LABEL_AT_START.match(line) and len(line) <= 300)
        or (CREDIT_LINE.match(line) and len(line) < 160)
        or (CAPTION.search(line) and len(line) < 300)
    )


def _same(one: str, other: str) -> bool:
    return bool(other) and page_facts.plain(one) == page_facts.plain(other)


def without_read_also(text: str) -> str:
    """`text` without the "Baca juga: ..." lines that outlets put between paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", _READ_ALSO.sub("", text))


def byline(text: str) -> str:
    """The reporter named in brackets at the end of a text: "( Laporan : Erni Amperawati )"; "" if none."""
    found = _BYLINE.search(text.strip())
    return found.group(1) if found else ""
