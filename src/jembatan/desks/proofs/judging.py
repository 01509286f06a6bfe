"""The machine's verdict on a placement: a pure function of what is known. No Django, no clock, no database.

What is asked of each kind, in one table:

    kind           share  deadline  place               period  online
    advertorial    x      x                                     x
    news           x      x                                     x
    announcement   x      x                                     x
    gallery               x         page, if printed            x
    greeting              x         page, if printed            x
    broadcast             x         minute
    subscription          x                             x

    share     so much of one version of the release ran in this outlet, all its pages and articles together
    deadline  enough had run by the last day to publish
    place     page or minute is told
    period    so many days of the subscription are shown
    online    the pages still stood with their text when so many days had passed since

A term is met, unmet, open (its time has not run out) or untold (what is there does not tell). Unmet share, place and
period make the verdict "short", an unmet deadline "late", lost pages "vanished"; all faults are kept, the first of
vanished, short, late leads. Without a fault the verdict is "found" once share, deadline, place and period are met,
"published" while something is there, else "waiting". Three rules keep it fair to the outlet: evidence that is added never
makes a met term unmet, a page that did not answer is not gone, and what the machine cannot measure it does not deny.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from jembatan.desks.proofs.facts import (
    ADVERTORIAL,
    ANNOUNCEMENT,
    BROADCAST,
    DEADLINE,
    FAULTS,
    FOUND,
    GALLERY,
    GREETING,
    LATE,
    MET,
    NEWS,
    ONLINE,
    OPEN,
    PERIOD,
    PLACE,
    PUBLISHED,
    SHARE,
    SHORT,
    SUBSCRIPTION,
    TEXT_KINDS,
    UNMET,
    UNTOLD,
    VANISHED,
    WAITING,
    PlacementFacts,
    TermResult,
    Vanished,
    Verdict,
)
from jembatan.desks.proofs.flagging import flags_of
from jembatan.desks.proofs.running import Ran, ran_of
from jembatan.desks.proofs.standing import online_term

#: The table above.
ASKED: Final = {
    ADVERTORIAL: (SHARE, DEADLINE, ONLINE),
    NEWS: (SHARE, DEADLINE, ONLINE),
    ANNOUNCEMENT: (SHARE, DEADLINE, ONLINE),
    GALLERY: (DEADLINE, PLACE, ONLINE),
    GREETING: (DEADLINE, PLACE, ONLINE),
    BROADCAST: (DEADLINE, PLACE),
    SUBSCRIPTION: (DEADLINE, PERIOD),
}
PRINT: Final = "print"


def finding_of(facts: PlacementFacts) -> Verdict:
    """Judge a placement. The order of publications, checks, papers and payments in `facts` does not matter."""
    ran = ran_of(facts)
    terms = []
    vanished: Vanished | None = None
    for name in ASKED[facts.kind]:
        if name == ONLINE:
            if facts.days_online <= 0:
                continue
            term, vanished = online_term(facts, ran)
            terms.append(term)
        elif name != PLACE or facts.kind == BROADCAST or facts.medium == PRINT:
            terms.append(_TERMS[name](facts, ran))
    faults = _faults(terms)
    late = next((term for term in terms if term.name == DEADLINE and term.status == UNMET), None)
    verdict = Verdict(
        state=faults[0] if faults else _state(terms, ran),
        faults=faults,
        terms=tuple(terms),
        share=ran.share if facts.kind in TEXT_KINDS and not ran.is_unmeasured else None,
        first_on=ran.first_on,
        complete_on=ran.complete_on,
        days_late=0 if late is None else (_day_of_term(late, facts) - facts.publish_by).days,
        vanished=vanished,
        counted=tuple(one.key for one in ran.relevant),
        passed_over=ran.passed_over,
    )
    return replace(verdict, flags=flags_of(facts, ran, verdict))


def _share_term(facts: PlacementFacts, ran: Ran) -> TermResult:
    if ran.is_unmeasured:
        return TermResult(SHARE, UNTOLD, None, facts.least_share)
    return TermResult(SHARE, _by_deadline(facts, ran, is_met=ran.complete_on is not None), ran.share, facts.least_share)


def _deadline_term(facts: PlacementFacts, ran: Ran) -> TermResult:
    """Enough must have run by the day; while too little has, only a first day that is late already tells anything."""
    day = ran.complete_on or ran.first_on
    if day is None:
        status = UNMET if facts.today > facts.publish_by else OPEN
    elif day > facts.publish_by:
        status = UNMET
    elif ran.complete_on is not None:
        status = MET
    else:
        status = UNTOLD if ran.is_unmeasured else OPEN
    return TermResult(DEADLINE, status, day, facts.publish_by)


def _place_term(facts: PlacementFacts, ran: Ran) -> TermResult:
    told = sorted(one.place for one in ran.relevant if one.place.strip())
    status = _by_deadline(facts, ran, is_met=bool(told))
    return TermResult(PLACE, status, "; ".join(dict.fromkeys(told)), "minute" if facts.kind == BROADCAST else "page")


def _period_term(facts: PlacementFacts, ran: Ran) -> TermResult:
    """Days shown of the subscription, each counted once, none before the order and none that is yet to come."""
    shown = {
        day
        for one in ran.relevant
        if one.covers is not None
        for day in _days(max(one.covers[0], facts.ordered_on), min(one.covers[1], facts.today))
    }
    start = max(facts.publish_by, ran.first_on or facts.publish_by)
    end = start + timedelta(days=max(facts.days_online - 1, 0))
    wanted = max(facts.days_online, 1)
    status = MET if len(shown) >= wanted else _still_running(ran, facts.today, end)
    return TermResult(PERIOD, status, len(shown), wanted)


_TERMS: Final[dict[str, Callable[[PlacementFacts, Ran], TermResult]]] = {
    SHARE: _share_term,
    DEADLINE: _deadline_term,
    PLACE: _place_term,
    PERIOD: _period_term,
}


def _by_deadline(facts: PlacementFacts, ran: Ran, *, is_met: bool) -> str:
    """Met; or open until the last day to publish, then unmet. Where nothing ran at all, the deadline tells it."""
    return MET if is_met else _still_running(ran, facts.today, facts.publish_by)


def _still_running(ran: Ran, today: date, end: date) -> str:
    return UNMET if ran.relevant and today > end else OPEN


def _faults(terms: Sequence[TermResult]) -> tuple[str, ...]:
    fault_of = {SHARE: SHORT, PLACE: SHORT, PERIOD: SHORT, DEADLINE: LATE, ONLINE: VANISHED}
    found = {fault_of[term.name] for term in terms if term.status == UNMET}
    return tuple(fault for fault in FAULTS if fault in found)


def _state(terms: Sequence[TermResult], ran: Ran) -> str:
    if not ran.relevant:
        return WAITING
    return FOUND if all(term.status == MET for term in terms if term.name != ONLINE) else PUBLISHED


def _day_of_term(term: TermResult, facts: PlacementFacts) -> date:
    """The day on which enough ran; today where nothing has."""
    return term.measured if isinstance(term.measured, date) else facts.today


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
