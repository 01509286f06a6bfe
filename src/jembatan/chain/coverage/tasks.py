"""What the worker does for coverage: fetch a page, keep the tracing index, trace an article."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from jembatan.chain.coverage import actions, stories, watching
from jembatan.chain.coverage.arriving import ask_for, keep_arrival, keep_arrivals
from jembatan.chain.coverage.attending import attendance
from jembatan.chain.coverage.models import Article
from jembatan.chain.releases.events import ReleasePublished
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.intents.actions import request
from jembatan.foundation.intents.failures import PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import system_viewer

if TYPE_CHECKING:
    from jembatan.tracing import Match as FoundByEngine
    from jembatan.tracing import ReleaseText

# The engine is loaded where it is used: it takes longer to load than all the rest, and the web never needs it.

#: An article this much older or younger than a release is not traced again when that release appears.
RETRACE_BEFORE = timedelta(days=7)
RETRACE_AFTER = timedelta(days=120)
#: When an article that could not be had with its batch is tried for the first time by itself.
LATER = timedelta(seconds=30)
WORKER = system_viewer("worker")


def fetch_article(lease: Lease) -> None:
    """Fetch and read the page of an article. A transient failure is tried again; a permanent one is told to people."""
    article = Article.objects.select_related("added_by_unit__government").get(pk=lease.payload["article"])
    if article.state != Article.State.FETCHING:
        return
    arrival = ask_for(article)
    if arrival.failure is not None and arrival.may_come_later:
        raise TransientFailure(arrival.failure.reason) from arrival.failure
    with lease.settle():
        keep_arrival(WORKER, arrival)


def fetch_batch(lease: Lease) -> None:
    """Fetch and read the pages of a batch; what can't be had this time leaves the batch and is tried again by itself."""
    rows = Article.objects.select_related("added_by_unit__government").filter(pk__in=lease.payload["articles"])
    arrivals = [ask_for(article) for article in rows.filter(state=Article.State.FETCHING)]
    with lease.settle():
        texts = keep_arrivals(WORKER, [arrival for arrival in arrivals if not arrival.may_come_later])
        watching.request_traces(texts)
        for arrival in arrivals:
            if arrival.may_come_later:
                watching.request_fetch_alone(arrival.article, clock.now() + LATER)


def fetch_batch_is_dead(intent: Intent) -> None:
    """One article of the batch may be what kills the workers: each is tried by itself."""
    rows = Article.objects.filter(pk__in=intent.payload["articles"], state=Article.State.FETCHING)
    for article in rows:
        watching.request_fetch_alone(article)


def fetch_is_dead(intent: Intent) -> None:
    """The fetch was tried as often as it may be: tell people why."""
    article = Article.objects.get(pk=intent.payload["article"])
    if article.state == Article.State.FETCHING:
        actions.give_up_fetching(viewer=WORKER, article=article, reason=intent.last_error)


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
        stories.request_grouping([article], lease.intent_id)


def trace_batch(lease: Lease) -> None:
    """Find the releases that each article of a batch was made from; the engine reads them at one go."""
    states = [Article.State.TRACING, Article.State.TRACED]
    articles = list(Article.objects.filter(pk__in=lease.payload["articles"], state__in=states))
    looked_at = clock.now()
    origins = origins_of(articles)
    keeps = [attendance.to_text(article) for article in articles]
    with lease.settle():
        for article, (klass, found), kept in zip(articles, origins, keeps, strict=True):
            traced = actions.keep_matches(viewer=WORKER, article=article, klass=klass, found=found, looked_at=looked_at)
            for keep in kept:
                keep(traced)
        stories.request_grouping(articles, lease.intent_id)


def group_stories(lease: Lease) -> None:
    """Put all articles that wait for it into stories: those of this trace, and whatever else was traced meanwhile."""
    found = stories.look_at(stories.waiting())
    with lease.settle():
        stories.keep_stories(viewer=WORKER, found=found)
        if len(found) >= stories.BATCH:
            stories.request_grouping(stories.waiting()[:1], f"after:{lease.intent_id}")


def trace_batch_is_dead(intent: Intent) -> None:
    """One article of the batch may be what kills the workers: each is traced by itself."""
    for article in Article.objects.filter(pk__in=intent.payload["articles"], state=Article.State.TRACING):
        actions.request_tracing(article, f"batch:{intent.pk}")


def origin_of(article: Article) -> tuple[str, list[actions.FoundMatch]]:
    """The class of an article and its matches, by the engine. Without an index nothing was published: unrelated."""
    return origins_of([article])[0]


def origins_of(articles: Sequence[Article]) -> list[tuple[str, list[actions.FoundMatch]]]:
    """The same for several, read by the engine at one go."""
    from jembatan.tracing import ArticleText, Index, IndexMissing, IndexRefused

    texts = [
        ArticleText(str(article.pk), article.text, article.published_at.isoformat() if article.published_at else None)
        for article in articles
    ]
    try:
        traces = Index.open(Path(settings.TRACE_INDEX)).match(texts) if texts else []
    except IndexMissing:
        return [(Article.Klass.UNRELATED, []) for _article in articles]
    except IndexRefused as refused:
        raise PermanentFailure(str(refused)) from refused
    return [(trace.klass, [_found(match) for match in trace.matches]) for trace in traces]


def _found(match: "FoundByEngine") -> actions.FoundMatch:
    from jembatan.tracing import class_of

    return actions.FoundMatch(
        version_id=UUID(match.release),
        klass=class_of(match.article_share),
        release_share=match.release_share,
        article_share=match.article_share,
        score=match.score,
        spans=[list(span) for span in match.spans],
    )
