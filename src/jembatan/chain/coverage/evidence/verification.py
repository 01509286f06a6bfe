"""Walking all evidence: bytes against their SHA-256, seals, the order of each chain, WARCs, and what the audit record tells.

Rows are read in pages, files in pieces; only the identifiers of what the audit record names are held.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from jembatan.chain.coverage.evidence import triggers
from jembatan.chain.coverage.evidence.actions import KEEP
from jembatan.chain.coverage.evidence.archiving import MEDIA_TYPE, Unreadable, page_in
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.evidence.sealing import GENESIS, seal_of
from jembatan.foundation.audit.queries import contents_of
from jembatan.foundation.files.disk import final_path

PAGE = 500
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was kept. `code` is for machines, `text` for people."""

    code: str
    text: str


@dataclass(slots=True)
class Examination:
    """One walk; iterate `run`, then read the figures. With `article_id` only the chain of that article."""

    article_id: UUID | None = None
    articles: int = 0
    pieces: int = 0

    def run(self) -> Iterator[Fault]:
        """Every fault, as it is found."""
        for name in sorted(triggers.missing(connection)):
            yield Fault("trigger", _("Penjaga basis data {name} tidak terpasang.").format(name=name))
        yield from self._chains()
        yield from self._missing()

    def _chains(self) -> Iterator[Fault]:
        article, expected, previous = None, 1, GENESIS
        for row in _rows(self.article_id):
            if row.article_id != article:
                article, expected, previous = row.article_id, 1, GENESIS
                self.articles += 1
            self.pieces += 1
            if row.sequence != expected:
                yield _fault(row, "removed", _("bukti sebelum ini hilang atau urutannya diubah."))
            elif row.previous_seal != previous:
                yield _fault(row, "order", _("tidak menyambung dengan bukti sebelumnya."))
            yield from _piece(row)
            expected, previous = row.sequence + 1, row.seal

    def _missing(self) -> Iterator[Fault]:
        """What the audit record says was kept must be there, with the seal that it had; and nothing else."""
        told: set[UUID] = set()
        erased: set[UUID] = set()
        for page in batched(contents_of(KEEP, self.article_id)):
            kept = {UUID(changes["evidence"]): (article, changes) for article, changes in page if changes}
            erased |= {article for article, changes in page if not changes}
            seals = dict(Evidence.objects.filter(pk__in=kept).values_list("pk", "seal"))
            told |= seals.keys()
            for pk, (article, changes) in kept.items():
                yield from _recorded(article, changes, seals.get(pk))
        for row in _rows(self.article_id):
            if row.pk not in told and row.article_id not in erased:
                yield _fault(row, "unrecorded", _("tidak tercatat di jejak audit."))


def batched(rows: Iterator[tuple[UUID, dict[str, Any]]]) -> Iterator[list[tuple[UUID, dict[str, Any]]]]:
    """Lists of at most PAGE rows."""
    while page := list(islice(rows, PAGE)):
        yield page


def _recorded(article: UUID, changes: dict[str, Any], seal: str | None) -> Iterator[Fault]:
    place = _place(article, changes["sequence"])
    if seal is None:
        yield Fault("missing", f"{place}: {_('tercatat di jejak audit, tetapi sudah tidak ada.')}")
    elif changes["seal"] != seal:
        yield Fault("audit", f"{place}: {_('segelnya berbeda dari yang tercatat di jejak audit.')}")


def _piece(row: Evidence) -> Iterator[Fault]:
    if seal_of(row) != row.seal:
        yield _fault(row, "altered", _("keterangannya diubah setelah disegel."))
    stored = row.file
    if (stored.sha256, stored.size, stored.media_type) != (row.sha256, row.size, row.media_type):
        yield _fault(row, "file_row", _("catatan berkasnya diganti."))
    path = final_path(row.sha256)
    try:
        digest = _sha256(path)
    except OSError:
        yield _fault(row, "file_missing", _("berkasnya tidak ada atau tidak terbaca."))
        return
    if digest != row.sha256:
        yield _fault(row, "file", _("isi berkasnya diubah."))
    if row.media_type == MEDIA_TYPE:
        yield from _warc(row, path)


def _warc(row: Evidence, path: Path) -> Iterator[Fault]:
    try:
        page = page_in(path)
    except Unreadable as error:
        yield _fault(row, "warc", _("arsip WARC tidak terbaca ({error}).").format(error=error))
        return
    if page.sha256 != row.payload_sha256 or page.address != row.address:
        yield _fault(row, "payload", _("halaman di dalam arsip bukan yang disegel."))


def _rows(article_id: UUID | None) -> Iterator[Evidence]:
    rows = Evidence.objects.select_related("file").order_by("article_id", "sequence", "pk")
    if article_id is not None:
        rows = rows.filter(article_id=article_id)
    yield from rows.iterator(chunk_size=PAGE)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while piece := handle.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _fault(row: Evidence, code: str, text: str) -> Fault:
    return Fault(code, f"{_place(row.article_id, row.sequence)}: {text}")


def _place(article: UUID, sequence: int) -> str:
    return _("Berita {article}, bukti ke-{sequence}").format(article=article, sequence=sequence)
