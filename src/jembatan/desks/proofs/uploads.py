"""Files that come with a form, taken in before anything is written."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from jembatan.foundation.files.actions import FileKind, TakenFile, take_in

LARGEST = 20 * 1024 * 1024


def taken_from(file: "UploadedFile[Any] | None") -> TakenFile | None:
    """The file checked by its content (a picture or a PDF) and stored; None for none. Raises Refused."""
    if file is None:
        return None
    return take_in(file.file, name=file.name or "", accept=FileKind.DOCUMENT, limit=LARGEST)  # type: ignore[arg-type]
