"""What becomes of an intent, case by case."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.intents import actions, leasing, outcomes, worker
from jembatan.foundation.intents.failures import LeaseLost, PermanentFailure, TransientFailure
from jembatan.foundation.intents.handlers import Handlers
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.retrying import RetryPolicy
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.models import GovernmentAlias
from jembatan.foundation.viewer import Role, Viewer, system_viewer
from tests.committed import CommittedDatabase
from tests.world import World

KIND = "tests.do"


def ask(key: str = "x", **options: object) -> Intent:
    with transaction.atomic():
        return actions.request(kind=KIND, key=key, payload={"n": 1}, **options)


def fail_with(error: Exception) -> object:
    def handle(lease: Lease) -> None:
        raise error

    return handle


def test_outside_a_transaction_nothing_is_asked_for(committed_database: CommittedDatabase) -> None:
    with pytest.raises(RuntimeError):
        actions.request(kind=KIND, key="x", payload={})


def test_a_rollback_takes_the_intent_with_it(db: None) -> None:
    with transaction.atomic():
        actions.request(kind=KIND, key="x", payload={})
        transaction.set_rollback(True)
    assert not Intent.objects.exists()


def test_the_first_of_one_key_stands(db: None) -> None:
    first = ask()
    with transaction.atomic():
        second = actions.request(kind=KIND, key="x", payload={"n": 2})
    assert (second.pk, second.payload) == (first.pk, {"n": 1})


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_has_a_length(db: None, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        ask(key)


def test_the_result_and_the_end_are_one_transaction(world: World, registered: Handlers) -> None:
    def handle(lease: Lease) -> None:
        with lease.settle():
            GovernmentAlias.objects.create(government=world.ntt.government, name="NTT")
            raise ZeroDivisionError

    registered.register(KIND, handle)
    intent = ask()
    assert worker.drain([KIND]) == 1
    intent.refresh_from_db()
    assert intent.state == "waiting"
    assert intent.last_error == "ZeroDivisionError: "
    assert not GovernmentAlias.objects.exists()


def test_a_handler_that_settles_nothing_is_done_when_it_returns(db: None, registered: Handlers) -> None:
    registered.register(KIND, lambda lease: None)
    intent = ask()
    worker.drain([KIND])
    intent.refresh_from_db()
    assert (intent.state, intent.attempts, intent.lease_owner) == ("done", 1, "")
    assert intent.finished_at is not None
    assert worker.drain([KIND]) == 0


def test_nothing_is_settled_twice(db: None, registered: Handlers) -> None:
    def handle(lease: Lease) -> None:
        with lease.settle():
            pass
        with pytest.raises(LeaseLost), lease.settle():
            pytest.fail("the block of a lost lease never runs")

    registered.register(KIND, handle)
    intent = ask()
    worker.drain([KIND])
    intent.refresh_from_db()
    assert intent.state == "done"


def test_a_transient_failure_waits_longer_each_time_and_is_given_up(db: None, registered: Handlers) -> None:
    buried: list[str] = []
    policy = RetryPolicy(first_seconds=10, longest_seconds=100, attempts=6)
    registered.register(
        KIND, fail_with(TransientFailure("Server tidak menjawab")), lambda i: buried.append(i.last_error), retry=policy
    )
    intent = ask()
    start = clock.now()
    steps = []
    for _ in range(5):
        with clock.set_to(start + timedelta(days=len(steps))):
            assert worker.drain([KIND]) == 1
            intent.refresh_from_db()
            steps.append((intent.due_at - clock.now()).total_seconds())
    for step, whole in zip(steps, [10, 20, 40, 80, 100], strict=True):
        assert whole / 2 - 1 < step <= whole
    assert buried == []
    with clock.set_to(start + timedelta(days=9)):
        worker.drain([KIND])
    intent.refresh_from_db()
    assert (intent.state, intent.attempts, intent.error_is_permanent) == ("dead", 6, False)
    assert buried == ["Server tidak menjawab"]


def test_the_other_side_may_ask_for_a_longer_wait(db: None, registered: Handlers) -> None:
    registered.register(KIND, fail_with(TransientFailure("Penuh", retry_after=timedelta(hours=5))))
    intent = ask()
    worker.drain([KIND])
    intent.refresh_from_db()
    assert intent.due_at > clock.now() + timedelta(hours=4)


def test_a_permanent_failure_is_buried_at_once_with_its_reason(db: None, registered: Handlers) -> None:
    registered.register(KIND, fail_with(PermanentFailure("Alamat tidak ada")))
    intent = ask()
    worker.drain([KIND])
    intent.refresh_from_db()
    assert (intent.state, intent.last_error, intent.error_is_permanent) == ("dead", "Alamat tidak ada", True)


def test_no_burial_behind_the_back_of_its_room(world: World, registered: Handlers) -> None:
    def on_dead(intent: Intent) -> None:
        GovernmentAlias.objects.create(government=world.ntt.government, name="NTT")
        raise ZeroDivisionError("on_dead")

    registered.register(KIND, fail_with(PermanentFailure("Tidak")), on_dead)
    intent = ask()
    worker.drain([KIND])
    intent.refresh_from_db()
    assert (intent.state, intent.finished_at) == ("waiting", None)
    assert intent.last_error == "Tidak (on_dead)"
    assert not GovernmentAlias.objects.exists()


def test_what_has_no_handler_here_is_left_alone(db: None) -> None:
    intent = ask()
    assert worker.drain() == 0
    intent.refresh_from_db()
    assert (intent.state, intent.attempts) == ("waiting", 0)


def test_what_is_not_due_waits(db: None, registered: Handlers) -> None:
    registered.register(KIND, lambda lease: None)
    ask(due_at=clock.now() + timedelta(hours=1))
    assert worker.drain([KIND]) == 0
    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert worker.drain([KIND]) == 1


def test_the_oldest_is_first(db: None, registered: Handlers) -> None:
    done: list[str] = []
    registered.register(KIND, lambda lease: done.append(lease.key))
    for number in (3, 1, 2):
        ask(str(number), due_at=clock.now() - timedelta(hours=number))
    worker.drain([KIND])
    assert done == ["3", "2", "1"]


def test_an_expired_lease_of_another_machine_is_swept(db: None, registered: Handlers) -> None:
    registered.register(KIND, lambda lease: None)
    intent = ask()
    (lease,) = leasing.claim([KIND], 5, seconds=60)
    Intent.objects.update(lease_owner="another:1:1:x")
    lease.owner = "another:1:1:x"
    assert outcomes.sweep() == 0
    with clock.set_to(clock.now() + timedelta(seconds=61)):
        assert leasing.extend([lease], 60) == set(), "a heartbeat in time"
        assert outcomes.sweep() == 0
    with clock.set_to(clock.now() + timedelta(seconds=200)):
        assert outcomes.sweep() == 1
        intent.refresh_from_db()
        assert (intent.state, intent.losses, intent.attempts) == ("waiting", 1, 1)
        assert leasing.extend([lease], 60) == {intent.pk}
        with pytest.raises(LeaseLost), lease.settle():
            pass
        with pytest.raises(LeaseLost):
            outcomes.fail(lease, "terlambat", permanent=True)
        leasing.release(lease)
        intent.refresh_from_db()
        assert (intent.state, intent.attempts) == ("waiting", 1)


def test_who_kills_its_workers_is_buried(db: None, registered: Handlers) -> None:
    buried: list[str] = []
    registered.register(KIND, lambda lease: None, lambda i: buried.append(i.key), retry=RetryPolicy(losses=3))
    intent = ask()
    start = clock.now()
    for turn in range(3):
        with clock.set_to(start + timedelta(days=turn)):
            assert len(leasing.claim([KIND], 1, seconds=1)) == 1
        with clock.set_to(start + timedelta(days=turn, minutes=1)):
            assert outcomes.sweep() == 1
    intent.refresh_from_db()
    assert (intent.state, intent.losses) == ("dead", 3)
    assert "3 kali" in intent.last_error
    assert buried == ["x"]


def test_the_database_knows_who_may_hold_a_lease(db: None) -> None:
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Intent.objects.update(state="leased")
    with pytest.raises(IntegrityError), transaction.atomic():
        Intent.objects.update(state="done", lease_owner="x")


def dead(world: World, registered: Handlers, **options: object) -> Intent:
    registered.register(KIND, fail_with(PermanentFailure("Alamat tidak ada")), **options)
    intent = ask(unit_id=world.ntt.pk)
    worker.drain([KIND])
    return intent


def test_a_dead_letter_is_called_back(world: World, registered: Handlers) -> None:
    told: list[str] = []
    intent = dead(world, registered, on_retry=lambda i: told.append(i.state))
    actions.retry_intent(viewer=world.viewer(world.ntt, Role.CONTRIBUTOR), intent=intent)
    intent.refresh_from_db()
    assert (intent.state, intent.attempts, intent.losses, intent.finished_at) == ("waiting", 0, 0, None)
    assert intent.due_at <= clock.now()
    assert told == ["waiting"]
    row = AuditRecord.objects.get(action="intents.retry")
    assert (row.unit_key, row.object_id) == (world.ntt.pk, intent.pk)
    assert row.payload.content["changes"]["was"]["last_error"] == "Alamat tidak ada"


@pytest.mark.parametrize("state", ["waiting", "leased", "done"])
def test_only_what_failed_is_called_back(world: World, registered: Handlers, state: str) -> None:
    registered.register(KIND, lambda lease: None)
    intent = ask(unit_id=world.ntt.pk)
    if state != "waiting":
        (lease,) = leasing.claim([KIND], 1)
    if state == "done":
        with lease.settle():
            pass
    with pytest.raises(Refused):
        actions.retry_intent(viewer=world.viewer(world.ntt, Role.EDITOR), intent=intent)
    intent.refresh_from_db()
    assert intent.state == state


def test_a_failed_one_that_waits_is_hastened(world: World, registered: Handlers) -> None:
    registered.register(KIND, fail_with(TransientFailure("Nanti")))
    intent = ask(unit_id=world.ntt.pk)
    worker.drain([KIND])
    intent = actions.retry_intent(viewer=world.viewer(world.ntt, Role.EDITOR), intent=intent)
    assert intent.due_at <= clock.now()


def test_others_and_auditors_are_refused_with_all_reasons(world: World, registered: Handlers) -> None:
    intent = dead(world, registered)
    for viewer, count in [
        (world.viewer(world.kupang, Role.BUREAU_HEAD), 1),
        (world.viewer(world.diskominfo, Role.UNIT_ADMINISTRATOR), 1),
        (world.viewer(world.ntt, Role.AUDITOR), 1),
        (world.viewer(world.kupang, Role.AUDITOR), 2),
        (Viewer(), 2),
    ]:
        with pytest.raises(Refused) as refusal:
            actions.retry_intent(viewer=viewer, intent=intent)
        assert len(refusal.value.reasons) == count
    intent.refresh_from_db()
    assert intent.state == "dead"


@action("tests.refuse_in_handler")
def refuse(*, viewer: Viewer) -> None:
    raise Refused("Tidak boleh")


def test_a_refusal_inside_settle_is_recorded_though_all_else_is_rolled_back(db: None, registered: Handlers) -> None:
    def handle(lease: Lease) -> None:
        with lease.settle():
            refuse(viewer=system_viewer("worker"))

    registered.register(KIND, handle)
    intent = ask()
    worker.drain([KIND])
    intent.refresh_from_db()
    assert intent.state == "waiting"
    assert [row.action for row in AuditRecord.objects.all()] == ["tests.refuse_in_handler.refused"]
