"""What the database knows of a placement, as the plain facts that the judgement goes by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, Sum

from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.releases.models import Version
from jembatan.desks.partners.models import Partner, Placement
from jembatan.desks.proofs.facts import Check, OtherUse, Paper, Piece, PlacementFacts, Publication
from jembatan.desks.proofs.models import Acceptance, ProofItem
from jembatan.foundation import clock
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import system_viewer

WORKER = system_viewer("worker")


def facts_of(placement: Placement) -> PlacementFacts:
    """All that is known now of `placement` (agreement, partner and outlet, term, unit and government at hand)."""
    agreement, partner = placement.agreement, placement.agreement.partner
    acceptance = Acceptance.objects.filter(placement=placement).first()
    zone = placement.unit.zone
    return PlacementFacts(
        kind=placement.kind,
        outlet=str(partner.outlet_id),
        medium=partner.outlet.kind,
        zone=zone,
        now=clock.now(),
        ordered_on=placement.ordered_on,
        publish_by=placement.publish_by,
        least_share=float(placement.term.least_share),
        days_online=placement.term.days_online,
        lengths=_lengths(placement),
        publications=tuple(_publications(placement, zone)),
        price=placement.price,
        tax=placement.tax,
        agreed_price=placement.term.price,
        standard_price=placement.term.standard_price,
        agreement_from=agreement.starts_on,
        agreement_until=agreement.ends_on,
        budget=agreement.budget,
        ordered_before=ordered_before(placement),
        papers=tuple(Paper(one.kind, one.valid_from, one.valid_until) for one in partner.papers.all()),
        is_verified=partner.press_council != Partner.PressCouncil.NONE and partner.verified_on is not None,
        council_from=partner.verified_on,
        council_until=partner.verified_until,
        accepted_on=acceptance.accepted_on if acceptance else None,
        accepted_amount=acceptance.amount if acceptance else None,
        paid=tuple(placement.payments.values_list("amount", flat=True)),
        payment_days=agreement.payment_days,
    )


def ordered_before(placement: Placement) -> Decimal:
    """What the agreement's orders before this one cost with tax; cancelled ones cost nothing."""
    earlier = Q(created_at__lt=placement.created_at) | Q(created_at=placement.created_at, pk__lt=placement.pk)
    rows = visible(Placement, WORKER).filter(earlier, agreement_id=placement.agreement_id)
    total = rows.exclude(state=Placement.State.CANCELLED).aggregate(total=Sum(F("price") + F("tax")))["total"]
    return Decimal(total or 0)


def matched_articles(placement: Placement) -> list[Article]:
    """Articles of the placement's outlet that were made from any version of its release; none for other kinds."""
    if not placement.is_text or placement.release_id is None:
        return []
    matched = visible(Match, WORKER).filter(version__release_id=placement.release_id).order_by().values("article_id")
    rows = visible(Article, WORKER).filter(pk__in=matched, outlet_id=placement.agreement.partner.outlet_id)
    return list(rows.exclude(state=Article.State.SAME).order_by("created_at", "pk"))


def other_uses(placement: Placement, keys: Iterable[str]) -> dict[str, list[ProofItem]]:
    """Items of other placements, of any unit, that count there and are the same thing; by key."""
    rows = (
        visible(ProofItem, WORKER)
        .filter(key__in=list(keys), dismissed_at=None, is_counted=True)
        .exclude(placement_id=placement.pk)
        .exclude(placement__state=Placement.State.CANCELLED)
        .select_related("placement__unit")
        .order_by("placement__ordered_on", "placement__order_number")
    )
    found: dict[str, list[ProofItem]] = defaultdict(list)
    for item in rows:
        found[item.key].append(item)
    return found


def article_of(item: ProofItem) -> Article | None:
    """The article that stands for the item; an address that turned out to be another article's is that article."""
    article = item.article
    return article.same_as if article is not None and article.same_as is not None else article


def _lengths(placement: Placement) -> dict[str, int]:
    if not placement.is_text or placement.release_id is None:
        return {}
    rows = visible(Version, WORKER).filter(release_id=placement.release_id, published_at__isnull=False)
    return {str(pk): len(text) for pk, text in rows.values_list("pk", "text")}


def _publications(placement: Placement, zone: ZoneInfo) -> list[Publication]:
    rows = ProofItem.objects.filter(placement=placement, dismissed_at=None)
    items = list(rows.select_related("article__same_as").prefetch_related("checks"))
    pieces = _pieces(placement, items)
    uses = other_uses(placement, {item.key for item in items})
    return [_publication(placement, item, pieces, uses, zone) for item in items]


def _publication(
    placement: Placement,
    item: ProofItem,
    pieces: dict[UUID, list[Piece]],
    uses: dict[str, list[ProofItem]],
    zone: ZoneInfo,
) -> Publication:
    article = article_of(item)
    own = str(placement.agreement.partner.outlet_id)
    common: dict[str, Any] = {
        "key": item.key,
        "brought_by": item.way,
        "place": item.place,
        "covers": _covers(item),
        "checks": tuple(Check(check.at, check.outcome) for check in item.checks.all()),
        "also": tuple(_use(placement, other) for other in uses.get(item.key, ())),
    }
    told = _noon(item.ran_on, zone)
    if article is None:
        return Publication(outlet=own, seen_at=item.seen_at, told_at=told, **common)
    # Whoever hands in an address of a medium whose site nobody has registered says whose it is.
    is_vouched = article.outlet_id is None and item.way != ProofItem.Way.MACHINE
    return Publication(
        outlet=own if is_vouched else str(article.outlet_id or ""),
        seen_at=min(item.seen_at, article.created_at),
        told_at=article.published_at or told,
        is_online=bool(article.address),
        is_measured=article.state == Article.State.TRACED,
        pieces=tuple(pieces.get(article.pk, ())),
        **common,
    )


def _pieces(placement: Placement, items: Sequence[ProofItem]) -> dict[UUID, list[Piece]]:
    """The characters of the release that each article holds."""
    if not placement.is_text or placement.release_id is None:
        return {}
    articles = {article.pk for item in items if (article := article_of(item)) is not None}
    rows = visible(Match, WORKER).filter(article_id__in=articles, version__release_id=placement.release_id)
    found: dict[UUID, list[Piece]] = defaultdict(list)
    for article_id, version_id, spans in rows.order_by().values_list("article_id", "version_id", "spans"):
        found[article_id] += [Piece(str(version_id), int(span[2]), int(span[3])) for span in spans]
    return found


def _use(placement: Placement, other: ProofItem) -> OtherUse:
    """Which other order the same thing proves; of another unit's order nothing but the unit is told."""
    is_own = other.placement.unit_id == placement.unit_id
    return OtherUse(other.placement.order_number if is_own else "", other.placement.unit.short_name, is_own)


def _covers(item: ProofItem) -> tuple[date, date] | None:
    if item.covers_from is None or item.covers_until is None:
        return None
    return item.covers_from, item.covers_until


def _noon(day: date | None, zone: ZoneInfo) -> datetime | None:
    """A bare day, as it is told on paper."""
    return None if day is None else datetime.combine(day, time(12), zone)
