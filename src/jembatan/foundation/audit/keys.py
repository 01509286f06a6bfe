"""The key that signs anchors: made once, kept under JEMBATAN_HOME/keys, readable by its owner only."""

import base64
import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

PRIVATE, PUBLIC = "audit-anchor.pem", "audit-anchor.pub"


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The installation's key, made if there is none. Its public half is stored beside it."""
    path = home / "keys" / PRIVATE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    public = path.with_name(PUBLIC)
    if not public.exists():
        public.write_text(public_text(key.public_key()) + "\n")
    return key


def known_public_key(home: Path) -> str | None:
    """The public key of this installation as text; None where it has none yet."""
    path = home / "keys" / PUBLIC
    return path.read_text().strip() if path.exists() else None


def public_text(key: Ed25519PublicKey) -> str:
    """32 bytes in base64."""
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def is_signed(message: bytes, signature: str, public_key: str) -> bool:
    """Whether `signature` (base64) over `message` is of `public_key` (base64). False for what is no key at all."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def _make(path: Path) -> None:
    """Write a new key whole or not at all; where two begin at once, the first stands."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
