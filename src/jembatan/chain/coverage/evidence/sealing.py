"""How a piece of evidence is sealed: SHA-256 over the canonical form of all its fields and the seal before it."""

import hashlib
from datetime import UTC, datetime

from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.foundation.audit.canonical import canonical

#: What the first piece of an article follows.
GENESIS = "0" * 64


def seal_of(row: Evidence) -> str:
    """The seal that belongs to `row`, in hex; a test holds it to every field of the model."""
    return hashlib.sha256(
        canonical(
            {
                "id": str(row.pk),
                "created_at": _moment(row.created_at),
                "article": str(row.article_id),
                "sequence": row.sequence,
                "kind": row.kind,
                "file": str(row.file_id),
                "sha256": row.sha256,
                "size": row.size,
                "media_type": row.media_type,
                "fetched_at": _moment(row.fetched_at),
                "requested": row.requested,
                "address": row.address,
                "ip": row.ip,
                "status": row.status,
                "headers": row.headers,
                "payload_sha256": row.payload_sha256,
                "made_from": str(row.made_from_id) if row.made_from_id else None,
                "previous_seal": row.previous_seal,
            }
        )
    ).hexdigest()


def _moment(at: datetime) -> str:
    """UTC with microseconds, whatever zone the database gave it back in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
