"""What a page states about its article: title, author, outlet, times, canonical address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from jembatan.chain.coverage.markup import words_of
from jembatan.chain.coverage.phrases import WRITER

ARTICLE_TYPES = frozenset(
    {
        *("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle"),
        *("opinionnewsarticle", "blogposting", "liveblogposting", "report", "advertisercontentarticle"),
    }
)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{6,40})"')
_HEADLINE = re.compile(r'"headline"\s*:\s*"((?:[^"\\]|\\.){3,300})"')
_AUTHOR = re.compile(r'"author"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"name"\s*:\s*"([^"]{2,100})"|"([^"]{2,100})")')
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]*?"name"\s*:\s*"([^"]{2,100})"')
_TIME_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "content_publisheddate", "publishdate",
    "publish-date", "publish_date", "published_date", "pubdate", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_DROP_AUTHORS = re.compile(
    r"^(?:admin\w*|administrator|redaksi\d*|tim redaksi|editor|web ?master|author|user\d*|https?:.*|@.*)$", re.I
)
_BYLINE_NAME = re.compile("author|penulis|byline|reporter|pewarta|editor")
_YEAR_AND_HOUR = re.compile(r"\b(?:19|20)\d\d\b.{0,12}\b\d{1,2}[:.]\d\d\b")
_TIME_NAME = re.compile("date|tanggal|time|waktu|publish|meta|terbit|info")
_SEPARATOR = re.compile(r"\s+(?:[-–—|•·»:]|::)\s+|\s*\|\s*")
_SIGNATURE = re.compile(r"""(?:^|[.!?"”’'»…)\]*])\s*[(\[]\s*([A-Za-z][\w.'’ ,&/+-]{1,59}?)\s*[)\]]\W*$""")
_NO_SIGNATURE = re.compile(
    r"^(?:adv\w*|advertorial|ist|istimewa|foto.*|dok.*|red|redaksi|bersambung|habis|tamat|selesai|.*\d{4}.*)$", re.I
)


@dataclass(slots=True)
class Facts:
    """What the page's data say; empty where they are silent."""

    metas: dict[str, str] = field(default_factory=dict)
    headline: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    times: list[str] = field(default_factory=list)
    is_article: bool = False


def facts_in(tree: html.HtmlElement) -> Facts:
    """The page's metas and JSON-LD, also where the latter is broken."""
    facts = Facts()
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            facts.metas.setdefault(name, content)
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            _read_json(script.text, facts)
    facts.times += [facts.metas[name] for name in _TIME_NAMES if name in facts.metas]
    for moment in tree.iter("time"):
        if (
            moment.get("itemprop") == "datePublished"
            or moment.get("pubdate") is not None
            or "publish" in moment.get("class", "")
        ):
            facts.times.append(moment.get("datetime") or words_of(moment))
    facts.is_article |= facts.metas.get("og:type", "").lower() in {"article", "news"} or any(
        name in facts.metas for name in ("article:published_time",)
    )
    return facts


def _read_json(text: str, facts: Facts) -> None:
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", text)
    try:
        found = [node for node in _nodes(json.loads(text, strict=False)) if _types(node) & ARTICLE_TYPES]
    except (ValueError, RecursionError):
        for pattern, keep in ((_PUBLISHED, facts.times), (_AUTHOR, facts.authors)):
            keep += [next(filter(None, match.groups())) for match in [pattern.search(text)] if match]
        facts.is_article |= bool(_PUBLISHED.search(text))
        facts.headline = facts.headline or _first(_HEADLINE, text)
        facts.publisher = facts.publisher or _first(_PUBLISHER, text)
        return
    if len(found) != 1:
        return  # none, or a list of other articles
    node = found[0]
    facts.is_article = True
    facts.headline = facts.headline or _text(node.get("headline") or node.get("name"))
    facts.authors += [name for author in _listed(node.get("author")) if (name := _person(author))]
    facts.publisher = facts.publisher or _text(node.get("publisher"))
    facts.times += [value for value in (_text(node.get("datePublished")), _text(node.get("dateCreated"))) if value]


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        if "itemlist" in _types(value):
            return
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def _types(node: dict[str, Any]) -> set[str]:
    return {str(kind).lower() for kind in _listed(node.get("@type"))}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else ""
    return (
        " ".join(html.fromstring(f"<p>{value}</p>").text_content().split())
        if isinstance(value, str) and value.strip()
        else ""
    )


def _person(value: Any) -> str:
    if isinstance(value, dict) and "organization" in {kind.lower() for kind in map(str, _listed(value.get("@type")))}:
        return ""
    return _text(value)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return " ".join(found[1].replace("\\", "").split()) if found else ""


def title_of(tree: html.HtmlElement, facts: Facts, outlet: str) -> str:
    """The headline without the outlet's name: the page's h1 where its data agree with it, else what the data say."""
    data = [facts.metas.get("og:title", ""), facts.headline, facts.metas.get("twitter:title", "")]
    data += [facts.metas.get(name, "") for name in ("dc.title", "headline", "title")]
    data = [cleaned for value in data if (cleaned := without_outlet(value, outlet))]
    shown = without_outlet(_head_title(tree), outlet)
    heads = [words for h1 in tree.iter("h1") if (words := words_of(h1)) and plain(words) != plain(outlet)]
    for head in heads:
        if any(_alike(head, value) for value in [*data, shown]):
            return _without_page(head)
    return _without_page(next(iter([*data[:1], *(heads if len(heads) == 1 else ()), shown, *heads]), ""))


def _head_title(tree: html.HtmlElement) -> str:
    element = tree.find(".//head/title")
    return words_of(element) if element is not None else ""


def plain(value: str) -> str:
    """Letters and digits only, small: what two spellings of one name share."""
    return "".join(character for character in value.lower() if character.isalnum())


def _alike(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return bool(a and b) and (a == b or (min(len(a), len(b)) >= 15 and (a.startswith(b[:60]) or b.startswith(a))))


def _without_page(title: str) -> str:
    return re.sub(
        r"\s*[-–|(]?\s*\b(?:halaman|page|hal)\s*\.?\s*(?:\d+|all)(?:\s*(?:dari|/)\s*\d+)?\s*\)?$", "", title, flags=re.I
    ).strip()


def without_outlet(title: str, outlet: str) -> str:
    """`title` without the names of outlet and section that are hung on behind."""
    title = " ".join(title.split())
    begin = _SEPARATOR.search(title)
    if begin and outlet and plain(title[: begin.start()]) == plain(outlet):
        title = title[begin.end() :]
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        tail, head = title[cuts[-1].end() :], title[: cuts[-1].start()]
        is_outlet = bool(outlet) and (plain(tail) in plain(outlet) or plain(outlet) in plain(tail))
        if not (
            is_outlet or re.fullmatch(r"(?i)[\w-]+\.(?:com|id|co\.id|net|news|go\.id)|(?:halaman|page)\s+\w+", tail)
        ):
            return title
        title = head


def outlet_of(tree: html.HtmlElement, facts: Facts, address: str | None) -> str:
    """The outlet's name: of the page's data, else the end of its title that the host confirms, else the host."""
    host = re.sub(r"^(?:www|m|amp|mobile)\.", "", (urlsplit(address or facts.metas.get("og:url", "")).hostname or ""))
    for value in (facts.metas.get("og:site_name", ""), facts.publisher):
        if value and not value.startswith("http"):
            return value
    title = _head_title(tree)
    parts = _SEPARATOR.split(title)
    label = plain(host.split(".")[0])
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        if part and label and (plain(part) in plain(host) or label in plain(part)):
            return part
    for name in ("application-name", "apple-mobile-web-app-title", "dc.publisher", "copyright"):
        value = re.sub(r"^(?:copyright|©|\(c\)|\d{4}|\s)+", "", facts.metas.get(name, ""), flags=re.I)
        if 2 < len(value) <= 60:
            return value
    return host


@lru_cache(maxsize=8192)
def _class_tells(names: str) -> tuple[bool, bool]:
    """Whether a class speaks of a writer, of a time. The same few stand at thousands of elements."""
    return bool(_BYLINE_NAME.search(names)), bool(_TIME_NAME.search(names))


def bylines_in(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements that are marked as naming who wrote."""
    return [
        each
        for each in tree.iter("*")
        if _class_tells(each.get("class", ""))[0] or each.get("rel") == "author" or each.get("itemprop") == "author"
    ]


def author_of(tree: html.HtmlElement, facts: Facts, text: str, outlet: str) -> str:
    """Who wrote it: a labelled name in the text, then the page's data, then its byline, then the brackets at the end."""
    lines = text.strip().splitlines()
    for line in [*lines[-5:], *lines[:4]]:
        if len(line) < 200 or line is lines[-1]:
            found = WRITER.search(line[-200:] if line is lines[-1] else line)
            if found and (name := _name(found["name"], outlet)):
                return name
    bylines = [words for element in bylines_in(tree) if 2 < len(words := words_of(element)) < 160]
    for line in bylines:
        found = WRITER.search(line)
        if found and (name := _name(found["name"], outlet)):
            return name
    metas = [
        facts.metas.get(key, "")
        for key in (
            "author",
            "article:author",
            "dc.creator",
            "content_author",
            "parsely-author",
            "twitter:creator",
            "byl",
        )
    ]
    people = list(dict.fromkeys(name for value in facts.authors if (name := _name(value, outlet))))
    if people:
        return ", ".join(people[:4])
    named = next((name for value in metas if (name := _name(value, outlet))), "")
    plain = next((name for line in bylines if len(line) < 60 and (name := _name(line, outlet))), "")
    return named or plain or signature(text)


def signature(text: str) -> str:
    """The short name in brackets at the end of a text: "(ant/yul)"; "" if there is none."""
    last = text.strip().splitlines()[-1:] or [""]
    found = _SIGNATURE.search(last[0])
    return found[1].strip() if found and not _NO_SIGNATURE.match(found[1].strip()) else ""


def _name(value: str, outlet: str) -> str:
    value = re.sub(
        r"^\s*(?:oleh|by|penulis|reporter|pewarta|editor|laporan)\s*:?\s+", "", " ".join(value.split()), flags=re.I
    )
    value = re.split(
        r"\s+[-–|•·]\s+|\s*\|\s*|\s*,?\s*(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b|\s+\d", value, flags=re.I
    )[0].strip(" ,:;-–|")
    if (
        not 2 <= len(value) <= 100
        or _DROP_AUTHORS.match(value)
        or "@" in value
        or ("." in value.split()[-1][1:-1] and " " not in value)
    ):
        return ""
    return "" if outlet and plain(value) in plain(outlet) else value


def time_lines(tree: html.HtmlElement) -> list[str]:
    """The lines beside the title that may tell when: those named so, and those near the h1."""
    head = next(tree.iter("h1"), None)
    near: list[html.HtmlElement] = []
    if head is not None:
        at: html.HtmlElement | None = head
        for _level in range(3):
            if at is None:
                break
            near += [*list(at.itersiblings())[:4], *list(at.itersiblings(preceding=True))[:2]]
            at = at.getparent()
    named = [each for each in tree.iter("*") if each.tag == "time" or _class_tells(each.get("class", ""))[1]]
    lines = [
        words
        for element in [*near, *named]
        if element.tag not in {"script", "style"} and 6 < len(words := words_of(element)) < 200
    ]
    return list(dict.fromkeys([*lines, *_lines_above_text(tree)]))


def _lines_above_text(tree: html.HtmlElement) -> list[str]:
    """Short lines with a year and an hour that stand before the first long one."""
    found = []
    for text in _texts(tree):
        if len(text) > 120:
            break
        if _YEAR_AND_HOUR.search(text):
            found.append(text)
    return found


def _texts(tree: html.HtmlElement) -> Iterator[str]:
    body = tree.find(".//body")
    for element in (body if body is not None else tree).iter("*"):
        if element.tag not in {"script", "style", "noscript"} and element.text and element.text.strip():
            yield element.text.strip()
        if element.tail and element.tail.strip():
            yield element.tail.strip()


def canonical_in(tree: html.HtmlElement, address: str | None) -> str:
    """The address that the page names as its own."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return urljoin(address or "", str(link.get("href")).strip())
    return ""
