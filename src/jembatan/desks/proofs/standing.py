"""Whether what ran still stands: the promise that a page stays online for so many days."""

from collections.abc import Sequence
from datetime import date, timedelta

from jembatan.desks.proofs.facts import (
    GONE,
    MET,
    OK,
    ONLINE,
    OPEN,
    UNMET,
    UNTOLD,
    PlacementFacts,
    Publication,
    TermResult,
    Vanished,
)
from jembatan.desks.proofs.running import Ran, holds, share_of


def online_term(facts: PlacementFacts, ran: Ran) -> tuple[TermResult, Vanished | None]:
    """The term, and how the pages vanished if they did.

    The days run from the day on which enough had run: on that day none has passed. Met: pages that together hold the
    share were all seen standing on the last day or after it. Vanished: pages whose newest telling look up to the
    last day found them gone, and without which the share is not held any more.
    """
    required = facts.days_online
    start = ran.complete_on or ran.first_on
    pages = [one for one in ran.relevant if one.is_online]
    if start is None or not pages:
        status = UNTOLD if ran.complete_on is not None else OPEN
        return TermResult(ONLINE, status, None, required), None
    last_day = start + timedelta(days=required)
    target = min(facts.least_share, share_of(facts, pages))
    measured = _days_proven(facts, pages, target, start)
    if ran.complete_on is not None and holds(facts, _seen_since(facts, pages, last_day), facts.least_share):
        return TermResult(ONLINE, MET, measured, required), None
    gone_on = None if ran.is_unmeasured else _gone_on(facts, pages, target, last_day)
    if gone_on is not None:
        return TermResult(ONLINE, UNMET, measured, required), Vanished(gone_on, measured, required)
    return TermResult(ONLINE, OPEN if facts.today <= last_day else UNTOLD, measured, required), None


def was_interrupted(facts: PlacementFacts, page: Publication) -> date | None:
    """The day on which a page that came back later was first found gone."""
    telling = [check for check in sorted(page.checks, key=lambda check: check.at) if check.outcome in {OK, GONE}]
    last_seen = max((number for number, check in enumerate(telling) if check.outcome == OK), default=-1)
    gone = [check for check in telling[: max(last_seen, 0)] if check.outcome == GONE]
    return facts.day_of(gone[0].at) if gone else None


def _seen_since(facts: PlacementFacts, pages: Sequence[Publication], day: date) -> list[Publication]:
    return [
        page for page in pages if any(check.outcome == OK and facts.day_of(check.at) >= day for check in page.checks)
    ]


def _days_proven(facts: PlacementFacts, pages: Sequence[Publication], target: float, start: date) -> int:
    """Through how many days after `start` pages that together hold `target` were seen; 0 if never looked at."""
    days = {facts.day_of(check.at) for page in pages for check in page.checks if check.outcome == OK}
    proven = (day for day in sorted(days, reverse=True) if holds(facts, _seen_since(facts, pages, day), target))
    last = next(proven, None)
    return 0 if last is None else max((last - start).days, 0)


def _gone_on(facts: PlacementFacts, pages: Sequence[Publication], target: float, last_day: date) -> date | None:
    """The day by which so many pages were found gone that the rest holds less than `target`; None if enough stand."""
    lost = sorted(
        ((day, page.key) for page in pages if (day := _lost_on(facts, page, last_day)) is not None),
    )
    gone: set[str] = set()
    for day, key in lost:
        gone.add(key)
        if not holds(facts, [page for page in pages if page.key not in gone], target):
            return day
    return None


def _lost_on(facts: PlacementFacts, page: Publication, last_day: date) -> date | None:
    """The first day on which a page was found gone and not seen again, up to the last day that counts."""
    lost: date | None = None
    for check in sorted(page.checks, key=lambda check: check.at):
        day = facts.day_of(check.at)
        if day > last_day:
            break
        if check.outcome == OK:
            lost = None
        elif check.outcome == GONE and lost is None:
            lost = day
    return lost
