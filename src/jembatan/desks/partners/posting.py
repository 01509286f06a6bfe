"""A letter with its paper, as mail, handed to the house's mail server. No state is changed here."""

from collections.abc import Callable
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from django.conf import settings

from jembatan.chain.distribution.headers import ascii_domain, encoded, named, sender_address
from jembatan.chain.distribution.sending import hand_over
from jembatan.chain.distribution.servers import MailServer, server_from
from jembatan.desks.partners.models import Letter
from jembatan.desks.partners.paperwork import Paper


def post(letter: Letter, paper: Paper, *, before_text: Callable[[], None]) -> str:
    """Hand `letter` (its unit at hand) over; the server's words of acceptance. Raises distribution's outcomes."""
    server = server_from(settings.SMTP_URL)
    return hand_over(
        server,
        as_mail(letter, paper, server),
        sender=sender_address(letter.unit, server),
        recipient=ascii_domain(letter.address),
        hello=settings.MAIL_DOMAIN,
        timeout=settings.SMTP_TIMEOUT_SECONDS,
        before_text=before_text,
    )


def as_mail(letter: Letter, paper: Paper, server: MailServer) -> bytes:
    """The mail, the same to the last sign however often it is made: text, PDF, stable Message-ID, CRLF."""
    unit = letter.unit
    mail = MIMEMultipart("mixed", boundary=f"=_{letter.pk.hex}")
    sender = unit.name_on(letter.created_at.astimezone(unit.zone).date())
    mail["From"] = named(sender, sender_address(unit, server))
    if unit.email:
        mail["Reply-To"] = named(sender, unit.email)
    mail["To"] = named(letter.name, letter.address)
    mail["Subject"] = encoded(paper.subject)
    mail["Date"] = format_datetime(letter.created_at.astimezone(unit.zone))
    mail["Message-ID"] = letter.message_id
    mail["Content-Language"] = "id"
    mail.attach(MIMEText(paper.text, "plain", "utf-8"))
    attached = MIMEApplication(paper.content, "pdf", name=paper.name)
    attached.add_header("Content-Disposition", "attachment", filename=paper.name)
    mail.attach(attached)
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))
