"""The further pages of a divided article, told from the next article: their address is this page's, with a page in it."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree, html

_NUMBERS = ("page", "halaman", "hal", "p", "pg", "paged", "pages", "laman")
_ALL = re.compile(r"^(?:all|full|semua|single|selengkapnya)$", re.I)
_TAIL = re.compile(
    r"(?:/(?:page|halaman|hal|laman))?[/_-](?:(?:page|halaman|hal|laman)[-_]?)?(?P<n>[1-9]\d?|all|full|semua)(?P<end>/|\.html?)?$",
    re.I,
)
_BARE_NUMBER = re.compile(r"(?:\./)?\d+/?")
_TARGETS = etree.XPath("//a/@href | //option/@value | //link[@rel='next']/@href", smart_strings=False)
#: Host, path and query of an address, without the page's number.
_Base = tuple[str, str, tuple[tuple[str, str], ...]]
#: A page that holds the whole stands behind all numbers.
WHOLE = 1000
MOST = 30


def next_pages(tree: html.HtmlElement, address: str | None, canonical: str) -> tuple[str, ...]:
    """Absolute addresses of the pages that follow this one, by number; one with the whole text last."""
    own = address or canonical
    if not own:
        return ()
    bases = {_base(one) for one in (address, canonical) if one}
    here = page_number(own)
    found: dict[int, str] = {}
    slugs = {
        slug for base in bases if (slug := base[1].rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".htm")[:40])
    }
    for href in dict.fromkeys(map(str.strip, _TARGETS(tree))):
        if not href or href.startswith(("#", "javascript:", "mailto:")):
            continue
        if not href.startswith("?") and not any(slug in href for slug in slugs) and not _BARE_NUMBER.fullmatch(href):
            continue
        try:
            target = urljoin(own, href).split("#")[0]
            number = page_number(target)
            if number > here and _base(target) in bases:
                found.setdefault(number, target)
            elif inner := _inner_number(_base(target), bases):
                found.setdefault(inner, target)
        except ValueError:
            continue
    return tuple(found[number] for number in sorted(found)[:MOST])


def page_number(address: str) -> int:
    """The number of the page that an address names; 1 if none, WHOLE for one that shows all."""
    parts = urlsplit(address)
    for key, value in parse_qsl(parts.query):
        if key.lower() in {*_NUMBERS, "single", "showpage", "show", "view"}:
            if _ALL.match(value) or (key.lower() in {"single", "showpage"} and value):
                return WHOLE
            if key.lower() in _NUMBERS and value.isdigit() and 0 < int(value) < 100:
                return int(value)
    tail = _TAIL.search(parts.path)
    if tail is None:
        return 1
    return int(tail["n"]) if tail["n"].isdigit() else WHOLE


def _inner_number(target: _Base, bases: set[_Base]) -> int | None:
    """The page's number where it stands before the title: /123/2/judul of /123/judul, and /123/3/judul of /123/2/judul."""
    parts = target[1].split("/")
    for host, path, query in bases:
        own = path.split("/")
        if (host, query) != (target[0], target[2]) or own[-1] != parts[-1] or not re.search(r"[a-z]{3}", own[-1], re.I):
            continue
        for place, part in enumerate(parts[:-1]):
            if not re.fullmatch(r"[2-9]|[12]\d", part):
                continue
            before, after = parts[:place], parts[place + 1 :]
            if before + after == own:
                return int(part)
            is_beside = len(own) == len(parts) and own[:place] == before and own[place + 1 :] == after
            if is_beside and own[place].isdigit() and 1 < int(own[place]) < int(part):
                return int(part)
    return None


def _base(address: str) -> _Base:
    parts = urlsplit(address)
    host = re.sub(r"^(?:www|m|amp|mobile)\.", "", parts.netloc.lower())
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query)
        if k.lower() not in {*_NUMBERS, "single", "showpage", "show", "view"} and not k.startswith("utm_")
    ]
    path = _TAIL.sub(lambda found: found["end"] if found["end"] and found["end"] != "/" else "", parts.path).rstrip("/")
    return host, path, tuple(sorted(query))
