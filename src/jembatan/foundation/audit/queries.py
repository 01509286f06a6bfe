"""The chain of the active unit, for those who may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from jembatan.foundation.audit.chain import GENESIS, commitment, link_hash
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.audit.names import REFUSED
from jembatan.foundation.audit.policies import ERASURE, may_read, reasons_against_erasing
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in its chain, and whether it, its payload and its neighbours fit together."""

    before: AuditRecord | None
    after: AuditRecord | None
    is_whole: bool
    payload_fits: bool
    erasure: AuditRecord | None


def records(
    viewer: Viewer,
    *,
    action: str = "",
    kind: str = "",
    object_id: UUID | None = None,
    actor_id: UUID | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
    refused_only: bool = False,
) -> QuerySet[AuditRecord]:
    """The records of the active unit, newest first; `since` is included, `before` is not. None for other roles."""
    rows = _visible(viewer).select_related("payload")
    wanted: dict[str, Any] = {
        "action__in": [action, action + REFUSED] if action else None,
        "object_kind": kind or None,
        "object_id": object_id,
        "actor_id": actor_id,
        "at__gte": since,
        "at__lt": before,
        "action__endswith": REFUSED if refused_only else None,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows.order_by("-sequence")


def record_for(viewer: Viewer, pk: UUID) -> AuditRecord:
    """One record with its payload. Raises Http404 where the viewer may not read it."""
    row = _visible(viewer).select_related("payload").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def contents_of(action: str, object_id: UUID | None = None) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """What all chains tell of `action`: the thing's identifier and its changes (empty where they were erased); of one
    thing with `object_id`.

    For rooms that compare their rows with the chains; oldest first, and nothing for a screen.
    """
    rows = AuditRecord.objects.filter(action=action, object_id__isnull=False).order_by("at", "id")
    if object_id is not None:
        rows = rows.filter(object_id=object_id)
    for pk, content in rows.values_list("object_id", "payload__content").iterator(chunk_size=1000):
        if pk is not None:
            told: dict[str, Any] = content or {}
            yield pk, told.get("changes", {})


def may_read_log(viewer: Viewer) -> bool:
    """Whether `viewer` reads the chain of the active unit: auditor, bureau head, unit administrator."""
    return may_read(viewer)


def may_erase(viewer: Viewer, record: AuditRecord) -> bool:
    """Whether the screen offers to erase the payload (the reason is still to be given)."""
    return not reasons_against_erasing(viewer, record, reason="-")


def place_of(record: AuditRecord) -> Place:
    """Its neighbours, and whether the three links hold."""
    chain = AuditRecord.objects.filter(unit_key=record.unit_key)
    before = chain.filter(sequence=record.sequence - 1).first()
    after = chain.filter(sequence=record.sequence + 1).first()
    came_from = before.hash if before is not None else GENESIS
    is_first = record.sequence == 1
    is_whole = (
        link_hash(record) == record.hash
        and record.previous == came_from
        and (before is not None or is_first)
        and (after is None or after.previous == record.hash)
    )
    erasure = chain.filter(action=ERASURE, object_id=record.pk).select_related("payload").first()
    return Place(before, after, is_whole, _payload_fits(record, erasure), erasure)


def _payload_fits(record: AuditRecord, erasure: AuditRecord | None) -> bool:
    payload = record.payload
    if payload.is_erased:
        return erasure is not None
    try:
        return commitment(payload.salt, payload.content) == record.commitment
    except ValueError:
        return False


def _visible(viewer: Viewer) -> QuerySet[AuditRecord]:
    """The chain of the active unit for its readers. The system reads all."""
    rows = AuditRecord.objects.all()
    if viewer.is_system:
        return rows
    if viewer.unit_id is None or not may_read(viewer):
        return rows.none()
    return rows.filter(unit_key=viewer.unit_id)
