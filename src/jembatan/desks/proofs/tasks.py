"""What the worker does for proofs: look at a placement, look at a page, watch what is due."""

from uuid import UUID

from django.db import transaction

from jembatan.chain.coverage.attending import attendance
from jembatan.chain.coverage.events import ArticleTraced
from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import actions, checking, knowing, queries
from jembatan.desks.proofs.models import ProofItem
from jembatan.foundation import clock
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.units.access import visible

WORKER = knowing.WORKER
#: How many placements one turn of the watch takes on.
MOST_A_TURN = 500


def look_at_traced(event: ArticleTraced) -> None:
    """An article was traced: every placement that it could prove is looked at again. In that transaction."""
    article = visible(Article, WORKER).get(pk=event.article_id)
    for placement in queries.matched_placements(article):
        actions.request_look(placement, f"{article.pk}:{clock.now().isoformat()}")


def look(lease: Lease) -> None:
    """Find anew what is known of a placement."""
    placement = _placement(UUID(str(lease.payload["placement"])))
    with lease.settle():
        actions.look(viewer=WORKER, placement=placement)


def check_page(lease: Lease) -> None:
    """Look at the page of an item, and keep what it told."""
    item = ProofItem.objects.select_related("article__same_as").filter(pk=lease.payload["item"]).first()
    article = None if item is None else knowing.article_of(item)
    if item is None or article is None or not article.address or item.dismissed_at is not None:
        return
    item.placement = _placement(item.placement_id)
    if item.placement.state == Placement.State.CANCELLED:
        return
    facts = knowing.facts_of(item.placement)
    last = item.checks.last()
    if last is not None and facts.day_of(last.at) == facts.today:
        return  # an older intent of the same page; once a day is enough
    share = _share_held(article, item) if item.placement.is_text else 0.0
    wanted = min(facts.least_share, share) if item.placement.is_text else None
    seen, page = checking.look_at_page(
        article.address,
        versions=frozenset(facts.lengths),
        wanted=wanted,
        zone=item.placement.unit.zone,
    )
    keeps = [] if page is None else attendance.to_page(article, page)
    with lease.settle():
        actions.keep_check(viewer=WORKER, item=item, seen=seen)
        for keep in keeps:  # the page as it stood at this look is evidence like that of the first fetching
            keep(article)


def watch() -> int:
    """A duty: have the placements looked at that may say something else today. How many were asked for."""
    asked = 0
    for placement in queries.to_look_at(clock.now().date())[:MOST_A_TURN]:
        with transaction.atomic():
            actions.request_look(placement, f"day:{clock.now().date().isoformat()}")
        asked += 1
    return asked


def _share_held(article: Article, item: ProofItem) -> float:
    """How much of the release the article held when it was traced."""
    assert item.placement.release_id is not None
    rows = article.matches.filter(version__release_id=item.placement.release_id)
    return max(rows.values_list("release_share", flat=True), default=0.0)


def _placement(pk: UUID) -> Placement:
    rows = visible(Placement, WORKER).select_related(
        "agreement__contracting_officer", "agreement__partner__outlet", "term", "unit__government"
    )
    return rows.get(pk=pk)
