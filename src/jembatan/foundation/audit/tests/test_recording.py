"""What is recorded, and that nothing recorded can be changed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.apps import apps
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jembatan.foundation import clock
from jembatan.foundation.audit import triggers
from jembatan.foundation.audit.actions import Entry, action, record, record_many
from jembatan.foundation.audit.chain import commitment, link_hash
from jembatan.foundation.audit.checks import triggers_stand
from jembatan.foundation.audit.models import AuditHead, AuditPayload, AuditRecord
from jembatan.foundation.audit.verification import Verification
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Viewer
from tests.committed import CommittedDatabase

VIEWER = Viewer(user_id=new_id(), name="Yuliana", unit_id=new_id(), origin="10.0.0.7")


def write(**changes: object) -> AuditRecord:
    with transaction.atomic():
        return record(
            VIEWER,
            "agenda.plan_event",
            unit_id=VIEWER.unit_id,
            kind="agenda.Event",
            object_id=new_id(),
            changes=changes,
        )


def faults() -> list[str]:
    return [fault.code for fault in Verification().run()]


def test_links_follow_each_other(db: None) -> None:
    first, second = write(title="Panen raya"), write(title="Panen raya di Nagekeo")
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.previous == first.hash
    assert first.fields == ["title"]
    payload = AuditPayload.objects.get(record=second)
    assert payload.content["changes"] == {"title": "Panen raya di Nagekeo"}
    assert (payload.content["actor"], payload.content["origin"]) == ("Yuliana", "10.0.0.7")
    assert faults() == []


def test_outside_a_transaction_nothing_is_recorded(committed_database: CommittedDatabase) -> None:
    with pytest.raises(RuntimeError):
        record(VIEWER, "a.b", unit_id=None, kind="", object_id=None)
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2018, 4, 25, 6, 5, tzinfo=UTC),
        datetime(2018, 4, 25, 6, 5, 0, 1, tzinfo=UTC),
        datetime(2018, 4, 25, 14, 5, 7, 999999, tzinfo=timezone(timedelta(hours=8))),
        datetime(2026, 12, 31, 23, 59, 59, 500000, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    ],
)
def test_the_time_survives_the_database(db: None, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    made = write(title="x")
    read = AuditRecord.objects.get(pk=made.pk)
    assert read.at == moment
    assert link_hash(read) == made.hash


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=anything, reason=st.text(max_size=20))
def test_any_content_survives_the_database(db: None, value: object, reason: str) -> None:
    """Numbers that JSON columns rewrite, U+0000, lone surrogates: the commitment holds after the round trip."""
    with transaction.atomic():
        made = record(VIEWER, "a.b", unit_id=None, kind="", object_id=None, changes={"body": value}, reason=reason)
    payload = AuditPayload.objects.get(pk=made.pk)
    assert payload.content["reason"] == reason
    assert commitment(payload.salt, payload.content) == made.commitment


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditrecord SET action = 'x'",
        "UPDATE audit_auditrecord SET hash = hash",
        "DELETE FROM audit_auditrecord",
        "UPDATE audit_auditpayload SET content = '{}'",
        "UPDATE audit_auditpayload SET content = ''",
        "UPDATE audit_auditpayload SET salt = ''",
        "DELETE FROM audit_auditpayload",
        "UPDATE audit_audithead SET sequence = sequence - 1",
        "UPDATE audit_audithead SET hash = 'x'",
        "DELETE FROM audit_audithead",
        "REPLACE INTO audit_audithead SELECT * FROM audit_audithead",
        "REPLACE INTO audit_auditrecord SELECT * FROM audit_auditrecord",
        "TRUNCATE audit_auditrecord CASCADE",
        "TRUNCATE audit_auditpayload",
        "TRUNCATE audit_audithead",
    ],
)
def test_the_database_refuses(db: None, statement: str) -> None:
    other = "postgresql" if statement.startswith("REPLACE") else "sqlite" if statement.startswith("TRUNCATE") else ""
    if connection.vendor == other:
        pytest.skip("no such statement there")
    write(title="x")
    with pytest.raises(DatabaseError, match="audit"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert faults() == []


def test_all_triggers_stand(db: None) -> None:
    assert triggers.missing(connection) == set()


def test_triggers_that_a_migration_lost_are_missed_and_put_back(committed_database: CommittedDatabase) -> None:
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:  # what a migration that alters the table does
            editor._remake_table(AuditRecord)
        lost = {"audit_record_no_update", "audit_record_no_delete"}
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER audit_record_no_update ON audit_auditrecord")
            cursor.execute("ALTER TABLE audit_auditpayload DISABLE TRIGGER audit_payload_no_delete")
        lost = {"audit_record_no_update", "audit_payload_no_delete"}
    assert triggers.missing(connection) == lost
    assert faults() == ["trigger", "trigger"]
    assert {error.id for error in triggers_stand(databases=["default"])} == {"audit.E001"}
    audit = apps.get_app_config("audit")
    post_migrate.send(
        sender=audit, app_config=audit, verbosity=0, interactive=False, using="default", plan=[], apps=apps
    )
    assert triggers.missing(connection) == set()


def test_two_chains_in_one_transaction_are_locked_in_order(db: None) -> None:
    small, large = sorted([new_id(), new_id()])
    with transaction.atomic():
        made = record_many(VIEWER, [Entry("a.b", unit, "", None) for unit in (large, small, large, None)])
    assert [row.unit_key for row in made[1:]] == [small, large, large]
    assert [row.sequence for row in made] == [1, 1, 1, 2]
    assert AuditHead.objects.count() == 3


@action("tests.refuse")
def refuse(*, viewer: Viewer, title: str) -> None:
    record(viewer, "tests.never", unit_id=viewer.unit_id, kind="", object_id=None)
    raise Refused([f"{title} ditolak", "dan satu alasan lagi"])


@action("tests.outer")
def outer(*, viewer: Viewer) -> None:
    refuse(viewer=viewer, title="Dalam")


def test_a_refusal_is_recorded_and_nothing_else(db: None) -> None:
    with pytest.raises(Refused):
        refuse(viewer=VIEWER, title="Judul")
    (row,) = AuditRecord.objects.all()
    assert row.action == "tests.refuse.refused"
    assert row.payload.content["changes"] == {"reasons": ["Judul ditolak", "dan satu alasan lagi"]}


def test_an_inner_refusal_is_recorded_once_by_the_outer(db: None) -> None:
    with pytest.raises(Refused):
        outer(viewer=VIEWER)
    assert [row.action for row in AuditRecord.objects.all()] == ["tests.outer.refused"]
