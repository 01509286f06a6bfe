"""The table of states against a simple model, in any order of acts that Hypothesis can think of."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from jembatan.foundation import clock
from jembatan.foundation.intents import actions, leasing, outcomes
from jembatan.foundation.intents.failures import LeaseLost
from jembatan.foundation.intents.handlers import Handlers
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.retrying import RetryPolicy
from jembatan.foundation.intents.states import DEAD, DONE, LEASED, TABLE, WAITING
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import system_viewer

KIND = "tests.machine"
POLICY = RetryPolicy(first_seconds=1, longest_seconds=4, attempts=5, losses=3)


class OneIntent(RuleBasedStateMachine):
    """One intent, several workers that hold old and new leases of it, and a clock that is moved on."""

    def __init__(self) -> None:
        super().__init__()
        Intent.objects.all().delete()
        with transaction.atomic():
            self.pk = actions.request(kind=KIND, key="x", payload={}).pk
        self.leases: list[Lease] = []
        self.current: Lease | None = None
        self.state = WAITING
        self.settled = 0
        self.seconds = 0.0

    def row(self) -> Intent:
        return Intent.objects.get(pk=self.pk)

    def at(self) -> object:
        """A clock that stands still: one that ticks would pass a due time between two looks at it."""
        moment = self.start + timedelta(seconds=self.seconds)
        return patch("jembatan.foundation.clock.now", return_value=moment)

    @property
    def start(self) -> object:
        return self.row().created_at

    @rule(seconds=st.floats(1, 50))
    def time_goes_on(self, seconds: float) -> None:
        self.seconds += seconds

    @rule()
    def claim(self) -> None:
        with self.at():
            due = self.row().due_at <= clock.now()
            taken = leasing.claim([KIND], 3, seconds=20)
        assert len(taken) == (1 if self.state == WAITING and due else 0)
        if taken:
            self.current = taken[0]
            self.leases += taken
            self.state = LEASED

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        lease = data.draw(st.sampled_from(self.leases))
        with self.at():
            try:
                with lease.settle():
                    self.settled += 1
            except LeaseLost:
                assert lease is not self.current
            else:
                assert lease is self.current
                self.state, self.current = DONE, None

    @precondition(lambda self: self.leases)
    @rule(data=st.data(), permanent=st.booleans())
    def fail(self, data: st.DataObject, permanent: bool) -> None:
        lease = data.draw(st.sampled_from(self.leases))
        with self.at():
            try:
                outcomes.fail(lease, "gagal", permanent=permanent)
            except LeaseLost:
                assert lease is not self.current
            else:
                assert lease is self.current
                is_over = permanent or lease.attempts >= POLICY.attempts
                self.state, self.current = (DEAD if is_over else WAITING), None

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        lease = data.draw(st.sampled_from(self.leases))
        leasing.release(lease)
        if lease is self.current:
            self.state, self.current = WAITING, None

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def heartbeat(self, data: st.DataObject) -> None:
        lease = data.draw(st.sampled_from(self.leases))
        with self.at():
            assert leasing.extend([lease], 20) == (set() if lease is self.current else {self.pk})

    @rule()
    def sweep(self) -> None:
        row = self.row()
        with self.at():
            is_late = self.state == LEASED and row.lease_until < clock.now()
            assert outcomes.sweep() == is_late
        if is_late:
            is_over = row.losses + 1 >= POLICY.losses or row.attempts >= POLICY.attempts
            self.state, self.current = (DEAD if is_over else WAITING), None

    @rule()
    def retry(self) -> None:
        row = self.row()
        may = self.state == DEAD or (self.state == WAITING and bool(row.last_error))
        with self.at():
            try:
                actions.retry_intent(viewer=system_viewer("test"), intent=row)
            except Refused:
                assert not may
            else:
                assert may
                self.state = WAITING

    @invariant()
    def the_row_is_as_the_model_says(self) -> None:
        row = self.row()
        assert row.state == self.state
        assert row.lease_owner == (self.current.owner if self.current else "")
        assert (row.finished_at is not None) == (self.state in {DONE, DEAD})
        assert self.settled == (self.state == DONE)


@pytest.fixture
def machine(db: None, registered: Handlers) -> None:
    registered.register(KIND, lambda lease: None, retry=POLICY)


def test_any_order_of_acts(machine: None) -> None:
    run_state_machine_as_test(
        OneIntent,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )


def test_the_table_has_one_line_for_each_act() -> None:
    acts = [line.act for line in TABLE]
    assert len(acts) == len(set(acts))
    assert {line.before for line in TABLE} | {line.after for line in TABLE} == set(Intent.State.values)
    assert not [line for line in TABLE if line.before == DONE], "done is done"
