"""At least 500 placements through the database and the actions: the finding is right in all."""

from __future__ import annotations

import pytest

from jembatan.desks.proofs.models import Finding
from jembatan.desks.proofs.tests import cases, making
from jembatan.desks.proofs.tests.staging import Stage
from jembatan.desks.proofs.tests.test_judging import mistakes
from tests.world import World

SEED = 20260304
CASES = cases.some_cases(520, SEED)
PARTS = 8


def state_at_the_end(case: cases.Case) -> str:
    """Where the placement stands: what a person decided stays, but for a page that vanished."""
    if case.state == "vanished":
        return "vanished"
    if "paid" in case.ingredients:
        return "paid"
    if "unpaid_accepted" in case.ingredients:
        return "accepted"
    return "ordered" if case.state == "waiting" else case.state


def test_there_are_500_and_every_fault_of_every_kind_is_among_them() -> None:
    assert len(CASES) >= 500
    alone = {(case.kind, name) for case in CASES if len(case.ingredients) == 1 for name in case.ingredients}
    assert alone == {(kind, name) for kind in cases.KINDS for name in cases.GROUP_OF if cases.applies(kind, name)}
    assert sum(len(case.ingredients) >= 2 for case in CASES) > 250


@pytest.mark.parametrize("part", range(PARTS))
def test_the_finding_is_right_in_all(world: World, part: int) -> None:
    version = making.release(world)
    wrong = []
    for case in CASES[part::PARTS]:
        stage = Stage(world, version, case)
        wrong += mistakes(case, stage.play())
        if stage.placement.state != state_at_the_end(case):
            wrong.append(f"{case}: stands as {stage.placement.state}, must be {state_at_the_end(case)}")
        kept = Finding.objects.get(placement=stage.placement)
        if kept.state != case.state or {flag.code for flag in kept.flags.all()} != {
            code for code, _subject in case.flags
        }:
            wrong.append(f"{case}: the columns say {kept.state}")
    assert not wrong, f"{len(wrong)}: {wrong[:8]}"
