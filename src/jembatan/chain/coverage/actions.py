"""Adding articles and keeping what tracing found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from jembatan.chain.coverage import policies
from jembatan.chain.coverage.addresses import canonical_key, clean_address, text_key
from jembatan.chain.coverage.events import ArticleTraced
from jembatan.chain.coverage.extraction import LONGEST_TEXT, SHORTEST_TEXT
from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.coverage.states import after, may
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlet_of_address
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.search import actions as search
from jembatan.foundation.search.actions import SearchText
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is known of an article apart from its address. `published_at` is aware."""

    title: str
    text: str
    outlet: Outlet | None = None
    author: str = ""
    published_at: datetime | None = None
    time_is_known: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """The article that now stands for what was added; `is_new` is false if the network had it already."""

    article: Article
    is_new: bool


@dataclass(frozen=True, slots=True)
class FoundMatch:
    """One match as the engine gives it, with the version's identifier."""

    version_id: UUID
    klass: str
    release_share: float
    article_share: float
    score: float
    spans: list[list[int]] = field(default_factory=list)


@action("coverage.add_article")
def add_article_text(*, viewer: Viewer, facts: ArticleFacts, address: str = "", way: str = Article.Way.PASTED) -> Added:
    """Add an article whose text is at hand. Raises Refused with all reasons.

    One row per canonical address, or per text where there is none: a second adding gives the first article back.
    """
    reasons = policies.reasons_against_adding(viewer)
    reasons += _reasons_against_text(facts)
    cleaned = ""
    try:
        cleaned = clean_address(address) if address.strip() else ""
    except Refused as refusal:
        reasons += refusal.reasons
    refuse_if(reasons)
    article, is_new = Article.objects.get_or_create(
        canonical_key=canonical_key(cleaned) if cleaned else text_key(facts.text),
        defaults={
            "address": cleaned,
            "way": way,
            "outlet": facts.outlet or (outlet_of_address(cleaned) if cleaned else None),
            "title": facts.title.strip()[:300],
            "author": facts.author.strip(),
            "text": normal_text(facts.text),
            "published_at": facts.published_at,
            "published_time_is_known": facts.time_is_known and facts.published_at is not None,
            "added_by_id": viewer.user_id,
            "added_by_unit_id": viewer.unit_id,
        },
    )
    if is_new:
        _entered(viewer, article, "coverage.add_article")
    return Added(article, is_new)


@action("coverage.add_address")
def add_article_address(*, viewer: Viewer, address: str) -> Added:
    """Add an article by its address; the worker fetches it. Raises Refused, also for one that spells an inner host."""
    refuse_if(policies.reasons_against_adding(viewer))
    cleaned = clean_address(address)
    article, is_new = Article.objects.get_or_create(
        canonical_key=canonical_key(cleaned),
        defaults={
            "address": cleaned,
            "way": Article.Way.ADDRESS,
            "outlet": outlet_of_address(cleaned),
            "state": Article.State.FETCHING,
            "added_by_id": viewer.user_id,
            "added_by_unit_id": viewer.unit_id,
        },
    )
    if is_new:
        record(
            viewer,
            "coverage.add_address",
            unit_id=viewer.unit_id,
            kind=Article._meta.label,
            object_id=article.pk,
            changes={"address": cleaned},
        )
        _request_fetch(viewer, article)
    return Added(article, is_new)


@action("coverage.add_captured")
def add_captured(*, viewer: Viewer, facts: ArticleFacts, capture_id: UUID) -> Article:
    """Add an article of print, radio or television, read off a capture by a person; once a capture.

    The same text in two papers is two articles: each was printed.
    """
    refuse_if(policies.reasons_against_adding(viewer) + _reasons_against_text(facts))
    article, is_new = Article.objects.get_or_create(
        canonical_key=f"capture:{capture_id}",
        defaults={"way": Article.Way.CAPTURE, "added_by_id": viewer.user_id, "added_by_unit_id": viewer.unit_id},
    )
    if is_new:
        _fill(article, facts)
        _entered(viewer, article, "coverage.add_captured")
    return article


@action("coverage.fetch_again")
def fetch_again(*, viewer: Viewer, article: Article) -> Article:
    """Try once more to fetch an article that could not be had."""
    reasons = policies.reasons_against_adding(viewer)
    if not may(article.state, "try_again"):
        reasons.append(_("Berita ini tidak sedang menunggu diambil ulang."))
    refuse_if(reasons)
    article.state, article.failure = after(article.state, "try_again"), ""
    article.save(update_fields=["state", "failure"])
    record(
        viewer,
        "coverage.fetch_again",
        unit_id=viewer.unit_id,
        kind=Article._meta.label,
        object_id=article.pk,
        changes={"state": article.state},
    )
    _request_fetch(viewer, article)
    return article


@action("coverage.supply_text")
def supply_text(*, viewer: Viewer, article: Article, facts: ArticleFacts) -> Article:
    """Give the text of an article that could not be fetched, copied by a person from the page."""
    reasons = policies.reasons_against_adding(viewer) + _reasons_against_text(facts)
    if not may(article.state, "supply_text"):
        reasons.append(_("Teks berita ini sudah ada."))
    refuse_if(reasons)
    article.state = after(article.state, "supply_text")
    _fill(article, facts)
    _entered(viewer, article, "coverage.supply_text")
    return article


