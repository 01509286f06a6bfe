"""The one way to change anything: inside `@action`, which is a transaction, and with `record`, which is its trace."""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection, models, transaction

from jembatan.foundation import clock
from jembatan.foundation.audit import policies
from jembatan.foundation.audit.canonical import plain
from jembatan.foundation.audit.chain import (
    GENESIS,
    INSTALLATION,
    commitment,
    link_hash,
    new_salt,
)
from jembatan.foundation.audit.models import AuditHead, AuditPayload, AuditRecord
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.viewer import Viewer

P = ParamSpec("P")
R = TypeVar("R")

_inside_action: ContextVar[bool] = ContextVar("inside_action", default=False)
_lost_with_transaction: WeakKeyDictionary[Refused, Callable[[], None]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to record; the arguments of `record`."""

    action: str
    unit_id: UUID | None
    kind: str
    object_id: UUID | None
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(
    viewer: Viewer,
    action: str,
    *,
    unit_id: UUID | None,
    kind: str,
    object_id: UUID | None,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditRecord:
    """Add a link to the chain of `unit_id` (None: the installation's own), in the transaction of the change.

    `action` is "app.verb"; `kind` the model's label; `changes` maps field names to what they became (kept in the
    erasable payload; the record itself keeps the names only). Takes the lock on the chain's head last, after the
    aggregate and any number counter. Raises RuntimeError outside a transaction.
    """
    return record_many(viewer, [Entry(action, unit_id, kind, object_id, changes or {}, reason)])[0]


def record_many(viewer: Viewer, entries: Iterable[Entry]) -> list[AuditRecord]:
    """Add links to several chains in one transaction. Their heads are locked in the order of the units' identifiers,
    so that two such transactions never wait for each other; within a chain the order given holds."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit record is written in the transaction of its change")
    ordered = sorted(entries, key=lambda entry: entry.unit_id or INSTALLATION)
    return [_add(viewer, entry) for entry in ordered]


def _add(viewer: Viewer, entry: Entry) -> AuditRecord:
    unit_key = entry.unit_id or INSTALLATION
    head = _locked_head(unit_key)
    content = plain(
        {
            "changes": entry.changes,
            "reason": entry.reason,
            "origin": viewer.origin,
            "actor": viewer.name,
        }
    )
    salt = new_salt()
    row = AuditRecord(
        id=new_id(),
        unit_key=unit_key,
        sequence=head.sequence + 1,
        at=clock.now(),
        actor_id=viewer.user_id,
        action=entry.action,
        object_kind=entry.kind,
        object_id=entry.object_id,
        fields=sorted(entry.changes),
        commitment=commitment(salt, content),
        previous=head.hash,
    )
    row.hash = link_hash(row)
    row.save(force_insert=True)
    AuditPayload(record=row, salt=salt, content=content).save(force_insert=True)
    head.sequence, head.hash = row.sequence, row.hash
    head.save(update_fields=["sequence", "hash"])
    return row


def _locked_head(unit_key: UUID) -> AuditHead:
    """The head, locked. A chain that begins now: whoever comes second waits for the first and finds its head."""
    heads = AuditHead.objects.select_for_update()
    head = heads.filter(unit_key=unit_key).first()
    if head is None:
        beginning = AuditHead(unit_key=unit_key, sequence=0, hash=GENESIS)
        AuditHead.objects.bulk_create([beginning], ignore_conflicts=True)
        head = heads.get(unit_key=unit_key)
    return head


def action(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function the one home of a change called `name` ("releases.publish").

    It runs in one transaction. If it raises `Refused`, everything is rolled back, the refusal itself is recorded in a
    transaction of its own, and the error goes on to the caller. The function must take `viewer`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if _inside_action.get():
                with transaction.atomic():
                    return function(*args, **kwargs)
            token = _inside_action.set(True)
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except Refused as refusal:
                _keep_refusal(name, kwargs, refusal)
                raise
            finally:
                _inside_action.reset(token)

        return run

    return decorate


def _keep_refusal(name: str, arguments: Mapping[str, Any], refusal: Refused) -> None:
    """Record it in a transaction of its own; where one is open around the action, remember it too, lest it be lost."""
    write = partial(_record_refusal, name, arguments, refusal)
    if connection.in_atomic_block:
        _lost_with_transaction[refusal] = write
    write()


def record_lost_refusal(refusal: Refused) -> None:
    """Record a refusal once more whose transaction was rolled back with it. For whoever opens transactions round
    actions, such as the worker; does nothing for a refusal that is safe already."""
    write = _lost_with_transaction.pop(refusal, None)
    if write is not None:
        write()


def _record_refusal(name: str, arguments: Mapping[str, Any], refusal: Refused) -> None:
    viewer = cast(Viewer, arguments["viewer"])
    subject = next((value for value in arguments.values() if isinstance(value, models.Model)), None)
    subject_id = subject.pk if subject is not None and isinstance(subject.pk, UUID) else None
    with transaction.atomic():
        record(
            viewer,
            f"{name}.refused",
            unit_id=viewer.unit_id,
            kind=subject._meta.label if subject is not None else "",
            object_id=subject_id,
            changes={"reasons": [str(reason) for reason in refusal.reasons]},
        )


@action(policies.ERASURE)
def erase_payload(*, viewer: Viewer, record: AuditRecord, reason: str) -> AuditRecord:
    """Erase what lies behind `record` (personal data, UU 27/2022): content and salt go, the link stays and verifies.

    The erasure is itself a link of the same chain, which carries `reason`. Returns that link.
    """
    payload = AuditPayload.objects.select_for_update().select_related("record").get(record=record.pk)
    refuse_if(policies.reasons_against_erasing(viewer, payload.record, reason))
    AuditPayload.objects.filter(pk=payload.pk).update(salt="", content={})
    return record_many(
        viewer,
        [Entry(policies.ERASURE, _unit_of(payload.record), "audit.AuditRecord", payload.record.pk, reason=reason)],
    )[0]


def _unit_of(record: AuditRecord) -> UUID | None:
    return None if record.unit_key == INSTALLATION else record.unit_key
