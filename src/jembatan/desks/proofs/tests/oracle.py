"""The judgement once more, by brute force and by somebody else's reading: character by character, day by day.

It shares no code with `judging.py`. Slow and plain on purpose; for facts that nobody composed (Hypothesis).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from jembatan.desks.proofs.facts import PlacementFacts, Publication

TEXT = {"advertorial", "news", "announcement"}


def judge(facts: PlacementFacts) -> dict[str, Any]:
    """State, faults, days late, and the status of each term."""
    today = facts.now.astimezone(facts.zone).date()
    mine = [p for p in facts.publications if p.outlet == facts.outlet and ran_on(facts, p) >= facts.ordered_on]
    is_text = facts.kind in TEXT
    if is_text:
        with_text = [p for p in mine if p.pieces]
        blind = not with_text and any(not p.is_measured for p in mine)
        pages = with_text or [p for p in mine if not p.is_measured]
    else:
        blind, pages = False, mine

    days = sorted({ran_on(facts, p) for p in pages})
    first = days[0] if days else None
    complete = None
    if not blind:
        for day in days:
            if enough(facts, [p for p in pages if ran_on(facts, p) <= day], facts.least_share):
                complete = day
                break

    terms: dict[str, str] = {}
    over = today > facts.publish_by
    if is_text:
        terms["share"] = "untold" if blind else "met" if complete else "unmet" if pages and over else "open"
    if complete:
        terms["deadline"] = "met" if complete <= facts.publish_by else "unmet"
    elif first is None:
        terms["deadline"] = "unmet" if over else "open"
    elif first > facts.publish_by:
        terms["deadline"] = "unmet"
    else:
        terms["deadline"] = "untold" if blind else "open"
    if facts.kind == "broadcast" or (facts.kind in {"gallery", "greeting"} and facts.medium == "print"):
        told = any(p.place.strip() for p in pages)
        terms["place"] = "met" if told else "unmet" if pages and over else "open"
    if facts.kind == "subscription":
        need = facts.days_online or 1
        day, shown = facts.ordered_on, 0
        while day <= today:
            shown += any(p.covers and p.covers[0] <= day <= p.covers[1] for p in pages)
            day += timedelta(days=1)
        begin = max(facts.publish_by, first) if first else facts.publish_by
        over_by = today > begin + timedelta(days=max(facts.days_online - 1, 0))
        terms["period"] = "met" if shown >= need else "unmet" if pages and over_by else "open"
    elif facts.kind != "broadcast" and facts.days_online > 0:
        terms["online"] = standing(facts, pages, blind, complete, first, today)

    faults = set()
    for name, status in terms.items():
        if status == "unmet":
            faults.add({"deadline": "late", "online": "vanished"}.get(name, "short"))
    for fault in ("vanished", "short", "late"):
        if fault in faults:
            state = fault
            break
    else:
        hard = [status for name, status in terms.items() if name != "online"]
        state = "waiting" if not pages else "found" if set(hard) == {"met"} else "published"
    late = 0
    if "late" in faults:
        late = ((complete or first or today) - facts.publish_by).days
    return {"state": state, "faults": faults, "terms": terms, "days_late": late}


def ran_on(facts: PlacementFacts, p: Publication) -> date:
    seen = p.seen_at.astimezone(facts.zone).date()
    if p.covers:
        if p.covers[1] < facts.ordered_on:
            return min(seen, p.covers[1])
        return min(seen, max(p.covers[0], facts.ordered_on))
    return min(seen, p.told_at.astimezone(facts.zone).date()) if p.told_at else seen


def held(facts: PlacementFacts, pages: list[Publication]) -> float:
    """The part of the best-held version: its characters, one by one."""
    if facts.kind not in TEXT:
        return 1.0 if pages else 0.0
    best = 0.0
    for version, length in facts.lengths.items():
        signs = {
            sign
            for p in pages
            for piece in p.pieces
            if piece.version == version
            for sign in range(piece.start, piece.end)
            if 0 <= sign < length
        }
        if length:
            best = max(best, len(signs) / length)
    return best


def enough(facts: PlacementFacts, pages: list[Publication], part: float) -> bool:
    have = held(facts, pages)
    return have > 0 and have >= part - 1e-9


def standing(
    facts: PlacementFacts,
    pages: list[Publication],
    blind: bool,
    complete: date | None,
    first: date | None,
    today: date,
) -> str:
    online = [p for p in pages if p.is_online]
    if not online or first is None:
        return "untold" if complete else "open"
    last = (complete or first) + timedelta(days=facts.days_online)
    there = [p for p in online if any(c.outcome == "ok" and local(facts, c.at) >= last for c in p.checks)]
    if complete and enough(facts, there, facts.least_share):
        return "met"
    alive = []
    for p in online:
        looks = [c for c in sorted(p.checks, key=lambda c: c.at) if local(facts, c.at) <= last]
        told = [c.outcome for c in looks if c.outcome != "unknown"]
        if not told or told[-1] == "ok":
            alive.append(p)
    target = min(facts.least_share, held(facts, online))
    if not blind and len(alive) < len(online) and not enough(facts, alive, target):
        return "unmet"
    return "open" if today <= last else "untold"


def local(facts: PlacementFacts, moment: Any) -> date:
    return moment.astimezone(facts.zone).date()
