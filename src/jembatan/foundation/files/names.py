"""File names as people send them, made harmless."""

import unicodedata
from pathlib import PurePosixPath

from jembatan.foundation.files.kinds import ENDINGS

LONGEST = 120
_FORBIDDEN = frozenset('<>:"/\\|?*')


def harmless(name: str, media_type: str) -> str:
    """The last part of `name` without control signs, path signs or leading dots, ending as its content says.

    >>> harmless("../../etc/Foto: raker.JPG", "image/jpeg")
    'Foto raker.jpg'
    >>> harmless("laporan.svg", "image/png")
    'laporan.png'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in unicodedata.normalize("NFC", last) if _is_harmless(sign))
    stem = PurePosixPath(" ".join(kept.split()).lstrip(". ") or "berkas").stem
    return f"{stem[:LONGEST].strip('. ') or 'berkas'}.{ENDINGS[media_type]}"


def _is_harmless(sign: str) -> bool:
    # Cf holds the signs that turn the direction of writing, by which "gpj.exe" can be shown as "exe.jpg".
    return sign not in _FORBIDDEN and unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
