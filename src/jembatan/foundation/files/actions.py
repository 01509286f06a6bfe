"""Taking files in, and keeping them.

Two steps, because no file is written inside a transaction: `take_in` before it, `keep` in it. Bytes that were taken in
and never kept are orphans; the sweep collects them a day later.
"""

import errno
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from jembatan.foundation.files import disk, names
from jembatan.foundation.files.documents import check_pdf
from jembatan.foundation.files.kinds import Content, FileKind, TakenFile
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.files.photos import check_photo, media_type_of
from jembatan.foundation.files.plain_texts import check_text
from jembatan.foundation.files.recordings import check_recording
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Viewer

MEGABYTE = 1024 * 1024


def take_in(source: BinaryIO, *, name: str, accept: FileKind, limit: int | None = None) -> TakenFile:
    """Check and store the bytes of `source`; the content decides, not `name`. Call it outside a transaction.

    `limit` is in bytes (default: `UPLOAD_LIMIT`). When it returns, the bytes are on the disk for good. Raises Refused
    with a reason that begins with the file's name. Nothing remains of a file that was refused.
    """
    limit = settings.UPLOAD_LIMIT if limit is None else limit
    shown = _shown(name)
    try:
        with disk.receive(source, limit) as (path, sha256, size):
            if size == 0:
                raise Refused(_("Berkas ini kosong."), code="empty")
            with path.open("rb") as handle:
                head = handle.read(64)
            content = _checked(path, head, accept)
            disk.settle(path, sha256)
    except disk.TooLarge as error:
        text = _("Berkas ini lebih besar dari %(limit)s MB.") % {"limit": max(limit // MEGABYTE, 1)}
        raise Refused(f"{shown}: {text}", code="too_large") from error
    except Refused as refusal:
        raise Refused([f"{shown}: {reason}" for reason in refusal.reasons], refusal.code) from refusal
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        text = _("Penyimpanan server penuh. Berkas di perangkat Anda aman; hubungi pengelola, lalu kirim lagi.")
        raise Refused(f"{shown}: {text}", code="disk_full") from error
    return TakenFile(sha256, size, names.harmless(name, content.media_type), content)


def _checked(path: Path, head: bytes, accept: FileKind) -> Content:
    if accept is FileKind.TEXT:
        return check_text(path)
    if accept is FileKind.RECORDING:
        return check_recording(head)
    if accept is FileKind.DOCUMENT and not media_type_of(head):
        return check_pdf(path)
    return check_photo(path, head)


def store(content: bytes, *, name: str, media_type: str) -> TakenFile:
    """Store bytes that the installation made or fetched itself: a paper, a sheet, evidence. Outside a transaction.

    Nothing is checked: what comes from people goes through `take_in`. Raises KeyError for a media type without an
    ending in `kinds.ENDINGS`; OSError if the disk does not take it, so that a worker tries again.
    """
    safe_name = names.harmless(name, media_type)
    with disk.receive(BytesIO(content), len(content)) as (path, sha256, size):
        disk.settle(path, sha256)
    return TakenFile(sha256, size, safe_name, Content(media_type))


def keep(*, viewer: Viewer, taken: TakenFile, unit_id: UUID, visibility: str) -> StoredFile:
    """Write the row of a file that was taken in: whose it is, who may open it.

    Part of another action, which has checked that the viewer may and writes the audit record. Raises RuntimeError
    outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is kept in the transaction of the change that needs it")
    return StoredFile.objects.create(
        unit_id=unit_id,
        visibility=visibility,
        sha256=taken.sha256,
        size=taken.size,
        media_type=taken.media_type,
        original_name=taken.name,
        created_by_id=viewer.user_id,
    )


def let_go(*, stored: StoredFile) -> None:
    """Remove the row of a file that nothing needs any longer; the sweep collects the bytes. Part of another action."""
    stored.delete()


def _shown(name: str) -> str:
    """The name for a message: as sent, on one line, not too long."""
    return " ".join(name.replace("\x00", "").split())[:80] or _("Berkas")


__all__ = ["Content", "FileKind", "TakenFile", "keep", "let_go", "store", "take_in"]
