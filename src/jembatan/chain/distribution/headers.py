"""Names and addresses as a letter's head bears them. Whatever a name holds, one line and one address come out."""

from email.header import Header
from email.utils import formataddr
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from jembatan.chain.distribution.servers import MailServer
from jembatan.foundation.units.models import Unit

#: The mailbox that letters come from where neither the server nor the unit gives another.
OWN_MAILBOX = "siaran-pers"
LONGEST_NAME = 120


def one_line(text: str) -> str:
    """`text` without line ends, control signs and doubled spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def encoded(text: str) -> str:
    """`text` on one line, in encoded words (RFC 2047) where it is not plain; the writer of the mail folds it."""
    line = one_line(text)
    if line.isascii() and "=?" not in line:
        return line
    return " ".join(Header(line, "utf-8").encode().split())


def named(name: str, address: str) -> str:
    """`"Name" <address>`; the name encoded where it must be, so that nothing in it can end the field."""
    line = one_line(name)[:LONGEST_NAME]
    plain = encoded(line)
    return formataddr((line, ascii_domain(address))) if plain == line else f"{plain} <{ascii_domain(address)}>"


def ascii_domain(address: str) -> str:
    """`address` with its domain in the form that travels (IDNA); as it is where there is none."""
    mailbox, at, domain = one_line(address).replace(" ", "").rpartition("@")
    if domain.isascii():
        return f"{mailbox}{at}{domain}"
    try:
        return f"{mailbox}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        return f"{mailbox}{at}{domain}"


def sender_address(unit: Unit, server: MailServer) -> str:
    """The address that a letter of `unit` comes from, and that refusals go back to.

    The one that the server demands; else the unit's own, where it lies in our domain (another's domain would not let us
    speak for it); else our own mailbox. Answers go to the unit in any case, by Reply-To.
    """
    if server.sender:
        return ascii_domain(server.sender)
    domain = unit.email.rpartition("@")[2].casefold()
    if domain and domain == settings.MAIL_DOMAIN.casefold():
        return ascii_domain(unit.email)
    return f"{OWN_MAILBOX}@{ascii_domain(settings.MAIL_DOMAIN)}"


def public_address(release_id: UUID) -> str:
    """The address at which the public reads the release."""
    return f"{settings.BASE_URL}{reverse('newsroom_release', args=[release_id])}"


def photo_address(release_id: UUID, asset_id: UUID) -> str:
    """The address of a photo of the release, at the size for the press."""
    return f"{settings.BASE_URL}{reverse('newsroom_photo', args=[release_id, asset_id, 'press'])}"
