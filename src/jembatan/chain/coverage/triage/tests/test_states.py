"""The desk's table of moves: every step that stands in it does what it says, every other is refused and changes nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jembatan.chain.coverage.triage import actions
from jembatan.chain.coverage.triage.models import Act, DeskItem
from jembatan.chain.coverage.triage.states import ALERT, DESK, AlertState, DeskState, may, undoes
from jembatan.chain.coverage.triage.tests.making import an_item
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

STEPS = {"accept": actions.accept, "reject": actions.reject, "reopen": actions.reopen}


@pytest.mark.parametrize(("state", "step"), list(itertools.product(DeskState.values, STEPS)))
def test_every_step_from_every_state(world: World, state: str, step: str) -> None:
    viewer = world.viewer(world.ntt, Role.CONTRIBUTOR)
    item = an_item(world.ntt, state=state)
    if may(DESK, state, step):
        STEPS[step](viewer=viewer, items=[item.pk])
        item.refresh_from_db()
        assert item.state == DESK[state, step]
        assert (item.decided_by_id is None) == (step == "reopen")
        assert AuditRecord.objects.filter(action=f"triage.{step}", object_id=item.pk).count() == 1
    else:
        with pytest.raises(Refused):
            STEPS[step](viewer=viewer, items=[item.pk])
        item.refresh_from_db()
        assert item.state == state
        assert not Act.objects.exists()


def test_the_table_has_no_state_or_step_that_is_not_told() -> None:
    for table, states in ((DESK, DeskState.values), (ALERT, AlertState.values)):
        assert {state for state, _step in table} | set(table.values()) == set(states)
    assert {step for _state, step in DESK} == set(STEPS)


@pytest.mark.parametrize(("step", "before", "now"), list(itertools.product(STEPS, DeskState.values, DeskState.values)))
def test_a_step_is_undone_only_where_it_stands(step: str, before: str, now: str) -> None:
    assert undoes(step, before, now) == (DESK.get((before, step)) == now)


class AnyWalk(TestCase):
    """Whatever steps are taken, taking all of them back, the last first, leaves the desk as it was."""

    @settings(deadline=None, max_examples=25)
    @given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=6))
    def test_undoing_everything(self, steps: list[str]) -> None:
        world = World()
        viewer: Viewer = world.viewer(world.ntt, Role.EDITOR)
        item = an_item(world.ntt)
        acts = []
        for step in steps:
            try:
                acts.append(STEPS[step](viewer=viewer, items=[item.pk]))
            except Refused:
                continue
        for act in reversed(acts):
            actions.undo(viewer=viewer, act=act)
        fresh = DeskItem.objects.get(pk=item.pk)
        assert (fresh.state, fresh.decided_by_id, fresh.decided_at) == (DeskState.NEW, None, None)
