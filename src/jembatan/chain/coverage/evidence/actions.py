"""Keeping evidence: each piece sealed to the one before it, and its seal written into the audit record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.coverage.evidence import policies, queries
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.evidence.sealing import GENESIS, seal_of
from jembatan.chain.coverage.models import Article
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.files import actions as files
from jembatan.foundation.files.kinds import TakenFile
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer

KEEP = "evidence.keep"
PICTURE = "evidence.picture"


@dataclass(frozen=True, slots=True)
class Seen:
    """How it came: when (aware), what was asked for, what answered, from which number, with which headers."""

    at: datetime
    requested: str = ""
    address: str = ""
    ip: str = ""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    payload_sha256: str = ""


@action(KEEP)
def keep_evidence(
    *,
    viewer: Viewer,
    article: Article,
    kind: str,
    file: TakenFile | StoredFile,
    seen: Seen,
    made_from: Evidence | None = None,
) -> Evidence:
    """Add a piece to the chain of an article. `file` was stored or taken in before, outside the transaction."""
    reasons = policies.reasons_against_keeping(viewer)
    unit_id = article.added_by_unit_id or viewer.unit_id
    if unit_id is None:
        reasons.append(_("Bukti hanya disimpan untuk berita yang ditambahkan oleh suatu unit."))
    refuse_if(reasons)
    assert unit_id is not None
    # Two pieces of one article wait for each other here, so that the chain has no fork.
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    before = Evidence.objects.filter(article=article).order_by("sequence").last()
    stored = file if isinstance(file, StoredFile) else _kept(viewer, file, unit_id)
    row = Evidence(
        created_at=clock.now(),
        article=article,
        sequence=before.sequence + 1 if before else 1,
        kind=kind,
        file=stored,
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        fetched_at=seen.at,
        requested=seen.requested[:2000],
        address=seen.address[:2000],
        ip=seen.ip,
        status=seen.status,
        headers=headers_object(seen.headers),
        payload_sha256=seen.payload_sha256,
        made_from=made_from,
        previous_seal=before.seal if before else GENESIS,
    )
    row.seal = seal_of(row)
    row.save(force_insert=True)
    _write_down(viewer, row, unit_id)
    return row


@action("evidence.request_picture")
def request_picture(*, viewer: Viewer, article: Article) -> None:
    """Have the worker draw the stored page of an article. Raises Refused where there is none, or it is drawn already."""
    page = queries.newest(article, Evidence.Kind.PAGE)
    refuse_if(policies.reasons_against_picture(viewer, page, queries.newest(article, Evidence.Kind.PICTURE)))
    assert page is not None
    intents.request(
        kind=PICTURE,
        key=f"{PICTURE}:{page.pk}",
        payload={"evidence": str(page.pk)},
        unit_id=article.added_by_unit_id,
        requested_by_id=viewer.user_id,
    )
    record(
        viewer,
        "evidence.request_picture",
        unit_id=viewer.unit_id or article.added_by_unit_id,
        kind=Article._meta.label,
        object_id=article.pk,
        changes={"evidence": str(page.pk)},
    )


def headers_object(headers: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Headers as the column keeps them; the empty object where there are none."""
    return {"headers": [list(pair) for pair in headers]} if headers else {}


def _kept(viewer: Viewer, taken: TakenFile, unit_id: UUID) -> StoredFile:
    return files.keep(viewer=viewer, taken=taken, unit_id=unit_id, visibility=Visibility.NETWORK)


def _write_down(viewer: Viewer, row: Evidence, unit_id: UUID) -> None:
    """The seal stands in the signed chain of the unit as well: a piece cut off the end is missed there."""
    record(
        viewer,
        KEEP,
        unit_id=unit_id,
        kind=Article._meta.label,
        object_id=row.article_id,
        changes={"evidence": str(row.pk), "sequence": row.sequence, "seal": row.seal},
    )
