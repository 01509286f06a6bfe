"""A composed case as plain facts, for the pure judgement."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from jembatan.desks.proofs.facts import Check, OtherUse, Paper, Piece, PlacementFacts, Publication
from jembatan.desks.proofs.tests.cases import (
    DAYS_ONLINE,
    LEAST,
    PRICE,
    PUBLISH_BY,
    TAX_PERCENT,
    ZONE,
    Case,
    Ran,
)

LENGTH = 1000


def facts_of(case: Case) -> PlacementFacts:
    """What is known in this case."""
    names, ordered = case.ingredients, case.ordered_on
    ends = ordered + timedelta(days=-1 if "ordered_after_end" in names else 300)
    tax = Decimal(case.price * TAX_PERCENT) / 100
    accepted = "unpaid_accepted" in names or "paid" in names
    return PlacementFacts(
        kind=case.kind,
        outlet="own",
        medium=case.medium,
        zone=ZONE,
        now=case.moment(case.today),
        ordered_on=ordered,
        publish_by=ordered + timedelta(days=PUBLISH_BY),
        least_share=LEAST if case.is_text else 0.0,
        days_online=case.days_online,
        lengths={"v": LENGTH} if case.is_text else {},
        publications=tuple(_publication(case, one) for one in case.ran),
        price=Decimal(case.price),
        tax=tax,
        agreed_price=Decimal(PRICE),
        standard_price=Decimal(case.standard_price),
        agreement_from=ordered - timedelta(days=60),
        agreement_until=ends,
        budget=Decimal(100 * PRICE),
        ordered_before=Decimal(99 * PRICE + 1 if "over_budget" in names else 0),
        papers=_papers(case),
        is_verified="never_verified" not in names,
        council_from=None if "never_verified" in names else ordered - timedelta(days=400),
        council_until=ordered - timedelta(days=1) if "verification_over" in names else None,
        accepted_on=ordered + timedelta(days=15) if accepted else None,
        accepted_amount=Decimal(case.price) if accepted else None,
        paid=(Decimal(case.price),) if "paid" in names else (),
    )


def _papers(case: Case) -> tuple[Paper, ...]:
    day = case.ordered_on
    if "none" in case.ingredients:
        return ()
    deed = Paper("deed", None, None)
    if "expired" in case.ingredients:
        return (deed, Paper("business", None, day - timedelta(days=1)))
    old = Paper("business", None, day - timedelta(days=1))
    new = Paper("business", day, day + timedelta(days=365))
    return (old, new, deed) if "renewed" in case.ingredients else (deed, Paper("business", None, day))


def _publication(case: Case, one: Ran) -> Publication:
    uses = {"twice_own": OtherUse("12/SP", "own", True), "twice_other": OtherUse("", "Prokopim Sumba Barat", False)}
    is_main = one.name == "main"
    told = case.moment(one.day, one.at)
    covers = one.covers and tuple(case.ordered_on + timedelta(days=day) for day in one.covers)
    # A file is handed in after the days that it shows.
    handed = max(one.day, one.covers[1] if one.covers else one.day)
    return Publication(
        key=one.name,
        outlet="own" if one.is_own_outlet else "other",
        seen_at=case.moment(one.seen_day) if one.seen_day is not None else case.moment(handed, one.at),
        told_at=None if covers else told,
        brought_by=one.way,
        is_online=not one.is_file,
        is_measured=not one.is_file,
        pieces=tuple(Piece("v", start, end) for start, end in one.parts) if case.is_text else (),
        place=one.place,
        covers=covers,
        checks=tuple(Check(case.moment(day), outcome) for day, outcome in one.looks),
        also=tuple(use for name, use in uses.items() if is_main and name in case.ingredients),
    )


__all__ = ["DAYS_ONLINE", "facts_of"]
