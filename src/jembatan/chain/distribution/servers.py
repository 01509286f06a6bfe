"""The mail server of the installation, read from its address (the setting SMTP_URL)."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext as _

from jembatan.chain.distribution.outcomes import SetupFault

PORTS: Final = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over. `is_tls`: from the first byte; `starttls`: required before anything is said.

    `sender` is the address that letters must come from, where the server allows no other ("": ours to choose).
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False
    starttls: bool = False
    sender: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine, so that nobody listens on the way."""
        return self.host in {"localhost", "127.0.0.1", "::1"}


def server_from(url: str) -> MailServer:
    """`smtp://user:password@host:port?starttls=1&from=address`, or smtps:// for TLS from the first byte.

    Raises SetupFault if there is no address, or one that can't be read; the password is never in the message.
    """
    if not url.strip():
        raise SetupFault(_("Server surel belum diatur (JEMBATAN_SMTP_URL). Hubungi pengelola instalasi."))
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme, parts.hostname, parts.port
        options = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        scheme, host, port, options = "", None, None, {}
    if scheme not in PORTS or not host:
        raise SetupFault(_("Alamat server surel (JEMBATAN_SMTP_URL) tidak dapat dibaca. Hubungi pengelola instalasi."))
    return MailServer(
        host=host,
        port=port or PORTS[scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=scheme == "smtps",
        starttls=options.get("starttls", ["0"])[-1] in {"1", "true", "yes"},
        sender=options.get("from", [""])[-1],
    )
