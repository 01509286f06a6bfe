"""Walking the chains from their beginning, link by link, and naming every fault in plain words.

Memory is bounded: a chain is read in pages by its sequence. Chains may grow meanwhile: the head is read before the walk
and again after it, and links that were added in between must hold as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from jembatan.foundation.audit import triggers
from jembatan.foundation.audit.anchors import Anchor, AnchoredHead
from jembatan.foundation.audit.chain import GENESIS, commitment, link_hash
from jembatan.foundation.audit.models import AuditHead, AuditRecord
from jembatan.foundation.audit.names import names
from jembatan.foundation.audit.policies import ERASURE

PAGE = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written. `code` is for machines, `text` for people."""

    code: str
    text: str
    unit_key: UUID | None = None
    sequence: int | None = None


class _Row(NamedTuple):
    id: UUID
    unit_key: UUID
    sequence: int
    at: datetime
    actor_id: UUID | None
    action: str
    object_kind: str
    object_id: UUID | None
    fields: list[str]
    commitment: str
    previous: str
    hash: str
    payload__record_id: UUID | None
    payload__salt: str | None
    payload__content: dict[str, Any]


@dataclass(slots=True)
class Verification:
    """One examination; iterate `run`, then read the figures."""

    anchors: Sequence[Anchor] = ()
    unit_key: UUID | None = None
    chains: int = 0
    records: int = 0
    erased: int = 0
    _known: dict[int, str] = field(default_factory=dict)

    def run(self) -> Iterator[Fault]:
        """Every fault, as it is found."""
        for name in sorted(triggers.missing(connection)):
            yield Fault("trigger", _("Penjaga basis data {name} tidak terpasang.").format(name=name))
        for key in self._keys():
            self.chains += 1
            yield from self._chain(key)

    def _keys(self) -> list[UUID]:
        if self.unit_key is not None:
            return [self.unit_key]
        heads = set(AuditHead.objects.values_list("unit_key", flat=True))
        rows = set(AuditRecord.objects.order_by().values_list("unit_key", flat=True).distinct())
        return sorted(heads | rows | {key for anchor in self.anchors for key in anchor})

    def _chain(self, key: UUID) -> Iterator[Fault]:
        head = AuditHead.objects.filter(unit_key=key).first()
        anchored = [anchor[key] for anchor in self.anchors if key in anchor]
        wanted = {point.sequence for point in anchored} | ({head.sequence} if head else set())
        self._known = {0: GENESIS}
        expected, previous = 1, GENESIS
        for row in _rows(key):
            self.records += 1
            yield from self._link(row, expected, previous)
            expected, previous = row.sequence + 1, row.hash
            if row.sequence in wanted:
                self._known[row.sequence] = row.hash
        yield from self._end(key, head, expected - 1)
        for point in anchored:
            yield from self._anchored(key, point, expected - 1)

    def _link(self, row: _Row, expected: int, previous: str) -> Iterator[Fault]:
        if row.sequence != expected:
            text = _("catatan ke-{first} sampai ke-{last} hilang.").format(first=expected, last=row.sequence - 1)
            yield _fault("removed", row.unit_key, expected, text)
        elif row.previous != previous:
            yield _fault("order", row.unit_key, row.sequence, _("tidak menyambung dengan catatan sebelumnya."))
        if link_hash(row) != row.hash:
            yield _fault("altered", row.unit_key, row.sequence, _("diubah setelah ditulis, atau dipindahkan."))
        yield from self._payload(row)

    def _payload(self, row: _Row) -> Iterator[Fault]:
        place = (row.unit_key, row.sequence)
        if row.payload__record_id is None:
            yield _fault("payload_missing", *place, _("isinya hilang tanpa penghapusan yang tercatat."))
        elif not row.payload__salt and not row.payload__content:
            self.erased += 1
            if not _erasure_is_recorded(row):
                yield _fault("erasure", *place, _("isinya dihapus tanpa penghapusan yang tercatat."))
        elif not _matches(row):
            yield _fault("payload", *place, _("isinya tidak cocok dengan yang dicatat."))

    def _end(self, key: UUID, head: AuditHead | None, last: int) -> Iterator[Fault]:
        if head is None:
            if last:
                yield _fault("head", key, None, _("ujung rantai hilang."))
            return
        if last < head.sequence:
            text = _("catatan ke-{first} sampai ke-{last} hilang dari ujung rantai.")
            yield _fault("tail", key, last + 1, text.format(first=last + 1, last=head.sequence))
            return
        after = AuditHead.objects.filter(unit_key=key).first()
        if self._known.get(head.sequence) != head.hash or after is None or last > after.sequence:
            yield _fault("head", key, head.sequence, _("ujung rantai tidak cocok dengan catatan terakhir."))

    def _anchored(self, key: UUID, point: AnchoredHead, last: int) -> Iterator[Fault]:
        if last < point.sequence:
            text = _("menurut jangkar ada {count} catatan, yang tersisa {last}: ujungnya dibuang.")
            yield _fault("anchor_tail", key, last + 1, text.format(count=point.sequence, last=last))
        elif self._known.get(point.sequence) != point.hash:
            yield _fault("anchor", key, point.sequence, _("berbeda dari jangkar: rantai ditulis ulang."))


def _rows(key: UUID) -> Iterator[_Row]:
    """The records of a chain in order, a page at a time."""
    last = -1
    while True:
        rows = AuditRecord.objects.filter(unit_key=key, sequence__gt=last).order_by("sequence")
        page = [_Row(*values) for values in rows.values_list(*_Row._fields)[:PAGE]]
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].sequence


def _matches(row: _Row) -> bool:
    try:
        made = commitment(row.payload__salt or "", row.payload__content)
    except ValueError:  # the salt is no hexadecimal text any more
        return False
    return made == row.commitment


def _erasure_is_recorded(row: _Row) -> bool:
    return AuditRecord.objects.filter(
        unit_key=row.unit_key, action=ERASURE, object_id=row.id, sequence__gt=row.sequence
    ).exists()


def _fault(code: str, key: UUID, sequence: int | None, text: str) -> Fault:
    chain = names.name_of_chain(key)
    if sequence is None:
        place = _("Rantai {chain}").format(chain=chain)
    else:
        place = _("Rantai {chain}, catatan ke-{sequence}").format(chain=chain, sequence=sequence)
    return Fault(code, f"{place}: {text}", key, sequence)
