"""Telling by its bytes whether a file is a PDF. Nothing opens it here; it is given out as a download, sandboxed."""

from pathlib import Path

from django.utils.translation import gettext as _

from jembatan.foundation.files.kinds import Content
from jembatan.foundation.refusal import Refused

_TAIL = 2048  # where the mark of the end must stand


def check_pdf(path: Path) -> Content:
    """That the file at `path` begins and ends as a PDF does. Raises Refused otherwise: cut off, or something else."""
    with path.open("rb") as handle:
        is_pdf = handle.read(5) == b"%PDF-"
        handle.seek(max(path.stat().st_size - _TAIL, 0))
        is_whole = b"%%EOF" in handle.read()
    if is_pdf and is_whole:
        return Content("application/pdf")
    if is_pdf:
        raise Refused(_("PDF ini terpotong. Unduh atau pindai lagi, lalu kirim kembali."), code="cut_off")
    raise Refused(_("Kirim PDF, atau foto (JPEG, PNG, WebP) dari dokumennya."), code="not_a_document")
