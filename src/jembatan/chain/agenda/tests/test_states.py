"""The table of states: what may follow what, walked at random."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.states import ACTIONS, CANCELLED, DONE, STATES, TRANSITIONS, roles_for, transition
from jembatan.foundation.viewer import Role

LEGAL = {
    ("planned", "confirm"): "confirmed",
    ("planned", "postpone"): "postponed",
    ("planned", "cancel"): "cancelled",
    ("confirmed", "postpone"): "postponed",
    ("confirmed", "finish"): "done",
    ("confirmed", "cancel"): "cancelled",
    ("postponed", "confirm"): "confirmed",
    ("postponed", "cancel"): "cancelled",
}


def test_the_models_states_are_those_of_the_table() -> None:
    assert {str(value) for value in Event.State.values} == set(STATES)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_pair_is_as_the_model_says(state: str, action: str) -> None:
    line = transition(state, action)
    assert (line.after if line else None) == LEGAL.get((state, action))


def test_no_pair_stands_twice() -> None:
    pairs = [(line.before, line.action) for line in TRANSITIONS]
    assert len(pairs) == len(set(pairs))


@given(st.lists(st.sampled_from(ACTIONS), max_size=20))
def test_nothing_leads_out_of_done_or_cancelled(actions: list[str]) -> None:
    state = "planned"
    for action in actions:
        line = transition(state, action)
        if line is None:
            continue
        assert state not in {DONE, CANCELLED}
        assert line.after in STATES
        assert line.after != state
        state = line.after


@pytest.mark.parametrize("action", ACTIONS)
def test_auditors_take_no_step(action: str) -> None:
    assert Role.AUDITOR not in roles_for(action)
