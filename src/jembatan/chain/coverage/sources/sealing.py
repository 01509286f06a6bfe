"""Passwords of mailboxes, sealed with a key that is derived from the installation's secret.

Whoever has the database alone reads nothing; a changed secret makes them unreadable, and they are asked for anew.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"jembatan/sources/mailbox-password/1"


def seal(plain: str) -> str:
    """`plain`, sealed; "" stays ""."""
    return _box().encrypt(plain.encode()).decode("ascii") if plain else ""


def unseal(sealed: str) -> str | None:
    """What was sealed; None where it can't be opened with this installation's secret."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError):
        return None


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
