"""What the worker does for coverage: fetch a page, keep the tracing index, trace an article."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.chain.coverage import actions
from jembatan.chain.coverage.addresses import canonical_key, clean_address
from jembatan.chain.coverage.attending import attendance
from jembatan.chain.coverage.extraction import Extracted, extract
from jembatan.chain.coverage.fetching import FetchFailed, Page, fetch
from jembatan.chain.coverage.models import Article
from jembatan.chain.releases.events import ReleasePublished
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.intents.actions import request
from jembatan.foundation.intents.failures import PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import system_viewer

if TYPE_CHECKING:
    from jembatan.tracing import ReleaseText

# The engine is loaded where it is used: it takes longer to load than all the rest, and the web never needs it.

#: An article this much older or younger than a release is not traced again when that release appears.
RETRACE_BEFORE = timedelta(days=7)
RETRACE_AFTER = timedelta(days=120)
WORKER = system_viewer("worker")


def fetch_article(lease: Lease) -> None:
    """Fetch and read the page of an article. A transient failure is tried again; a permanent one is told to people."""
    article = Article.objects.select_related("added_by_unit__government").get(pk=lease.payload["article"])
    if article.state != Article.State.FETCHING:
        return
    try:
        page = fetch(article.address)
    except FetchFailed as failure:
        if not failure.is_permanent:
            raise TransientFailure(failure.reason) from failure
        with lease.settle():
            actions.give_up_fetching(viewer=WORKER, article=article, reason=failure.reason)
        return
    read = _read(article, page)
    keeps = attendance.to_page(article, page)
    with lease.settle():
        if read is None:
            reason = _("Teks berita tidak ditemukan di halaman itu. Salin teksnya ke sini.")
            actions.give_up_fetching(viewer=WORKER, article=article, reason=reason)
        else:
            facts = actions.ArticleFacts(
                title=read.title or article.address,
                text=read.text,
                author=read.author,
                published_at=read.published_at,
                time_is_known=read.time_is_known,
            )
            article = actions.keep_fetched(
                viewer=WORKER, article=article, facts=facts, canonical=_canonical_of(page, read)
            )
        for keep in keeps:
            keep(article)


def fetch_is_dead(intent: Intent) -> None:
    """The fetch was tried as often as it may be: tell people why."""
    article = Article.objects.get(pk=intent.payload["article"])
    if article.state == Article.State.FETCHING:
        actions.give_up_fetching(viewer=WORKER, article=article, reason=intent.last_error)


def _read(article: Article, page: Page) -> Extracted | None:
    unit = article.added_by_unit
    assert unit is not None
    return extract(page.content, address=page.address, zone=unit.zone)


def _canonical_of(page: Page, read: Extracted) -> str:
    """The key of the page's own canonical address where it lies on the same host; else of the address it came from."""
    fetched = canonical_key(page.address)
    try:
        stated = canonical_key(clean_address(read.canonical)) if read.canonical else fetched
    except Refused:
        return fetched
    return stated if stated.split("/")[0] == fetched.split("/")[0] else fetched


def index_version(lease: Lease) -> None:
    """Put a published version into the tracing index, and trace again the articles of its time."""
    version = Version.objects.select_related("release").get(pk=lease.payload["version"])
    extend_index([version])
    moment = version.release.issued_at or version.published_at or version.submitted_at
    window = (moment - RETRACE_BEFORE, moment + RETRACE_AFTER)
    with lease.settle():
        near = Q(published_at__range=window) | Q(published_at=None, created_at__range=window)
        for article in Article.objects.filter(near, state__in=[Article.State.TRACED, Article.State.TRACING]).iterator():
            actions.request_tracing(article, str(version.pk))


def extend_index(versions: list[Version]) -> None:
    """Add texts to the index under settings.TRACE_INDEX; those already there are left as they are."""
    from jembatan.tracing import Index

    Index.extend(Path(settings.TRACE_INDEX), [release_text(version) for version in versions])


def release_text(version: Version) -> "ReleaseText":
    """A version as the engine reads it."""
    from jembatan.tracing import ReleaseText

    moment = version.release.issued_at or version.published_at
    return ReleaseText(str(version.pk), version.text, moment.isoformat() if moment else None)


def index_published(event: ReleasePublished) -> None:
    """Have a version put into the index once it is published, also under embargo: a breach must be found."""
    request(
        kind="coverage.index",
        key=f"coverage.index:{event.version_id}",
        payload={"version": str(event.version_id)},
        unit_id=event.unit_id,
    )


def trace_article(lease: Lease) -> None:
    """Find the releases that an article was made from."""
    article = Article.objects.get(pk=lease.payload["article"])
    if article.state not in {Article.State.TRACING, Article.State.TRACED}:
        return
    looked_at = clock.now()
    klass, found = origin_of(article)
    keeps = attendance.to_text(article)
    with lease.settle():
        article = actions.keep_matches(viewer=WORKER, article=article, klass=klass, found=found, looked_at=looked_at)
        for keep in keeps:
            keep(article)


def origin_of(article: Article) -> tuple[str, list[actions.FoundMatch]]:
    """The class of an article and its matches, by the engine. Without an index nothing was published: unrelated."""
    from jembatan.tracing import ArticleText, Index, IndexMissing, IndexRefused, class_of

    moment = article.published_at.isoformat() if article.published_at else None
    try:
        trace = Index.open(Path(settings.TRACE_INDEX)).match([ArticleText(str(article.pk), article.text, moment)])[0]
    except IndexMissing:
        return Article.Klass.UNRELATED, []
    except IndexRefused as refused:
        raise PermanentFailure(str(refused)) from refused
    found = [
        actions.FoundMatch(
            version_id=UUID(match.release),
            klass=class_of(match.article_share),
            release_share=match.release_share,
            article_share=match.article_share,
            score=match.score,
            spans=[list(span) for span in match.spans],
        )
        for match in trace.matches
    ]
    return trace.klass, found
