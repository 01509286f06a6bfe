"""Reading proofs, as far as the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.http import Http404

from jembatan.chain.coverage.models import Article
from jembatan.chain.releases.models import Release
from jembatan.desks.partners.models import Agreement, Placement
from jembatan.desks.partners.queries import placement_by_hand_in
from jembatan.desks.proofs.actions.links import link_of_order
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import (
    Acceptance,
    Finding,
    FindingFlag,
    HandInLink,
    OnlineCheck,
    Payment,
    ProofItem,
    Verification,
)
from jembatan.foundation import clock
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.viewer import Viewer

#: States in which somebody still has to do something about the proof.
UNDECIDED = ("ordered", "published", "found", "short", "late", "vanished")


_A_DAY = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class ProofFilter:
    """What the list is narrowed by; empty values narrow nothing. `state` is a placement's, `flag` a flag's code."""

    words: str = ""
    state: str = ""
    flag: str = ""
    agreement_id: UUID | None = None
    outlet_id: UUID | None = None


def placements(viewer: Viewer, narrow: ProofFilter = ProofFilter()) -> QuerySet[Placement]:
    """Placements with their findings and flags at hand, the nearest deadline last."""
    rows = visible(Placement, viewer)
    if narrow.words:
        rows = rows.filter(
            Q(title__icontains=narrow.words)
            | Q(order_number__icontains=narrow.words)
            | Q(agreement__partner__outlet__name__icontains=narrow.words)
        )
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.flag:
        flagged = visible(FindingFlag, viewer).filter(code=narrow.flag).order_by().values("finding__placement_id")
        rows = rows.filter(pk__in=flagged)
    if narrow.agreement_id is not None:
        rows = rows.filter(agreement_id=narrow.agreement_id)
    if narrow.outlet_id is not None:
        rows = rows.filter(agreement__partner__outlet_id=narrow.outlet_id)
    rows = rows.select_related("agreement__partner__outlet", "term", "unit__government", "finding")
    return rows.prefetch_related("finding__flags").order_by("-publish_by", "-created_at")


def state_counts(viewer: Viewer, narrow: ProofFilter = ProofFilter()) -> dict[str, int]:
    """How many placements stand in each state."""
    rows = placements(viewer, narrow).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def flag_counts(viewer: Viewer) -> dict[str, int]:
    """How many placements have each flag; cancelled ones are left out."""
    rows = visible(FindingFlag, viewer).exclude(finding__placement__state=Placement.State.CANCELLED)
    counted = rows.order_by().values("code").annotate(n=Count("finding", distinct=True))
    return {row["code"]: row["n"] for row in counted}


def placement_for(viewer: Viewer, pk: UUID) -> Placement:
    """The placement with all that its proof page needs. Raises Http404 if the viewer may not see it."""
    rows = visible(Placement, viewer).select_related(
        "agreement__partner__outlet",
        "agreement__contracting_officer",
        "term",
        "unit__government",
        "release",
        "version__release",
        "ordered_by",
    )
    placement = rows.filter(pk=pk).first()
    if placement is None:
        raise Http404
    return placement


def finding_of(viewer: Viewer, placement: Placement) -> Finding | None:
    """The newest finding with its flags."""
    return visible(Finding, viewer).filter(placement=placement).prefetch_related("flags").first()


def items_of(viewer: Viewer, placement: Placement) -> list[ProofItem]:
    """All items in the order in which they came, with article, checks and people at hand."""
    rows = visible(ProofItem, viewer).filter(placement=placement)
    rows = rows.select_related("article__outlet", "file", "brought_by", "dismissed_by")
    return list(rows.prefetch_related(Prefetch("checks", OnlineCheck.objects.order_by("at"))))


def item_for(viewer: Viewer, pk: UUID) -> ProofItem:
    """One item. Raises Http404."""
    rows = visible(ProofItem, viewer).select_related("placement__unit__government", "article", "file")
    item = rows.filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


def verifications_of(viewer: Viewer, placement: Placement) -> list[Verification]:
    """Who verified or returned, in order."""
    return list(visible(Verification, viewer).filter(placement=placement).select_related("decided_by"))


def verified_of(viewer: Viewer, placement: Placement) -> Verification | None:
    """The verification that the acceptance rests on: the newest that is not a return."""
    rows = visible(Verification, viewer).filter(placement=placement)
    return rows.exclude(decision=Verification.Decision.RETURNED).select_related("decided_by").last()


def acceptance_of(viewer: Viewer, placement: Placement) -> Acceptance | None:
    """The record of acceptance, if there is one."""
    return visible(Acceptance, viewer).filter(placement=placement).select_related("accepted_by").first()


def payments_of(viewer: Viewer, placement: Placement) -> list[Payment]:
    """What was paid, in order."""
    return list(visible(Payment, viewer).filter(placement=placement).select_related("recorded_by"))


def links_of(viewer: Viewer, placement: Placement) -> list[HandInLink]:
    """The links, the newest first; that of the order's letter stands among them."""
    kept = list(visible(HandInLink, viewer).filter(placement=placement).order_by("-created_at"))
    own = link_of_order(placement)
    return kept if any(link.token == own.token for link in kept) else [*kept, own]


