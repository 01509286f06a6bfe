"""One look at a page that was paid for: is it there, and does it still hold its text? Network and engine; no database
but to read. A page that does not answer, or answers that it may not be read, tells nothing."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.chain.coverage.fetching import FetchFailed, Page, fetch
from jembatan.chain.coverage.paging import read_pages
from jembatan.desks.proofs.actions.looking import Seen
from jembatan.desks.proofs.states import Outcome

#: The site says itself that there is nothing any more.
GONE_FOR_GOOD: Final = frozenset({404, 410})
#: A page reads a little differently each time (boxes, bylines): so much less of the text is still the same.
LEEWAY: Final = 0.03


def look_at_page(
    address: str, *, versions: frozenset[str], wanted: float | None, zone: ZoneInfo
) -> tuple[Seen, Page | None]:
    """Look at the page at `address`, and what it is when fetched.

    `wanted`: the share of the release (the identifiers of its `versions`) that must still be there; None: the kind is not
    made of text, so that the page need only stand where it stood.
    """
    try:
        page = fetch(address)
    except FetchFailed as failure:
        outcome = Outcome.GONE if failure.status in GONE_FOR_GOOD else Outcome.UNKNOWN
        return Seen(outcome, failure.status, detail=failure.reason), None
    seen = _standing(address, page) if wanted is None else _holding(page, versions, wanted, zone)
    return replace(seen, status=page.status, sha256=hashlib.sha256(page.content).hexdigest()), page


def _standing(address: str, page: Page) -> Seen:
    if urlsplit(address).path.strip("/") and not urlsplit(page.address).path.strip("/"):
        return Seen(Outcome.GONE, detail=_("Alamat ini kini mengalihkan ke halaman depan situs."))
    return Seen(Outcome.OK)


def _holding(page: Page, versions: frozenset[str], wanted: float, zone: ZoneInfo) -> Seen:
    try:
        read = read_pages(page, zone=zone, get=fetch)
    except FetchFailed as failure:
        return Seen(Outcome.UNKNOWN, detail=failure.reason)
    share = 0.0 if read is None else share_in(read.text, versions)
    if share is None:
        return Seen(Outcome.UNKNOWN, detail=_("Indeks pelacakan belum ada."))
    if share > 0 and share + LEEWAY >= wanted:
        return Seen(Outcome.OK, share=share)
    reason = _("Halaman masih ada, tetapi teks siaran persnya tidak lagi termuat seperti semula.")
    return Seen(Outcome.GONE, share=share, detail=reason)


def share_in(text: str, versions: frozenset[str]) -> float | None:
    """How much of one of `versions` the engine finds in `text`, 0 to 1; None where there is no index to look in."""
    from jembatan.tracing import ArticleText, Index, IndexMissing, IndexRefused

    try:
        trace = Index.open(Path(settings.TRACE_INDEX)).match([ArticleText("look", text, None)])[0]
    except (IndexMissing, IndexRefused):
        return None
    return max((match.release_share for match in trace.matches if match.release in versions), default=0.0)
