"""What kinds of files are taken in, and what is known of one that was."""

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What a caller accepts. The content decides, never the name."""

    PHOTO = "photo"  # JPEG, PNG, WebP
    TEXT = "text"  # plain text, HTML
    DOCUMENT = "document"  # PDF, or a photo or scan of the paper
    RECORDING = "recording"  # sound or film of a broadcast


#: Media type -> the ending that a file of it gets when it is given out.
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "text/plain": "txt",
    "text/html": "html",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/amr": "amr",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "video/webm": "webm",
    # Below: what the installation makes or fetches itself (`actions.store`); nobody may send these in.
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/warc": "warc.gz",
    "image/svg+xml": "svg",
    "text/csv": "csv",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What the bytes turned out to be. `width` and `height` are pixels, for photos; `encoding` is for texts."""

    media_type: str
    width: int = 0
    height: int = 0
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class TakenFile:
    """Bytes that lie on the disk, checked and safe, and that no row points to yet. `name` is harmless."""

    sha256: str
    size: int
    name: str
    content: Content

    @property
    def media_type(self) -> str:
        """What it is, by its content."""
        return self.content.media_type
