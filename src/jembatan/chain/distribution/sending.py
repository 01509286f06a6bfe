"""Handing one letter to the mail server, told apart by what each answer means (RFC 5321, sections 4.2 and 6.1).

smtplib's own `sendmail` does not say whether a connection died before or after the text was handed over, and that is the
one thing that must be known: so the conversation is held here, command by command.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.utils.translation import gettext as _

from jembatan.chain.distribution.outcomes import Deferred, OutcomeUnknown, RecipientRefused, SetupFault
from jembatan.chain.distribution.servers import MailServer

#: Answers that speak of our account, whatever command they answer (RFC 4954).
ACCOUNT_CODES = frozenset({530, 534, 535, 538})
LONGEST_WORDS = 400


def hand_over(
    server: MailServer,
    letter: bytes,
    *,
    sender: str,
    recipient: str,
    hello: str,
    timeout: float,
    before_text: Callable[[], None],
) -> str:
    """Give `letter` (CRLF lines) to `server` for `recipient`; the server's words of acceptance.

    `hello` is the name that we greet with, `timeout` the seconds that each answer may take. `before_text` is called when
    the recipient is accepted and the text comes next; what it raises goes through, and nothing is sent.
    Raises Deferred, RecipientRefused, SetupFault or OutcomeUnknown.
    """
    with _conversation(server, hello, timeout) as smtp:
        _sign_in(smtp, server)
        _address(smtp, sender, recipient)
        before_text()
        return _give_text(smtp, letter)


@contextmanager
def _conversation(server: MailServer, hello: str, timeout: float) -> Iterator[smtplib.SMTP]:
    """A greeted connection. Every fault of the line inside becomes Deferred; those of certificates, SetupFault."""
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _new(server, hello, timeout)
        code, words = smtp.connect(server.host, server.port)
        _expect(code, words, _("Server surel menolak sambungan"))
        code, words = smtp.ehlo()
        if code >= 500:
            code, words = smtp.helo()
        _expect(code, words, _("Server surel menolak salam pembuka"))
        yield smtp
    except ssl.SSLCertVerificationError as fault:
        raise SetupFault(_("Sertifikat server surel tidak sah: %(why)s") % {"why": fault.verify_message}) from fault
    except (OSError, smtplib.SMTPServerDisconnected) as fault:
        raise Deferred(_("Sambungan ke server surel terputus: %(why)s") % {"why": _plain(str(fault))}) from fault
    except (smtplib.SMTPException, ValueError) as fault:
        raise SetupFault(_("Server surel menjawab di luar aturan: %(why)s") % {"why": _plain(str(fault))}) from fault
    finally:
        if smtp is not None:
            _part(smtp)


def _new(server: MailServer, hello: str, timeout: float) -> smtplib.SMTP:
    if server.is_tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(local_hostname=hello, timeout=timeout, context=context)
    return smtplib.SMTP(local_hostname=hello, timeout=timeout)


def _part(smtp: smtplib.SMTP) -> None:
    """Say good-bye without waiting for the answer: the letter's fate is known, and must be written down at once."""
    with suppress(OSError, smtplib.SMTPException):
        smtp.putcmd("quit")
    smtp.close()


def _sign_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    if server.starttls:
        try:
            smtp.starttls(context=ssl.create_default_context())
        except smtplib.SMTPNotSupportedError as fault:
            raise SetupFault(_("Server surel tidak menawarkan STARTTLS, padahal diwajibkan.")) from fault
        except smtplib.SMTPResponseException as fault:
            _expect(fault.smtp_code, _bytes(fault.smtp_error), _("Server surel menolak STARTTLS"))
        smtp.ehlo_or_helo_if_needed()
    if not server.user:
        return
    if not (server.is_tls or server.starttls or server.is_here):
        raise SetupFault(_("Kata sandi server surel tidak dikirim tanpa TLS. Pakai smtps:// atau ?starttls=1."))
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as fault:
        _expect(fault.smtp_code, _bytes(fault.smtp_error), _("Server surel menolak akun atau kata sandi kita"))
    except smtplib.SMTPNotSupportedError as fault:
        raise SetupFault(_("Server surel tidak menerima cara masuk yang kita punya.")) from fault


def _address(smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
    options = []
    if not (sender.isascii() and recipient.isascii()):
        if not smtp.has_extn("smtputf8"):
            raise RecipientRefused(_("Server surel kita tidak mendukung alamat dengan huruf di luar A–Z."))
        smtp.command_encoding = "utf-8"
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    code, words = smtp.mail(sender, options)
    _expect(code, words, _("Server surel menolak alamat pengirim kita"))
    code, words = smtp.rcpt(recipient)
    if code >= 500 and not _speaks_of_us(code, words):
        raise RecipientRefused(_said(code, words))
    _expect(code, words, _("Server surel belum menerima alamat ini"))


def _give_text(smtp: smtplib.SMTP, letter: bytes) -> str:
    smtp.putcmd("data")
    code, words = smtp.getreply()
    if code != 354:
        if code >= 500 and not _speaks_of_us(code, words):
            raise RecipientRefused(_said(code, words))
        _expect(code if code >= 400 else 451, words, _("Server surel belum menerima surat"))
    # From here on the server may have the whole text, whatever the line does.
    try:
        smtp.send(_stuffed(letter))
        code, words = smtp.getreply()
    except (OSError, smtplib.SMTPServerDisconnected) as fault:
        reason = _("Sambungan terputus sesudah surat diserahkan, sebelum server menjawab (%(why)s).")
        raise OutcomeUnknown(reason % {"why": _plain(str(fault))}) from fault
    if code >= 500 and not _speaks_of_us(code, words):
        raise RecipientRefused(_said(code, words))
    _expect(code, words, _("Server surel belum menerima surat"))
    return _said(code, words)


def _expect(code: int, words: bytes, what: str) -> None:
    """Nothing for a good answer; Deferred for 4xx and for one that is none; SetupFault for 5xx."""
    if 200 <= code < 400:
        return
    reason = f"{what}: {_said(code, words)}"
    raise SetupFault(reason) if 500 <= code < 600 else Deferred(reason)


def _speaks_of_us(code: int, words: bytes) -> bool:
    """Whether a refusal means our account or right to relay, not the recipient."""
    return code in ACCOUNT_CODES or b"relay" in words.lower()


def _stuffed(letter: bytes) -> bytes:
    """The text as it goes over the line: leading dots doubled, a dot alone at the end (RFC 5321, 4.5.2)."""
    body = (b"\r\n" + letter).replace(b"\r\n.", b"\r\n..")[2:]
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _said(code: int, words: bytes) -> str:
    return f"{code} {_plain(words.decode('utf-8', 'replace'))}".strip()


def _plain(words: str) -> str:
    """One line of a stranger's words, cut to a length that a screen bears."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
    return line if len(line) <= LONGEST_WORDS else f"{line[:LONGEST_WORDS]}…"


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()
