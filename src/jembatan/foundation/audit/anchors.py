"""Anchors: heads of all chains, signed, kept elsewhere. Against one a removed tail shows, or a chain rewritten.

An anchor is a JSON file: format, time, heads (unit, sequence, hash), public key, and an Ed25519 signature (RFC 8032)
over the canonical form of all the rest.
"""

import base64
import json
import os
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from jembatan.foundation import clock
from jembatan.foundation.audit import keys
from jembatan.foundation.audit.canonical import canonical
from jembatan.foundation.audit.models import AuditHead

FORMAT = "jembatan-audit-anchor/1"


class BadAnchor(Exception):  # noqa: N818 - says what it is
    """The file is no anchor, or not one that the trusted key has signed. The message says which."""


@dataclass(frozen=True, slots=True)
class AnchoredHead:
    """What a chain's head was when the anchor was made."""

    sequence: int
    hash: str


Anchor = dict[UUID, AnchoredHead]


def make_anchor(home: Path) -> dict[str, Any]:
    """An anchor of all chains as they stand, signed with the installation's key."""
    key = keys.signing_key(home)
    heads = AuditHead.objects.order_by("unit_key").values_list("unit_key", "sequence", "hash")
    body: dict[str, Any] = {
        "format": FORMAT,
        "made_at": clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        "installation": settings.BASE_URL,
        "heads": [{"unit": str(unit), "sequence": number, "hash": text} for unit, number, text in heads],
        "public_key": keys.public_text(key.public_key()),
    }
    return {**body, "signature": base64.b64encode(key.sign(canonical(body))).decode()}


def write_anchor(path: Path, home: Path) -> dict[str, Any]:
    """Make an anchor and write it to `path`, whole or not at all. An anchor that is there already is not overwritten.

    Raises FileExistsError, or OSError where the place can't be written.
    """
    anchor = make_anchor(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("x", encoding="utf-8") as file:
        file.write(json.dumps(anchor, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    return anchor


def write_daily_anchor() -> Path:
    """The duty: an anchor under JEMBATAN_HOME/anchors, named by its time."""
    home = Path(settings.HOME)
    path = home / "anchors" / f"{clock.now():%Y-%m-%dT%H%M%SZ}.json"
    write_anchor(path, home)
    return path


def read_anchor(path: Path, public_key: str) -> Anchor:
    """The heads in the anchor at `path`, its signature checked against `public_key`. Raises BadAnchor."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        signature = body.pop("signature")
        heads = {UUID(head["unit"]): AnchoredHead(int(head["sequence"]), str(head["hash"])) for head in body["heads"]}
        is_anchor = body["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnchor(f"unreadable: {error}") from error
    if not is_anchor:
        raise BadAnchor(f"unknown format {body['format']!r}")
    if not keys.is_signed(canonical(body), str(signature), public_key):
        raise BadAnchor("signature")
    return heads
