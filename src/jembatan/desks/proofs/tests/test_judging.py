"""The machine's verdict: every fault, every combination, and what must hold whatever is known."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jembatan.desks.proofs import facts as names
from jembatan.desks.proofs.facts import MET, UNMET, Check, Piece, PlacementFacts, Publication, Verdict
from jembatan.desks.proofs.judging import ASKED, finding_of
from jembatan.desks.proofs.tests import cases, oracle
from jembatan.desks.proofs.tests.as_facts import facts_of

KEYED = {"ran_before_order", "other_outlet", "dated_unseen", "interrupted"}


def flags_of(verdict: Verdict) -> set[tuple[str, str]]:
    return {(flag.code, "" if flag.code in KEYED else flag.subject) for flag in verdict.flags}


def mistakes(case: cases.Case, verdict: Verdict) -> list[str]:
    """How a verdict differs from what must be found."""
    vanished = verdict.vanished and (
        (verdict.vanished.on - case.ordered_on).days,
        verdict.vanished.days,
    )
    told = {
        "state": (verdict.state, case.state),
        "faults": (set(verdict.faults), set(case.faults)),
        "flags": (flags_of(verdict), set(case.flags)),
        "days late": (verdict.days_late, case.days_late),
        "vanished": (vanished, case.vanished),
        "share only of text": (verdict.term("share") is not None, case.is_text),
        "no share is told of other kinds": (
            verdict.share is not None,
            case.is_text and "by_file" not in case.ingredients,
        ),
    }
    return [f"{case}: {what} is {got}, must be {want}" for what, (got, want) in told.items() if got != want]


def test_every_fault_and_all_pairs_and_triples_over_all_kinds() -> None:
    composed = cases.all_cases(3)
    wrong = [mistake for case in composed for mistake in mistakes(case, finding_of(facts_of(case)))]
    assert not wrong, f"{len(wrong)} wrong of {len(composed)}: {wrong[:5]}"
    assert len(composed) >= 500
    met = Counter(name for case in composed for name in case.ingredients)
    assert set(met) == set(cases.GROUP_OF), "an ingredient that no case holds"
    assert {case.state for case in composed} == set(names.FAULTS) | {"found", "published", "waiting"}
    assert {case.kind for case in composed} == set(names.KINDS)


def test_both_readings_agree_on_every_case() -> None:
    for case in cases.all_cases(2):
        verdict, other = finding_of(facts_of(case)), oracle.judge(facts_of(case))
        assert (verdict.state, set(verdict.faults), verdict.days_late) == (
            other["state"],
            other["faults"],
            other["days_late"],
        ), str(case)


# --- whatever is known -------------------------------------------------------------------------------------------

ORDERED = date(2026, 3, 2)
ZONES = [ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")]


def moments(first: int = -5, last: int = 45) -> st.SearchStrategy[datetime]:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    return st.integers(first * 96, last * 96).map(lambda quarter: start + timedelta(minutes=15 * quarter))


PIECES = st.lists(
    st.tuples(st.sampled_from(["v1", "v2"]), st.integers(0, 40), st.integers(1, 30)).map(
        lambda one: Piece(one[0], one[1], one[1] + one[2])
    ),
    max_size=3,
).map(tuple)
CHECKS = st.lists(st.builds(Check, moments(), st.sampled_from(["ok", "gone", "unknown"])), max_size=5).map(tuple)
DAYS = st.integers(-3, 30).map(lambda day: ORDERED + timedelta(days=day))
COVERS = st.none() | st.tuples(DAYS, st.integers(0, 20)).map(lambda one: (one[0], one[0] + timedelta(days=one[1])))


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    pieces = draw(PIECES)
    return Publication(
        key=str(draw(st.uuids())),
        outlet=draw(st.sampled_from(["own", "own", "own", "other"])),
        seen_at=draw(moments()),
        told_at=draw(st.none() | moments()),
        brought_by=draw(st.sampled_from(["machine", "outlet", "officer"])),
        is_online=draw(st.booleans()),
        is_measured=bool(pieces) or draw(st.booleans()),
        pieces=pieces,
        place=draw(st.sampled_from(["", " ", "hal. 3", "18.05"])),
        covers=draw(COVERS),
        checks=draw(CHECKS),
    )


@st.composite
def placements(draw: st.DrawFn) -> PlacementFacts:
    return PlacementFacts(
        kind=draw(st.sampled_from(names.KINDS)),
        outlet="own",
        medium=draw(st.sampled_from(["online", "print", "radio"])),
        zone=draw(st.sampled_from(ZONES)),
        now=draw(moments(0, 45)),
        ordered_on=ORDERED,
        publish_by=ORDERED + timedelta(days=draw(st.integers(0, 10))),
        least_share=draw(st.sampled_from([0.0, 0.25, 0.5, 0.6, 1.0])),
        days_online=draw(st.sampled_from([0, 1, 7, 14])),
        lengths={"v1": 50, "v2": 40},
        publications=tuple(draw(st.lists(publications(), max_size=4))),
    )


@settings(max_examples=600, deadline=None)
@given(placements())
def test_brute_force_says_the_same(facts: PlacementFacts) -> None:
    verdict, other = finding_of(facts), oracle.judge(facts)
    assert {term.name: term.status for term in verdict.terms} == other["terms"]
    assert (verdict.state, set(verdict.faults), verdict.days_late) == (
        other["state"],
        other["faults"],
        other["days_late"],
    )


@settings(max_examples=400, deadline=None)
@given(placements(), publications())
def test_more_evidence_never_makes_a_met_term_unmet(facts: PlacementFacts, more: Publication) -> None:
    before = {term.name: term.status for term in finding_of(facts).terms}
    grown = replace(facts, publications=(*facts.publications, more))
    after = {term.name: term.status for term in finding_of(grown).terms}
    assert {name for name, status in before.items() if status == MET} <= {
        name for name, status in after.items() if status == MET
    }


@settings(max_examples=400, deadline=None)
@given(placements(), st.builds(Check, moments(), st.sampled_from(["ok", "gone", "unknown"])), st.data())
def test_one_more_look_never_makes_a_met_term_unmet(facts: PlacementFacts, look: Check, data: st.DataObject) -> None:
    if not facts.publications:
        return
    at = data.draw(st.integers(0, len(facts.publications) - 1))
    pages = list(facts.publications)
    pages[at] = replace(pages[at], checks=(*pages[at].checks, look))
    before = {term.name for term in finding_of(facts).terms if term.status == MET}
    after = {term.name for term in finding_of(replace(facts, publications=tuple(pages))).terms if term.status == MET}
    assert before <= after


@settings(max_examples=300, deadline=None)
@given(placements())
def test_a_failed_fetch_changes_nothing(facts: PlacementFacts) -> None:
    quiet = replace(
        facts,
        publications=tuple(
            replace(one, checks=tuple(check for check in one.checks if check.outcome != "unknown"))
            for one in facts.publications
        ),
    )
    assert finding_of(facts) == finding_of(quiet)


@settings(max_examples=300, deadline=None)
@given(placements(), st.integers())
def test_the_order_of_what_is_known_does_not_matter(facts: PlacementFacts, seed: int) -> None:
    dice = random.Random(seed)
    pages = [replace(one, checks=tuple(dice.sample(one.checks, len(one.checks)))) for one in facts.publications]
    dice.shuffle(pages)
    assert finding_of(replace(facts, publications=tuple(pages))) == finding_of(facts)


@settings(max_examples=200, deadline=None)
@given(placements())
def test_kinds_not_made_of_text_never_get_a_share(facts: PlacementFacts) -> None:
    verdict = finding_of(facts)
    if facts.kind not in names.TEXT_KINDS:
        assert verdict.share is None
        assert verdict.term("share") is None


@settings(max_examples=200, deadline=None)
@given(placements())
def test_the_leading_state_is_the_gravest_fault(facts: PlacementFacts) -> None:
    verdict = finding_of(facts)
    assert bool(verdict.faults) == any(term.status == UNMET for term in verdict.terms)
    if verdict.faults:
        assert verdict.state == verdict.faults[0]
    assert (verdict.days_late > 0) == ("late" in verdict.faults)
    assert (verdict.vanished is not None) == ("vanished" in verdict.faults)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_last_second_of_the_units_day_is_in_time_and_the_next_is_not(zone: ZoneInfo) -> None:
    last = datetime(2026, 3, 5, 23, 59, 59, tzinfo=zone)
    for moment, is_late in ((last, False), (last + timedelta(seconds=1), True)):
        facts = PlacementFacts(
            kind="news",
            outlet="own",
            zone=zone,
            now=last + timedelta(days=3),
            ordered_on=ORDERED,
            publish_by=date(2026, 3, 5),
            least_share=0.5,
            lengths={"v": 10},
            publications=(
                Publication("a", "own", seen_at=moment.astimezone(UTC), is_measured=True, pieces=(Piece("v", 0, 5),)),
            ),
        )
        verdict = finding_of(facts)
        assert verdict.faults == (("late",) if is_late else ())
        assert verdict.days_late == int(is_late)


def test_every_kind_has_its_row_in_the_table() -> None:
    assert set(ASKED) == set(names.KINDS)
    assert {kind for kind, terms in ASKED.items() if "share" in terms} == names.TEXT_KINDS


def test_the_kinds_are_those_of_partners() -> None:
    from jembatan.desks.partners.models import TEXT_KINDS, PlacementKind

    assert set(names.KINDS) == {kind.value for kind in PlacementKind}
    assert {kind.value for kind in TEXT_KINDS} == names.TEXT_KINDS
