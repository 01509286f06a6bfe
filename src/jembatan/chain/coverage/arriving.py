"""How an article arrives: its page is fetched and read outside the transaction, and kept in it; alone or in a batch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jembatan.chain.coverage import actions
from jembatan.chain.coverage.addresses import canonical_key, clean_address
from jembatan.chain.coverage.attending import Keep, attendance
from jembatan.chain.coverage.extraction import Extracted
from jembatan.chain.coverage.fetching import FetchFailed, Page, fetch
from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.paging import read_pages
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Viewer


@dataclass(slots=True)
class Arrival:
    """What came of asking for an article: a page with what was read of it, or why there is none."""

    article: Article
    page: Page | None = None
    read: Extracted | None = None
    keeps: list[Keep] = field(default_factory=list)
    failure: FetchFailed | None = None

    @property
    def may_come_later(self) -> bool:
        """Whether it failed in a way that may be over soon."""
        return self.failure is not None and not self.failure.is_permanent


def ask_for(article: Article) -> Arrival:
    """Fetch and read the page of `article` (its unit and government at hand). Not in a transaction."""
    try:
        page = fetch(article.address)
        read = _read(article, page)
    except FetchFailed as failure:
        return Arrival(article, failure=failure)
    return Arrival(article, page, read, attendance.to_page(article, page))


def keep_arrival(viewer: Viewer, arrival: Arrival, *, trace: Callable[[Article], None] | None = None) -> Article:
    """Keep what came, in the transaction of the intent: the article that now stands for it.

    An article whose text is there is handed to `trace`; without one, an intent of its own has it traced.
    """
    if arrival.failure is not None or arrival.page is None:
        reason = arrival.failure.reason if arrival.failure is not None else ""
        return actions.give_up_fetching(viewer=viewer, article=arrival.article, reason=reason)
    if arrival.read is None:
        reason = _("Teks berita tidak ditemukan di halaman itu. Salin teksnya ke sini.")
        article = actions.give_up_fetching(viewer=viewer, article=arrival.article, reason=reason)
    else:
        article = actions.keep_fetched(
            viewer=viewer,
            article=arrival.article,
            facts=_facts(arrival.article, arrival.read),
            canonical=_canonical_of(arrival.page, arrival.read),
            trace=trace,
        )
    for keep in arrival.keeps:
        keep(article)
    return article


def keep_arrivals(viewer: Viewer, arrivals: Sequence[Arrival]) -> list[Article]:
    """Keep a batch, in the transaction of its intent. The articles whose text is there; the caller has them traced."""
    waiting: list[Article] = []
    for arrival in arrivals:
        keep_arrival(viewer, arrival, trace=waiting.append)
    return waiting


def _facts(article: Article, read: Extracted) -> actions.ArticleFacts:
    return actions.ArticleFacts(
        title=read.title or article.address,
        text=read.text,
        author=read.author,
        published_at=read.published_at,
        time_is_known=read.time_is_known,
    )


def _read(article: Article, page: Page) -> Extracted | None:
    unit = article.added_by_unit
    assert unit is not None
    return read_pages(page, zone=unit.zone, get=fetch)


def _canonical_of(page: Page, read: Extracted) -> str:
    """The key of the page's own canonical address where it lies on the same host; else of the address it came from."""
    fetched = canonical_key(page.address)
    try:
        stated = canonical_key(clean_address(read.canonical)) if read.canonical else fetched
    except Refused:
        return fetched
    return stated if stated.split("/")[0] == fetched.split("/")[0] else fetched
