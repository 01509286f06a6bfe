"""The further pages of a divided article, told from the next article: their address is this page's, with a page in it."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

_NUMBERS = ("page", "halaman", "hal", "p", "pg", "paged", "pages", "laman")
_ALL = re.compile(r"^(?:all|full|semua|single|selengkapnya)$", re.I)
_TAIL = re.compile(
    r"(?:/(?:page|halaman|hal|laman))?[/_-](?:(?:page|halaman|hal|laman)[-_]?)?(?P<n>[1-9]\d?|all|full|semua)(?P<end>/|\.html?)?$",
    re.I,
)
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
    for link in tree.iter("a", "link", "option"):
        href = (link.get("href") or link.get("value") or "").strip()
        if (
            not href
            or href.startswith(("#", "javascript:", "mailto:"))
            or (link.tag == "link" and link.get("rel") != "next")
        ):
            continue
        if (
            not href.startswith("?")
            and not any(slug in href for slug in slugs)
            and not re.fullmatch(r"(?:\./)?\d+/?", href)
        ):
            continue
        try:
            target = urljoin(own, href).split("#")[0]
            number = page_number(target)
            if number > here and _base(target) in bases:
                found.setdefault(number, target)
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


def _base(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(address)
    host = re.sub(r"^(?:www|m|amp|mobile)\.", "", parts.netloc.lower())
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query)
        if k.lower() not in {*_NUMBERS, "single", "showpage", "show", "view"} and not k.startswith("utm_")
    ]
    path = _TAIL.sub(lambda found: found["end"] if found["end"] and found["end"] != "/" else "", parts.path).rstrip("/")
    return host, path, tuple(sorted(query))
