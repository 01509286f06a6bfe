"""A real IMAP server (Debian's Dovecot) on loopback with one mailbox and a certificate of its own."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "KunciRahasia9"
_SETTINGS = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{place}/cert.pem
ssl_key = <{place}/key.pem
mail_location = maildir:{place}/mail
first_valid_uid = 1
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={place}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Mailbox:
    """Where it is: `secure` speaks TLS at once, `plain` after STARTTLS. `certificate` is what to trust."""

    place: Path
    secure: int
    plain: int
    certificate: Path

    def deliver(self, mail: bytes) -> None:
        """Put a mail into the inbox."""
        new = self.place / "mail" / "new"
        name = f"{time.time_ns()}.test"
        (new / name).write_bytes(mail)
        _owned(new / name)

    def log(self) -> str:
        """What the server has noted."""
        path = self.place / "log"
        return path.read_text() if path.exists() else ""


def _owned(path: Path) -> None:
    owner = pwd.getpwnam("nobody")
    os.chown(path, owner.pw_uid, owner.pw_gid)


@contextlib.contextmanager
def mailbox() -> Iterator[Mailbox]:
    """The server, until the block ends. Skips by name where Dovecot is missing or may not be started."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None:
        pytest.skip("Debian's dovecot-imapd is missing")
    if os.geteuid() != 0:
        pytest.skip("Dovecot is started by root only")
    place = Path(tempfile.mkdtemp(prefix="jembatan-imap-"))
    place.chmod(0o755)
    for name in ("run", "state", "mail", "mail/new", "mail/cur", "mail/tmp"):
        (place / name).mkdir()
        _owned(place / name)
    _owned(place)
    _make_certificate(place)
    plain, secure = _free_port(), _free_port()
    group = "nogroup"
    text = _SETTINGS.format(place=place, user="nobody", group=group, password=PASSWORD, plain=plain, secure=secure)
    (place / "dovecot.conf").write_text(text)
    process = subprocess.Popen([program, "-F", "-c", str(place / "dovecot.conf")], stderr=subprocess.DEVNULL)
    made = Mailbox(place, secure, plain, place / "cert.pem")
    try:
        _wait(secure, made)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(place, ignore_errors=True)


def _wait(port: int, made: Mailbox) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail(f"Dovecot does not answer: {made.log()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _make_certificate(place: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (place / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (place / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
