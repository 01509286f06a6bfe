"""The table of a capture's life: every step that it does not name is refused."""

from itertools import product

import pytest

from jembatan.chain.coverage.captures.states import TRANSITIONS, CaptureState, after, may

STEPS = sorted({step for _state, step in TRANSITIONS})


@pytest.mark.parametrize(("state", "step"), list(product(CaptureState, STEPS)))
def test_only_named_steps_are_possible(state: str, step: str) -> None:
    assert may(state, step) == ((state, step) in TRANSITIONS)
    if not may(state, step):
        with pytest.raises(KeyError):
            after(state, step)


def test_an_entered_capture_stays_as_it_is() -> None:
    assert not [step for step in STEPS if may(CaptureState.ENTERED, step)]
