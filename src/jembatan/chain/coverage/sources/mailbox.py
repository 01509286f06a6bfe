"""A mailbox as a source: alerts and clippings that people forward, read over IMAP with TLS. Nothing in it is changed.

The host goes through the same wall as any other: the number that was checked is the one connected to. An office's own
mail server inside is reached only where the installation names it (`settings.MAILBOX_INNER_HOSTS`).
"""

import email
import email.policy
import imaplib
import re
import socket
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from imap_tools import BaseMailBox, ImapToolsError
from imap_tools.mailbox import MailBox

from jembatan.chain.coverage.addresses import checked_addresses, is_allowed_host
from jembatan.chain.coverage.sources.items import Unreadable
from jembatan.chain.coverage.sources.pasting import addresses_in, addresses_in_html
from jembatan.foundation.refusal import Refused

TIMEOUT_SECONDS = 20.0
#: Mails of one look; the rest comes at the next.
MOST_MAILS = 100
LARGEST_MAIL = 5 * 1024 * 1024
LARGEST_TALK = 200 * 1024 * 1024
MOST_PARTS = 100
#: A mail without addresses whose text is at least this long is itself a clipping.
SHORTEST_CLIPPING = 400
PORTS = {"imaps": 993, "imap": 143}
_FORWARDED = re.compile(r"^\s*(?:fwd?|fw|terusan|diteruskan|re|bls)\s*:\s*", re.IGNORECASE)
_HEAD_LINE = re.compile(
    r"^[ >*]*(?:from|dari|sent|dikirim|date|tanggal|to|kepada|cc|subject|perihal|subjek)\*?\s*:", re.I
)
_RULE = re.compile(r"^[ >]*-{2,}.*(?:forwarded|diteruskan|original|asli).*-{2,}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clipping:
    """A mail whose body is itself an article."""

    title: str
    text: str


@dataclass(slots=True)
class Letters:
    """What lay in the mailbox since the bookmark, and the next bookmark."""

    addresses: list[tuple[str, str]] = field(default_factory=list)
    clippings: list[Clipping] = field(default_factory=list)
    unreadable: int = 0
    bookmark: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is: imaps://host:port/folder (TLS from the first byte) or imap:// (STARTTLS)."""

    scheme: str
    host: str
    port: int
    folder: str


def place_of(address: str) -> Place:
    """The parts of a mailbox's address. Raises Refused if it is none, or names an inner host that nobody has allowed."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise Refused(_("Alamat kotak surel ditulis seperti imaps://surel.example/INBOX."), "address") from error
    host = parts.hostname or ""
    if not host or "@" in parts.netloc or re.search(r"[\s\\%]", parts.netloc):
        raise Refused(_("Alamat kotak surel ditulis seperti imaps://surel.example/INBOX."), "address")
    if port not in PORTS.values() and not is_allowed_host(host, port, _allowed()):
        raise Refused(_("Kotak surel dibaca lewat port 993 atau 143."), "address")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if any(not c.isprintable() for c in folder):
        raise Refused(_("Nama folder kotak surel tidak dapat dibaca."), "address")
    return Place(parts.scheme, host, port, folder)


def read_mailbox(place: Place, account: str, password: str, bookmark: dict[str, Any]) -> Letters:
    """The mails that came after `bookmark` ({"validity", "uid"}). Raises Unreadable with words for people."""
    try:
        with _Box(place).login(account, password, initial_folder=None) as box:
            box.folder.set(place.folder, readonly=True)
            return _read(box, place.folder, bookmark)
    except Refused as refusal:
        raise Unreadable(refusal.reasons[0]) from refusal
    except ssl.SSLError as error:
        raise Unreadable(_("Sertifikat server surel tidak dapat dipercaya.")) from error
    except (ImapToolsError, imaplib.IMAP4.error) as error:
        # What the server answers may repeat what was sent to it, the password too: it is not shown.
        raise Unreadable(_("Server surel menolak (%(kind)s).") % {"kind": type(error).__name__}) from error
    except OSError as error:
        raise Unreadable(_("Server surel tidak menjawab.")) from error


def _read(box: BaseMailBox, folder: str, bookmark: dict[str, Any]) -> Letters:
    validity = int(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    first = int(bookmark.get("uid", 0)) + 1 if bookmark.get("validity") == validity else 1
    # "n:*" always names the last mail, also where it is older than n.
    uids = sorted(uid for uid in map(int, box.uids(f"UID {first}:*")) if uid >= first)[:MOST_MAILS]
    letters = Letters(bookmark={"validity": validity, "uid": uids[-1] if uids else first - 1})
    for uid in uids:
        content = _content(box, uid)
        if content is None:
            letters.unreadable += 1
        else:
            _take(letters, content)
    return letters


def _content(box: BaseMailBox, uid: int) -> bytes | None:
    """The mail, unseen flags untouched; None if it is too large."""
    _ok, told = box.client.uid("fetch", str(uid), "(RFC822.SIZE)")
    size = re.search(rb"RFC822\.SIZE (\d{1,12})", b" ".join(part for part in told if isinstance(part, bytes)))
    if size is None or int(size.group(1)) > LARGEST_MAIL:
        return None
    _ok, data = box.client.uid("fetch", str(uid), "(BODY.PEEK[])")
    return next((part[1] for part in data if isinstance(part, tuple)), None)


def _take(letters: Letters, content: bytes) -> None:
    try:
        addresses, clipping = read_mail(content)
    except Unreadable:
        letters.unreadable += 1
        return
    letters.addresses += addresses
    if clipping is not None:
        letters.clippings.append(clipping)


def read_mail(content: bytes) -> tuple[list[tuple[str, str]], Clipping | None]:
    """The addresses in a mail, each with "" or its subject as title; or, where there is none, the clipping it is.

    Raises Unreadable for a mail that is made to break its reader.
    """
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        plain, marked = _texts(mail)
        subject = "".join(c if c.isprintable() else " " for c in str(mail.get("Subject", ""))[:2000])
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise Unreadable(_("Surel ini rusak.")) from error
    addresses = list(dict.fromkeys([*addresses_in(plain), *addresses_in_html(marked)]))
    if addresses:
        return [(address, "") for address in addresses], None
    text = without_forwarding(plain)
    if len(text) < SHORTEST_CLIPPING:
        return [], None
    while _FORWARDED.match(subject):
        subject = _FORWARDED.sub("", subject, count=1)
    first_line = text.split("\n", maxsplit=1)[0]
    return [], Clipping(" ".join((subject or first_line).split())[:300], text)


def without_forwarding(text: str) -> str:
    """A forwarded text without the lines that the mail program put above it, and without quotation marks."""
    lines = [re.sub(r"^(?:> ?)+", "", line) for line in text.replace("\r\n", "\n").split("\n")]
    kept: list[str] = []
    for line in lines:
        if line.rstrip() == "--":
            break
        if not _RULE.match(line) and not (_HEAD_LINE.match(line) and len(line) < 300):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _texts(mail: EmailMessage) -> tuple[str, str]:
    plain: list[str] = []
    marked: list[str] = []
    for number, part in enumerate(mail.walk()):
        if number > MOST_PARTS:
            raise Unreadable(_("Surel ini memuat terlalu banyak bagian."))
        into = {"text/plain": plain, "text/html": marked}.get(part.get_content_type())
        if into is not None and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                into.append(_decoded(payload, part.get_content_charset() or "utf-8"))
    return "\n".join(plain), "\n".join(marked)


def _decoded(payload: bytes, charset: str) -> str:
    try:
        text = payload.decode(charset, "replace")
    except (LookupError, ValueError):
        text = payload.decode("utf-8", "replace")
    return text.replace("\x00", "")


def _allowed() -> frozenset[str]:
    return settings.FETCH_ALLOWED_HOSTS | settings.MAILBOX_INNER_HOSTS


class _Talk(imaplib.IMAP4):
    """A talk with a checked host that ends when it grows too long; encrypted from the first byte, or by STARTTLS."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._left = LARGEST_TALK
        self._secure = ssl.create_default_context()
        super().__init__(place.host, place.port, TIMEOUT_SECONDS)
        if place.scheme == "imap":
            self.starttls(self._secure)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        number = checked_addresses(self._place.host, self._place.port, allow=_allowed())[0]
        plain = socket.create_connection((number, self._place.port), timeout)
        if self._place.scheme == "imap":
            return plain
        return self._secure.wrap_socket(plain, server_hostname=self._place.host)

    def read(self, size: int) -> bytes:
        """Bytes of a literal."""
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        """One line."""
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self._left -= size
        if size > 2 * LARGEST_MAIL or self._left < 0:
            raise self.abort("too much came")


class _Box(MailBox):
    """imap-tools' mailbox over such a talk."""

    def __init__(self, place: Place) -> None:
        self._place = place
        super().__init__(place.host, place.port, TIMEOUT_SECONDS)

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Talk(self._place)
