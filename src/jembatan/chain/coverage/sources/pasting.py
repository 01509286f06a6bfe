"""Addresses of articles in what people forward: chats of WhatsApp, mails, alerts. Pure functions; no network."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import etree, html

MOST_ADDRESSES = 500
LONGEST_TEXT = 500_000
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'\u200b\u200e\u200f\u2060\[\]{}|\\^`]{3,2000}", re.IGNORECASE)
#: Marks that belong to the sentence or to WhatsApp's bold and italic, not to the address.
_TRAILING = ".,;:!?*_~)\u2026\u201d\u2019>"
#: Hosts that wrap another address, and the parameter that carries it.
_WRAPPERS = {
    "google.com": ("url", "q"),
    "google.co.id": ("url", "q"),
    "safelinks.protection.outlook.com": ("url",),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "l.wl.co": ("u",),
    "news.google.com": ("url",),
}
#: Where no outlet publishes.
_NO_OUTLETS = (
    "google.com", "google.co.id", "gstatic.com", "googleusercontent.com", "googleapis.com", "whatsapp.com", "wa.me",
    "facebook.com", "fb.com", "fb.watch", "instagram.com", "twitter.com", "x.com", "tiktok.com", "youtube.com", "youtu.be",
    "t.me", "telegram.me", "linkedin.com", "threads.net", "zoom.us", "schema.org", "w3.org", "mailchimp.com",
    "list-manage.com", "apple.com", "goo.gl", "maps.app.goo.gl", "forms.gle", "outlook.com",
)  # fmt: skip
_NO_ARTICLE = re.compile(
    r"unsubscribe|berhenti-berlangganan|/alerts(?:/|$)|\.(?:png|jpe?g|gif|webp|svg|css|js|pdf)$", re.I
)


def addresses_in(text: str) -> list[str]:
    """The addresses of articles in a text, in order, each once: unwrapped, without the marks of the sentence."""
    found = (_trimmed(match.group()) for match in _ADDRESS.finditer(text[:LONGEST_TEXT]))
    return list(dict.fromkeys(_articles(found)))[:MOST_ADDRESSES]


def addresses_in_html(content: str) -> list[str]:
    """The addresses of articles that an HTML text links to."""
    try:
        root = html.fromstring(content[:LONGEST_TEXT])
    except (etree.LxmlError, ValueError):
        return []
    return list(dict.fromkeys(_articles(str(link.get("href") or "") for link in root.iter("a"))))[:MOST_ADDRESSES]


def _articles(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        unwrapped = _unwrapped(address if "://" in address[:9] else f"https://{address}")
        if _may_be_article(unwrapped):
            yield unwrapped


def _unwrapped(address: str) -> str:
    """What a wrapper leads to, up to three times."""
    for _turn in range(3):
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        host = _bare(parts.hostname or "")
        names = next((names for end, names in _WRAPPERS.items() if host == end or host.endswith(f".{end}")), ())
        given = parse_qs(parts.query, max_num_fields=50) if names and parts.query.count("&") < 50 else {}
        inner = next((given[name][0] for name in names if name in given and given[name][0].startswith("http")), "")
        if not inner:
            return address
        address = inner
    return address


def _may_be_article(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = _bare(parts.hostname or "")
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or "." not in host or (parts.path in {"", "/"} and not parts.query):
        return False
    if any(host == end or host.endswith(f".{end}") for end in _NO_OUTLETS):
        return False
    return not _NO_ARTICLE.search(parts.path)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _trimmed(address: str) -> str:
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
