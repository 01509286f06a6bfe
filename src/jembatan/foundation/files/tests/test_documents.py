"""Papers that people hand in: PDF or a picture of the paper, told by their bytes."""

from __future__ import annotations

from io import BytesIO

import pytest

from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.refusal import Refused

WHOLE = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: object) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]


def test_a_pdf_is_taken_whatever_its_name_says() -> None:
    taken = take_in(BytesIO(WHOLE), name="akta.exe", accept=FileKind.DOCUMENT)
    assert taken.media_type == "application/pdf"
    assert taken.name.endswith(".pdf")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n1 0 obj", "cut_off"),
        (b"<html>%PDF-1.7 %%EOF</html>", "not_a_document"),
        (b"MZ\x90\x00 %%EOF", "not_a_document"),
        (b"\xff\xd8\xff no picture", ""),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        take_in(BytesIO(content), name="akta.pdf", accept=FileKind.DOCUMENT)
    assert not code or refusal.value.code == code


def test_a_pdf_is_no_photo() -> None:
    with pytest.raises(Refused):
        take_in(BytesIO(WHOLE), name="foto.jpg", accept=FileKind.PHOTO)
