"""What ran of a placement: which publications count, how much of the release they hold together, and from which day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jembatan.desks.proofs.facts import TEXT_KINDS, PlacementFacts, Publication

OTHER_OUTLET: Final = "other_outlet"
BEFORE_ORDER: Final = "before_order"
NOT_IN_RELEASE: Final = "not_in_release"
#: Shares are quotients: 0.6 of a text must count as 0.6.
TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Ran:
    """`counted`: this outlet's, not before the order. `relevant`: those of them that show the thing itself.

    For kinds made of text these hold a part of the release; where none does, those whose text nobody could compare
    (`is_unmeasured`). `share` is that of the relevant ones together.
    """

    counted: tuple[Publication, ...]
    relevant: tuple[Publication, ...]
    passed_over: tuple[tuple[str, str], ...]
    is_unmeasured: bool
    share: float
    first_on: date | None
    complete_on: date | None


def ran_of(facts: PlacementFacts) -> Ran:
    """What of `facts.publications` counts, in the order of the days."""
    counted, passed_over = [], []
    for one in facts.publications:
        if one.outlet != facts.outlet:
            passed_over.append((one.key, OTHER_OUTLET))
        elif day_of(facts, one) < facts.ordered_on:
            passed_over.append((one.key, BEFORE_ORDER))
        else:
            counted.append(one)
    counted.sort(key=lambda one: (day_of(facts, one), one.key))
    relevant = [one for one in counted if facts.kind not in TEXT_KINDS or one.pieces]
    unmeasured = [one for one in counted if not one.is_measured]
    is_unmeasured = not relevant and bool(unmeasured)
    if not is_unmeasured and facts.kind in TEXT_KINDS:
        passed_over += [(one.key, NOT_IN_RELEASE) for one in counted if one.is_measured and not one.pieces]
    if is_unmeasured:
        relevant = unmeasured
    return Ran(
        counted=tuple(counted),
        relevant=tuple(relevant),
        passed_over=tuple(sorted(passed_over)),
        is_unmeasured=is_unmeasured,
        share=share_of(facts, relevant),
        first_on=day_of(facts, relevant[0]) if relevant else None,
        complete_on=None if is_unmeasured else _complete_on(facts, relevant),
    )


def day_of(facts: PlacementFacts, one: Publication) -> date:
    """The day on which a publication ran: as it says itself, but never later than it was seen."""
    seen = facts.day_of(one.seen_at)
    if one.covers is not None:
        first, last = one.covers
        return min(seen, max(first, facts.ordered_on) if last >= facts.ordered_on else last)
    return seen if one.told_at is None else min(facts.day_of(one.told_at), seen)


def share_of(facts: PlacementFacts, publications: Iterable[Publication]) -> float:
    """How much of one version of the release (the one they hold most of) the publications hold together, 0 to 1.

    Kinds not made of text are there or not: 1 or 0.
    """
    if facts.kind not in TEXT_KINDS:
        return float(any(True for _one in publications))
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in publications:
        for piece in one.pieces:
            spans[piece.version].append((piece.start, piece.end))
    shares = (
        _covered(found, facts.lengths[version]) / facts.lengths[version]
        for version, found in spans.items()
        if facts.lengths.get(version, 0) > 0
    )
    return max(shares, default=0.0)


def holds(facts: PlacementFacts, publications: Sequence[Publication], share: float) -> bool:
    """Whether the publications hold `share` of the release, and anything at all."""
    held = share_of(facts, publications)
    return held > 0 and held + TOLERANCE >= share


def _complete_on(facts: PlacementFacts, relevant: Sequence[Publication]) -> date | None:
    """The first day by which enough had run. `relevant` is in the order of days."""
    for count, one in enumerate(relevant, start=1):
        if holds(facts, relevant[:count], facts.least_share):
            return day_of(facts, one)
    return None


def _covered(spans: Iterable[tuple[int, int]], length: int) -> int:
    """How many of `length` characters the spans cover together."""
    covered = position = 0
    for start, end in sorted(spans):
        begin, finish = max(start, position, 0), min(end, length)
        if finish > begin:
            covered += finish - begin
            position = finish
    return covered
