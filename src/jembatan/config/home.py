"""Where the installation keeps what is its own: database, files, keys, caches."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """JEMBATAN_HOME, or `var` in the present folder; made for its owner's eyes only if it is not there."""
    path = Path(os.environ.get("JEMBATAN_HOME") or "var").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key(folder: Path) -> str:
    """The key that signs sessions: made once, readable by its owner only."""
    path = folder / "keys" / "secret"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
