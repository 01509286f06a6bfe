"""What a person should look at, whatever the verdict: price, payment, papers, the same article twice. Pure.

overprice           dearer than the agreement's price, than the standard price, or more paid than accepted
paid_twice          the same article, page or file proves another order too, of this or another unit
papers_expired      a paper of the outlet was not valid on the day of the order
papers_missing      the outlet has no papers in the register
unverified_outlet   the press council had not verified the outlet on the day of the order
outside_agreement   ordered or published on a day that the agreement does not cover
over_budget         this order and those before it exceed the agreement's budget
unpaid              accepted (or else complete) work is not paid in full within the days for payment
dated_unseen        an online page dates itself in time but was first seen after the last day to publish
interrupted         a page was gone for a while and came back
ran_before_order    the outlet had run it before it was ordered: that is earned, not paid
other_outlet        something of another outlet was handed in
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from jembatan.desks.proofs.facts import Flag, PlacementFacts, Verdict
from jembatan.desks.proofs.running import BEFORE_ORDER, OTHER_OUTLET, Ran
from jembatan.desks.proofs.standing import was_interrupted


def flags_of(facts: PlacementFacts, ran: Ran, verdict: Verdict) -> tuple[Flag, ...]:
    """All flags, in a fixed order, none twice."""
    found = [
        *_prices(facts),
        *_twice(ran),
        *_papers(facts),
        *_council(facts),
        *_agreement(facts, ran),
        *_unpaid(facts, verdict),
        *_pages(facts, ran),
    ]
    return tuple(sorted(set(found)))


def _prices(facts: PlacementFacts) -> Iterator[Flag]:
    for subject, limit in (("agreed", facts.agreed_price), ("standard", facts.standard_price)):
        if limit is not None and facts.price > limit:
            yield Flag("overprice", subject, str(facts.price), str(limit))
    paid = sum(facts.paid, Decimal(0))
    limit = facts.price if facts.accepted_amount is None else facts.accepted_amount
    if paid > limit:
        yield Flag("overprice", "paid", str(paid), str(limit))
    ordered = facts.ordered_before + facts.price + facts.tax
    if facts.budget is not None and ordered > facts.budget:
        yield Flag("over_budget", "", str(ordered), str(facts.budget))


def _twice(ran: Ran) -> Iterator[Flag]:
    for one in ran.relevant:
        for other in one.also:
            yield Flag("paid_twice", "own" if other.is_own_unit else "other", other.order, other.unit)


def _papers(facts: PlacementFacts) -> Iterator[Flag]:
    if not facts.papers:
        yield Flag("papers_missing")
    for kind in sorted({paper.kind for paper in facts.papers}):
        own = [paper for paper in facts.papers if paper.kind == kind]
        if not any(_covers(paper.valid_from, paper.valid_until, facts.ordered_on) for paper in own):
            last = max((paper.valid_until for paper in own if paper.valid_until is not None), default=None)
            yield Flag("papers_expired", kind, _iso(last), _iso(facts.ordered_on))


def _council(facts: PlacementFacts) -> Iterator[Flag]:
    if not facts.is_verified or not _covers(facts.council_from, facts.council_until, facts.ordered_on):
        yield Flag("unverified_outlet", "", _iso(facts.council_until), _iso(facts.ordered_on))


def _agreement(facts: PlacementFacts, ran: Ran) -> Iterator[Flag]:
    days = (("ordered", facts.ordered_on), ("published", ran.first_on))
    for subject, day in days:
        if day is not None and not _covers(facts.agreement_from, facts.agreement_until, day):
            period = f"{_iso(facts.agreement_from)}/{_iso(facts.agreement_until)}"
            yield Flag("outside_agreement", subject, _iso(day), period)


def _unpaid(facts: PlacementFacts, verdict: Verdict) -> Iterator[Flag]:
    """From acceptance on; and from complete work on, lest an outlet wait because nobody writes the acceptance."""
    since = facts.accepted_on or (verdict.complete_on if verdict.state == "found" else None)
    owed = facts.price if facts.accepted_amount is None else facts.accepted_amount
    paid = sum(facts.paid, Decimal(0))
    if since is None or paid >= owed:
        return
    due = since + timedelta(days=facts.payment_days)
    if facts.today > due:
        yield Flag("unpaid", "accepted" if facts.accepted_on else "complete", str(owed - paid), _iso(due))


def _pages(facts: PlacementFacts, ran: Ran) -> Iterator[Flag]:
    for one in ran.relevant:
        told = None if one.told_at is None else facts.day_of(one.told_at)
        seen = facts.day_of(one.seen_at)
        if one.is_online and told is not None and told <= facts.publish_by < seen:
            yield Flag("dated_unseen", one.key, _iso(seen), _iso(told))
        gone = was_interrupted(facts, one)
        if gone is not None:
            yield Flag("interrupted", one.key, _iso(gone))
    for key, reason in ran.passed_over:
        if reason == BEFORE_ORDER:
            yield Flag("ran_before_order", key)
        elif reason == OTHER_OUTLET:
            yield Flag("other_outlet", key)


def _covers(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
