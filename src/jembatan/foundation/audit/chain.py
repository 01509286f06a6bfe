"""How a link is made: canonical bytes, salted commitments, SHA-256 over the link before."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from jembatan.foundation.audit.models import AuditRecord

#: The chain of what belongs to no unit.
INSTALLATION = UUID(int=0)
GENESIS = "0" * 64


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one byte form of a JSON object: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """`value` as it will come back from a JSON column."""
    result: dict[str, Any] = json.loads(canonical(value))
    return result


def new_salt() -> str:
    """32 random bytes in hex; without them a short payload could be guessed from its commitment."""
    return secrets.token_hex(32)


def commitment(salt: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over salt and canonical content, in hex."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()


def link_hash(record: AuditRecord) -> str:
    """SHA-256 over everything in the record but its own hash; includes the hash of the record before."""
    return hashlib.sha256(
        canonical(
            {
                "id": str(record.id),
                "unit": str(record.unit_key),
                "sequence": record.sequence,
                "at": record.at.isoformat(),
                "actor": str(record.actor_id) if record.actor_id else None,
                "action": record.action,
                "object_kind": record.object_kind,
                "object_id": str(record.object_id) if record.object_id else None,
                "fields": record.fields,
                "commitment": record.commitment,
                "previous": record.previous,
            }
        )
    ).hexdigest()