@action("coverage.fetched")
def keep_fetched(
    *,
    viewer: Viewer,
    article: Article,
    facts: ArticleFacts,
    canonical: str = "",
    trace: Callable[[Article], None] | None = None,
) -> Article:
    """Keep what the worker has fetched. If the page's own canonical address is another article's, join that one.

    `trace` is told of the article instead of an intent being written that has it traced (a batch has one for all).
    """
    if canonical:
        other = Article.objects.filter(canonical_key=canonical).exclude(pk=article.pk).first()
        if other is not None:
            article.state, article.same_as = after(article.state, "join"), other
            article.save(update_fields=["state", "same_as"])
            _record_state(viewer, article)
            return other
        article.canonical_key = canonical
    article.state = after(article.state, "fetch")
    _fill(article, facts)
    _entered(viewer, article, "coverage.fetched", trace)
    return article


@action("coverage.not_fetched")
def give_up_fetching(*, viewer: Viewer, article: Article, reason: str) -> Article:
    """Note why an address could not be fetched; a person may try again or paste the text."""
    article.state, article.failure = after(article.state, "give_up"), reason
    article.save(update_fields=["state", "failure"])
    _record_state(viewer, article)
    return article


@action("coverage.keep_matches")
def keep_matches(
    *, viewer: Viewer, article: Article, klass: str, found: Sequence[FoundMatch], looked_at: datetime
) -> Article:
    """Replace what was known of an article's origin at `looked_at` by what the engine found then.

    Two tracings of one article may run at once, each started by another publication. The slower one, which knows an
    older index, leaves standing what the faster one has found meanwhile.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    for match in found:
        Match.objects.update_or_create(
            article=article,
            version_id=match.version_id,
            defaults={
                "klass": match.klass,
                "release_share": match.release_share,
                "article_share": match.article_share,
                "score": match.score,
                "spans": match.spans,
            },
        )
    newer = None
    if article.state == Article.State.TRACED:  # one that was never traced has nothing to replace
        others = article.matches.exclude(version_id__in=[match.version_id for match in found])
        others.filter(found_at__lt=looked_at).delete()
        newer = others.order_by("-article_share").first()
    article.state = after(article.state, "trace")
    article.klass = newer.klass if newer is not None and not found else klass
    article.save(update_fields=["state", "klass"])
    record(
        viewer,
        "coverage.keep_matches",
        unit_id=article.added_by_unit_id,
        kind=Article._meta.label,
        object_id=article.pk,
        changes={"klass": klass, "versions": [str(match.version_id) for match in found]},
    )
    registry.announce(ArticleTraced(article.pk, tuple(match.version_id for match in found)))
    return article


def request_tracing(article: Article, occasion: str) -> None:
    """Have the worker trace `article`; once per `occasion`. In the transaction of the change."""
    intents.request(
        kind="coverage.trace",
        key=f"coverage.trace:{article.pk}:{occasion}",
        payload={"article": str(article.pk)},
        unit_id=article.added_by_unit_id,
    )


def normal_text(text: str) -> str:
    """Line ends as LF, no NUL (PostgreSQL keeps none), outer space gone; else as it came: offsets point into it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _reasons_against_text(facts: ArticleFacts) -> list[str]:
    reasons = []
    if not facts.title.strip():
        reasons.append(_("Isi judul berita."))
    length = len(facts.text.strip())
    if length < SHORTEST_TEXT:
        reasons.append(_("Teks berita terlalu pendek untuk dilacak (kurang dari 80 karakter)."))
    if length > LONGEST_TEXT:
        reasons.append(_("Teks berita terlalu panjang (lebih dari 200.000 karakter)."))
    return reasons


def _fill(article: Article, facts: ArticleFacts) -> None:
    article.title = facts.title.strip()[:300]
    article.text = normal_text(facts.text)
    article.author = facts.author or article.author
    article.outlet = facts.outlet or article.outlet
    article.published_at = facts.published_at or article.published_at
    article.published_time_is_known = facts.time_is_known and facts.published_at is not None
    article.failure = ""
    article.save()


def _entered(viewer: Viewer, article: Article, name: str, trace: Callable[[Article], None] | None = None) -> None:
    """What follows when an article's text is there: audit, search, tracing."""
    record(
        viewer,
        name,
        unit_id=article.added_by_unit_id,
        kind=Article._meta.label,
        object_id=article.pk,
        changes={"title": article.title, "address": article.address, "way": article.way},
    )
    if article.added_by_unit_id is not None:
        search.index_document(search_text(article))
    if trace is not None:
        trace(article)
    else:
        request_tracing(article, name)


def search_text(article: Article) -> SearchText:
    """The article as search knows it: the whole network finds it."""
    assert article.added_by_unit_id is not None
    return SearchText(
        id=article.pk,
        kind="article",
        unit_id=article.added_by_unit_id,
        visibility=Visibility.NETWORK,
        title=article.title,
        body=article.text,
        url=reverse("article_detail", args=[article.pk]),
        dated_at=article.published_at or article.created_at,
    )


def _record_state(viewer: Viewer, article: Article) -> None:
    record(
        viewer,
        f"coverage.{article.state}",
        unit_id=article.added_by_unit_id,
        kind=Article._meta.label,
        object_id=article.pk,
        changes={"state": article.state, "failure": article.failure},
    )


def _request_fetch(viewer: Viewer, article: Article) -> None:
    intents.request(
        kind="coverage.fetch",
        key=f"coverage.fetch:{article.pk}:{new_id()}",
        payload={"article": str(article.pk)},
        unit_id=viewer.unit_id,
        requested_by_id=viewer.user_id,
    )