def link_for(viewer: Viewer, placement: Placement, token: str) -> HandInLink:
    """One link of the placement by its token. Raises Http404."""
    link = next((one for one in links_of(viewer, placement) if one.token == token), None)
    if link is None:
        raise Http404
    return link


def link_by_token(token: str) -> HandInLink | None:
    """The link that a stranger holds; None if there is none."""
    row = visible(HandInLink, WORKER).filter(token=token)
    link = row.select_related(
        "placement__unit__government", "placement__agreement__partner__outlet", "placement__term"
    ).first()
    if link is not None:
        return link
    placement = placement_by_hand_in(token)
    return None if placement is None else link_of_order(placement)


def agreement_for(viewer: Viewer, pk: UUID) -> Agreement:
    """An agreement. Raises Http404 if the viewer may not see it."""
    rows = visible(Agreement, viewer).select_related("partner__outlet", "unit__government", "contracting_officer")
    agreement = rows.filter(pk=pk).first()
    if agreement is None:
        raise Http404
    return agreement


def placements_of_article(viewer: Viewer, article: Article) -> list[Placement]:
    """The viewer's placements that this article proves."""
    items = visible(ProofItem, viewer).filter(article=article, is_counted=True, dismissed_at=None)
    rows = placements(viewer).filter(pk__in=items.order_by().values("placement_id"))
    return list(rows.exclude(state=Placement.State.CANCELLED))


def placements_of_release(viewer: Viewer, release: Release) -> list[Placement]:
    """The viewer's placements of a release."""
    return list(placements(viewer).filter(release=release).exclude(state=Placement.State.CANCELLED))


def due_unproven(viewer: Viewer, today: date) -> QuerySet[Placement]:
    """The unit's placements whose last day to publish is over and that are not proven."""
    rows = owned(Placement, viewer).filter(publish_by__lt=today, state__in=["ordered", "published", "short", "late"])
    return rows.select_related("agreement__partner__outlet").order_by("publish_by")


def unpaid_overdue(viewer: Viewer) -> QuerySet[Placement]:
    """The unit's placements whose work is unpaid past its term, by their newest findings."""
    flagged = FindingFlag.objects.filter(code="unpaid").order_by().values("finding__placement_id")
    rows = owned(Placement, viewer).filter(pk__in=flagged).exclude(state=Placement.State.CANCELLED)
    return rows.select_related("agreement__partner__outlet").order_by("publish_by")


def vanished(viewer: Viewer) -> QuerySet[Placement]:
    """The unit's placements whose pages are gone before their time."""
    rows = owned(Placement, viewer).filter(state=Placement.State.VANISHED)
    return rows.select_related("agreement__partner__outlet").order_by("publish_by")


def to_verify(viewer: Viewer) -> QuerySet[Placement]:
    """The unit's found placements that the viewer may verify: not who ordered them, not their PPK."""
    rows = owned(Placement, viewer).filter(state=Placement.State.FOUND)
    rows = rows.exclude(ordered_by=viewer.user_id).exclude(agreement__contracting_officer=viewer.user_id)
    return rows.select_related("agreement__partner__outlet").order_by("publish_by")


def to_accept(viewer: Viewer) -> QuerySet[Placement]:
    """The unit's verified placements whose contracting officer the viewer is."""
    rows = owned(Placement, viewer).filter(state="verified", agreement__contracting_officer=viewer.user_id)
    return rows.select_related("agreement__partner__outlet").order_by("publish_by")


