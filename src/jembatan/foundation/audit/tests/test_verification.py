"""Every kind of fault is found, at its place, and nothing else is called one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jembatan.foundation.audit import keys
from jembatan.foundation.audit.actions import erase_payload
from jembatan.foundation.audit.anchors import BadAnchor, read_anchor, write_anchor, write_daily_anchor
from jembatan.foundation.audit.commands import audit
from jembatan.foundation.audit.models import AuditHead, AuditPayload, AuditRecord
from jembatan.foundation.audit.tests.tampering import UNIT, VIEWER, fill, rewrite_from, unguarded
from jembatan.foundation.audit.verification import Verification
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, Viewer

ADMINISTRATOR = Viewer(
    user_id=VIEWER.user_id, name="Yuliana", unit_id=UNIT, roles=frozenset({Role.UNIT_ADMINISTRATOR}), origin="test"
)


def found(**options: object) -> list[tuple[str, int | None]]:
    return [(fault.code, fault.sequence) for fault in Verification(**options).run()]


def rows() -> "AuditRecord.objects.__class__":
    return AuditRecord.objects.filter(unit_key=UNIT)


def payloads() -> "AuditPayload.objects.__class__":
    return AuditPayload.objects.filter(record__unit_key=UNIT)


def altered() -> None:
    rows().filter(sequence=3).update(action="a.c")


def moved_in_time() -> None:
    row = rows().get(sequence=3)
    rows().filter(sequence=3).update(at=row.at.replace(year=2018))


def removed() -> None:
    row = rows().get(sequence=3)
    AuditPayload.objects.filter(record=row).delete()
    rows().filter(sequence=3).delete()


def removed_and_closed_up() -> None:
    removed()
    for number in (4, 5):
        rows().filter(sequence=number).update(sequence=number - 1)


def reordered() -> None:
    rows().filter(sequence=2).update(sequence=99)
    rows().filter(sequence=3).update(sequence=2)
    rows().filter(sequence=99).update(sequence=3)


def payload_altered() -> None:
    payload = payloads().get(record__sequence=3)
    payload.content["changes"]["title"] = "Judul lain"
    payload.save()


def payload_broken() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditpayload SET content = 'x', salt = 'y' WHERE record_id = %s", [_id(3)])


def payload_erased_in_secret() -> None:
    payloads().filter(record__sequence=3).update(salt="", content={})


def payload_gone() -> None:
    payloads().filter(record__sequence=3).delete()


def head_changed() -> None:
    AuditHead.objects.filter(unit_key=UNIT).update(hash="f" * 64)


def head_gone() -> None:
    AuditHead.objects.filter(unit_key=UNIT).delete()


def tail_removed() -> None:
    payloads().filter(record__sequence__gt=3).delete()
    rows().filter(sequence__gt=3).delete()


def head_set_back() -> None:
    AuditHead.objects.filter(unit_key=UNIT).update(sequence=3, hash=rows().get(sequence=3).hash)


def altered_and_rewritten() -> None:
    altered()
    rewrite_from(3)


def tail_removed_and_rewritten() -> None:
    tail_removed()
    rewrite_from(3)


def _id(sequence: int) -> object:
    pk = rows().get(sequence=sequence).pk
    return pk if connection.vendor == "postgresql" else pk.hex


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (altered, [("altered", 3)]),
        (moved_in_time, [("altered", 3)]),
        (removed, [("removed", 3)]),
        (removed_and_closed_up, [("order", 3), ("altered", 3), ("altered", 4), ("tail", 5)]),
        (reordered, [("order", 2), ("altered", 2), ("order", 3), ("altered", 3), ("order", 4)]),
        (payload_altered, [("payload", 3)]),
        (payload_broken, [("payload", 3)]),
        (payload_erased_in_secret, [("erasure", 3)]),
        (payload_gone, [("payload_missing", 3)]),
        (head_changed, [("head", 5)]),
        (head_gone, [("head", None)]),
        (head_set_back, [("head", 3)]),
        (tail_removed, [("tail", 4)]),
    ],
)
def test_a_fault_is_found_at_its_place(
    db: None, tamper: Callable[[], None], expected: list[tuple[str, int | None]]
) -> None:
    fill(5, unit=None)
    fill(5)
    assert found() == []
    with unguarded():
        tamper()
    assert found() == expected
    assert found(unit_key=UNIT) == expected


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (altered_and_rewritten, [("anchor", 5)]),
        (tail_removed_and_rewritten, [("anchor_tail", 4)]),
    ],
)
def test_what_holds_in_itself_shows_against_an_anchor(
    db: None, tmp_path: Path, tamper: Callable[[], None], expected: list[tuple[str, int | None]]
) -> None:
    fill(5)
    public_key = write_anchor(tmp_path / "anchor.json", tmp_path)["public_key"]
    fill(2)
    with unguarded():
        tamper()
    anchor = read_anchor(tmp_path / "anchor.json", public_key)
    assert found() == []
    assert found(anchors=[anchor]) == expected


def test_a_chain_that_is_gone_shows_against_an_anchor(db: None, tmp_path: Path) -> None:
    fill(5)
    public_key = write_anchor(tmp_path / "anchor.json", tmp_path)["public_key"]
    with unguarded():
        payloads().delete()
        rows().delete()
        head_gone()
    assert found() == []
    assert found(anchors=[read_anchor(tmp_path / "anchor.json", public_key)]) == [("anchor_tail", 1)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_change_of_one_field_goes_unseen(db: None, data: st.DataObject) -> None:
    last = rows().order_by("-sequence").first()
    if last is None:
        fill(6)
    sequence = data.draw(st.integers(1, 6))
    field = data.draw(
        st.sampled_from(["action", "object_kind", "commitment", "previous", "hash", "actor_id", "object_id", "fields"])
    )
    before = rows().values_list(field, flat=True).get(sequence=sequence)
    other = {"actor_id": VIEWER.unit_id, "object_id": VIEWER.unit_id, "fields": ["x"]}.get(field, "0f" * 32)
    with unguarded():
        rows().filter(sequence=sequence).update(**{field: other})
    assert {place for _, place in found()} & {sequence, sequence + 1}
    with unguarded():
        rows().filter(sequence=sequence).update(**{field: before})
    assert found() == []


def test_a_long_chain_is_read_in_pages(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jembatan.foundation.audit.verification.PAGE", 4)
    fill(8)
    examination = Verification()
    assert list(examination.run()) == []
    assert examination.records == 8


def test_an_erased_payload_is_accepted_and_told(db: None) -> None:
    first, *_ = fill(2)
    made = erase_payload(viewer=ADMINISTRATOR, record=first, reason="Permintaan pemilik data")
    payload = AuditPayload.objects.get(record=first)
    assert payload.is_erased
    assert made.payload.content["reason"] == "Permintaan pemilik data"
    examination = Verification()
    assert list(examination.run()) == []
    assert (examination.records, examination.erased) == (3, 1)


def test_erasing_is_refused_with_all_reasons(db: None) -> None:
    first, *_ = fill(1)
    stranger = Viewer(unit_id=VIEWER.user_id, roles=frozenset({Role.EDITOR}))
    with pytest.raises(Refused) as refusal:
        erase_payload(viewer=stranger, record=first, reason=" ")
    assert len(refusal.value.reasons) == 3
    made = erase_payload(viewer=ADMINISTRATOR, record=first, reason="Permintaan")
    for row in (first, made):
        with pytest.raises(Refused):
            erase_payload(viewer=ADMINISTRATOR, record=row, reason="Sekali lagi")


def test_an_anchor_that_was_touched_is_not_trusted(db: None, tmp_path: Path) -> None:
    fill(3)
    path = tmp_path / "anchor.json"
    public_key = write_anchor(path, tmp_path)["public_key"]
    assert read_anchor(path, public_key)[UNIT].sequence == 3
    other = keys.public_text(keys.signing_key(tmp_path / "other").public_key())
    for text, key in [
        (path.read_text().replace('"sequence": 3', '"sequence": 2'), public_key),
        (path.read_text(), other),
        (path.read_text(), "not a key"),
        ("[]", public_key),
        ("{", public_key),
    ]:
        (tmp_path / "touched.json").write_text(text)
        with pytest.raises(BadAnchor):
            read_anchor(tmp_path / "touched.json", key)


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = keys.signing_key(tmp_path)
    assert keys.public_text(keys.signing_key(tmp_path).public_key()) == keys.public_text(first.public_key())
    assert (tmp_path / "keys" / keys.PRIVATE).stat().st_mode & 0o777 == 0o600
    assert keys.known_public_key(tmp_path) == keys.public_text(first.public_key())


def test_the_command_names_faults_and_fails(db: None, tmp_path: Path) -> None:
    fill(4)
    run = CliRunner().invoke
    anchor = str(tmp_path / "anchor.json")
    assert run(audit, ["verify"]).exit_code == 0
    made = run(audit, ["anchor", "--out", anchor])
    assert made.exit_code == 0, made.output
    assert keys.known_public_key(tmp_path) in made.output
    assert run(audit, ["anchor", "--out", anchor]).exit_code == 1
    assert run(audit, ["verify", "--anchor", anchor]).exit_code == 0
    with unguarded():
        tail_removed_and_rewritten()
    assert run(audit, ["verify"]).exit_code == 0
    shown = run(audit, ["verify", "--anchor", anchor])
    assert shown.exit_code == 1
    assert "ujungnya dibuang" in shown.output
    assert run(audit, ["verify", "--unit", "tidak-ada"]).exit_code == 2


def test_the_duty_writes_an_anchor_under_the_home(db: None, tmp_path: Path) -> None:
    fill(2)
    path = write_daily_anchor()
    assert path.parent == tmp_path / "anchors"
    assert read_anchor(path, keys.known_public_key(tmp_path) or "")[UNIT].sequence == 2
