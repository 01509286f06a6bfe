"""Looking at a source once: what is asked of its site or mailbox, and what stands there. Nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jembatan.chain.coverage.fetching import FetchFailed, Page, fetch
from jembatan.chain.coverage.sources import mailbox
from jembatan.chain.coverage.sources.items import (
    FEED_TYPES,
    LARGEST_SOURCE,
    MOST_ITEMS,
    SITEMAP_TYPES,
    Item,
    Unreadable,
    feed_items,
    list_items,
    sitemap,
)
from jembatan.chain.coverage.sources.mailbox import Clipping
from jembatan.chain.coverage.sources.models import Source
from jembatan.chain.coverage.sources.pace import Robots
from jembatan.chain.coverage.sources.sealing import unseal
from jembatan.foundation.refusal import Refused

#: Sitemaps of an index that are read at one look, the newest first.
MOST_SITEMAPS = 5


class LookFailed(Exception):  # noqa: N818 - says what happened
    """The source could not be read this time; `reason` is for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Look:
    """What stood there. `bookmark` is where the next look begins; `barred` counts items that robots.txt keeps to itself."""

    items: list[Item] = field(default_factory=list)
    clippings: list[Clipping] = field(default_factory=list)
    bookmark: dict[str, Any] = field(default_factory=dict)
    is_unchanged: bool = False
    barred: int = 0
    unreadable: int = 0


def look_at(source: Source, *, password: str | None = None) -> Look:
    """Look at a source, saved or not. Raises LookFailed. `password` overrules the sealed one. Not in a transaction."""
    try:
        if source.kind == Source.Kind.MAILBOX:
            return _look_into_mailbox(source, password)
        if source.kind == Source.Kind.PASTED:
            raise LookFailed(_("Tempelan diisi orang, jadi tidak diperiksa sendiri."))
        return _look_at_site(source)
    except (FetchFailed, Unreadable) as failure:
        raise LookFailed(failure.reason) from failure
    except Refused as refusal:
        raise LookFailed(refusal.reasons[0]) from refusal


def _look_at_site(source: Source) -> Look:
    robots = Robots()
    look = Look(bookmark=dict(source.bookmark))
    if not robots.allow(source.address):
        raise LookFailed(_("robots.txt situs ini melarang alamat sumber dibaca mesin, atau tidak dapat diambil."))
    if source.kind == Source.Kind.SITEMAP:
        _read_sitemaps(source.address, look, robots)
    else:
        types = FEED_TYPES if source.kind == Source.Kind.FEED else ("text/html", "application/xhtml+xml")
        page = _asked(source.address, look.bookmark, types)
        look.is_unchanged = page is None
        if page is not None:
            look.items = feed_items(page) if source.kind == Source.Kind.FEED else list_items(page, source.selector)
    allowed = [item for item in look.items if robots.allow(item.address)]
    look.barred, look.items = len(look.items) - len(allowed), allowed
    return look


def _read_sitemaps(address: str, look: Look, robots: Robots) -> None:
    page = _asked(address, look.bookmark, SITEMAP_TYPES, keep=lambda found: not sitemap(found).children)
    if page is None:
        look.is_unchanged = True
        return
    top = sitemap(page)
    look.items = list(top.items)
    changed = not top.children
    for child in [child for child in top.children if robots.allow(child)][:MOST_SITEMAPS]:
        below = _asked(child, look.bookmark, SITEMAP_TYPES)
        if below is not None:
            changed = True
            look.items += sitemap(below).items
    look.items = look.items[:MOST_ITEMS]
    look.is_unchanged = not changed


def _asked(
    address: str, bookmark: dict[str, Any], types: tuple[str, ...], keep: Callable[[Page], bool] = lambda _page: True
) -> Page | None:
    """The page, or None where it has not changed since the bookmark, which is moved on.

    The validators of an index of sitemaps are not kept: it may stay as it is while those below change.
    """
    told = bookmark.get(address, {})
    headers = {}
    if told.get("etag"):
        headers["If-None-Match"] = told["etag"]
    if told.get("modified"):
        headers["If-Modified-Since"] = told["modified"]
    page = fetch(address, headers=headers, types=types, largest=LARGEST_SOURCE)
    if page.status == 304:
        return None
    validators = {"etag": _ascii(page.header("ETag")), "modified": _ascii(page.header("Last-Modified"))}
    if any(validators.values()) and keep(page):
        bookmark[address] = validators
    else:
        bookmark.pop(address, None)
    return page


def _ascii(value: str) -> str:
    """A validator that can be sent back as it came."""
    return value if value.isascii() and value.isprintable() and len(value) <= 300 else ""


def _look_into_mailbox(source: Source, password: str | None) -> Look:
    known = password if password is not None else unseal(source.sealed_password)
    if known is None:
        raise LookFailed(_("Kata sandi kotak surel tidak dapat dibuka lagi. Isi ulang kata sandinya."))
    letters = mailbox.read_mailbox(mailbox.place_of(source.address), source.account, known, source.bookmark)
    return Look(
        items=[Item(address, title) for address, title in letters.addresses],
        clippings=letters.clippings,
        bookmark=letters.bookmark,
        unreadable=letters.unreadable,
    )
