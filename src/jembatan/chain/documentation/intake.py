"""Photos that the server has, while their form is still being put right: nothing needs to be sent twice."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from jembatan.chain.documentation.metadata import read_metadata
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import Content, FileKind, TakenFile
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.refusal import Refused

_SALT = "documentation.waiting"
#: Shorter than the day after which bytes without a row are collected.
KEPT_SECONDS = 20 * 3600


@dataclass(frozen=True, slots=True)
class Waiting:
    """A photo that was taken in; `suggestion` is the caption that stands in the photo itself."""

    taken: TakenFile
    suggestion: str = ""

    @property
    def field(self) -> str:
        """The name of its caption's field."""
        return f"caption_{self.taken.sha256[:16]}"


def receive(
    uploads: "Iterable[UploadedFile[Any]]", before: Sequence[Waiting], zone: Any
) -> tuple[list[Waiting], list[str]]:
    """Take in each upload by itself. The photos now waiting, each once, and the reasons why others are not."""
    waiting = {one.taken.sha256: one for one in before}
    reasons: list[str] = []
    for upload in uploads:
        try:
            taken = take_in(upload, name=upload.name or "", accept=FileKind.PHOTO)  # type: ignore[arg-type]
        except Refused as refusal:
            reasons += refusal.reasons
            continue
        if taken.sha256 not in waiting:
            told = read_metadata(path_of(taken), taken.media_type, zone)
            waiting[taken.sha256] = Waiting(taken, told.caption)
    return list(waiting.values()), reasons


def token_of(waiting: Sequence[Waiting], user_id: UUID | None) -> str:
    """What the form carries to know them again; signed, and of use to this account only."""
    return signing.dumps({"user": str(user_id), "photos": [asdict(one) for one in waiting]}, salt=_SALT, compress=True)


def waiting_of(token: str, user_id: UUID | None) -> list[Waiting]:
    """The photos that a form carries. Empty for no token, a forged one, another's, or one too old."""
    try:
        held = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return []
    if held["user"] != str(user_id):
        return []
    found = [_waiting(one) for one in held["photos"]]
    return [one for one in found if path_of(one.taken).exists()]


def _waiting(held: dict[str, Any]) -> Waiting:
    taken = held["taken"]
    content = Content(**taken.pop("content"))
    return Waiting(TakenFile(**taken, content=content), held["suggestion"])
