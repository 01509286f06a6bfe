"""What someone with the database in hand could do: past the triggers, and with the hashes made anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from jembatan.foundation.audit import triggers
from jembatan.foundation.audit.actions import record
from jembatan.foundation.audit.chain import link_hash
from jembatan.foundation.audit.models import AuditHead, AuditRecord
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.viewer import Viewer

UNIT = UUID("019abc00-0000-7000-8000-000000000001")
VIEWER = Viewer(user_id=new_id(), name="Yuliana", unit_id=UNIT, origin="10.0.0.7")


def fill(count: int, unit: UUID | None = UNIT) -> list[AuditRecord]:
    """A chain of `count` links."""
    with transaction.atomic():
        return [
            record(VIEWER, "a.b", unit_id=unit, kind="a.B", object_id=new_id(), changes={"title": f"Judul {number}"})
            for number in range(1, count + 1)
        ]


@contextmanager
def unguarded() -> Iterator[None]:
    """The triggers are off inside, and on again after. Foreign keys are not looked at either."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            for name in triggers.expected("sqlite"):
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            triggers.install()


def rewrite_from(sequence: int) -> None:
    """Make every hash from `sequence` on anew, and the head too: a chain that holds in itself."""
    rows = list(AuditRecord.objects.filter(unit_key=UNIT).order_by("sequence"))
    for before, row in zip([None, *rows], rows, strict=False):
        if row.sequence < sequence:
            continue
        row.previous = before.hash if before else "0" * 64
        row.hash = link_hash(row)
        row.save()
    AuditHead.objects.filter(unit_key=UNIT).update(sequence=rows[-1].sequence, hash=rows[-1].hash)