def paid_totals(viewer: Viewer, rows: QuerySet[Placement]) -> dict[str, Decimal]:
    """Ordered, accepted and paid with tax over `rows`; cancelled orders cost nothing."""
    alive = rows.order_by().exclude(state=Placement.State.CANCELLED)
    keys = alive.values("pk")

    def total(found: QuerySet[Any], *names: str) -> Decimal:
        value = found.aggregate(total=Sum(sum((F(name) for name in names[1:]), F(names[0]))))["total"]
        return Decimal(value or 0)

    return {
        "ordered": total(alive, "price", "tax"),
        "accepted": total(visible(Acceptance, viewer).filter(placement__in=keys).order_by(), "amount", "tax"),
        "paid": total(visible(Payment, viewer).filter(placement__in=keys).order_by(), "amount", "tax"),
    }


def to_look_at(today: date) -> QuerySet[Placement]:
    """Placements that may say something else today than when they were last looked at; for the worker."""
    is_cancelled = Q(state=Placement.State.CANCELLED)
    is_over = Q(online_until=None) | Q(online_until__lt=today)
    rows = visible(Placement, WORKER).exclude(is_over, state=Placement.State.PAID)
    stale = Q(finding=None) | Q(finding__found_at__lt=clock.now() - _A_DAY)
    freed = visible(ProofItem, WORKER).filter(is_counted=True).order_by().values("placement_id")
    return rows.filter((~is_cancelled & stale) | (is_cancelled & Q(pk__in=freed))).order_by("publish_by")


def matched_placements(article: Article) -> list[Placement]:
    """Placements that an article could prove: of its outlet, for a release that it was made from; for the worker."""
    releases = article.matches.order_by().values("version__release_id")
    rows = visible(Placement, WORKER).filter(
        Q(agreement__partner__outlet_id=article.outlet_id, release_id__in=releases)
        | Q(proof_items__article=article)
        | Q(proof_items__article__same_as=article)
    )
    return list(rows.exclude(state=Placement.State.CANCELLED).distinct())


def items_in_play(viewer: Viewer, placement: Placement) -> QuerySet[ProofItem]:
    """The items that have not been set aside, for a form to choose from."""
    rows = visible(ProofItem, viewer).filter(placement=placement, dismissed_at=None)
    return rows.select_related("article", "file").order_by("seen_at", "pk")


def agreements_with_orders(viewer: Viewer) -> list[Agreement]:
    """The agreements that have a sheet, the newest first."""
    ordered_from = visible(Placement, viewer).order_by().values("agreement_id")
    rows = visible(Agreement, viewer).filter(pk__in=ordered_from).select_related("partner__outlet")
    return list(rows.order_by("-starts_on", "number"))


def open_links(placement: Placement) -> list[HandInLink]:
    """The links of a placement that open now, the newest first; for the order's letter."""
    now = clock.now()
    return [link for link in links_of(WORKER, placement) if link.state_at(now) == HandInLink.State.OPEN]


def handed_in(placement: Placement) -> list[ProofItem]:
    """What the outlet itself has handed in for a placement; for its own page."""
    rows = visible(ProofItem, WORKER).filter(placement=placement, way=ProofItem.Way.OUTLET)
    return list(rows.select_related("article", "file").order_by("seen_at"))


def placement_by_check(token: str) -> Placement | None:
    """The placement whose papers bear this token; for the public check."""
    rows = visible(Placement, WORKER).filter(check_token=token)
    return rows.select_related("unit__government", "agreement__partner__outlet", "term").first()


def finding_for_check(placement: Placement) -> Finding | None:
    """The newest finding; for the public check."""
    return visible(Finding, WORKER).filter(placement=placement).first()


def paid_articles(viewer: Viewer, articles: Iterable[UUID]) -> frozenset[UUID]:
    """Those of `articles` that prove a paid placement which the viewer sees: no earned coverage."""
    items = visible(ProofItem, viewer).filter(article_id__in=list(articles), is_counted=True, dismissed_at=None)
    rows = items.exclude(placement__state=Placement.State.CANCELLED).values_list("article_id", flat=True)
    return frozenset(pk for pk in rows if pk is not None)
