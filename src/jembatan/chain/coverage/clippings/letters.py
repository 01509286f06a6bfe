"""The clipping as a letter: text and HTML in the order of the paper, light, with the PDF attached; and the alarm's."""

from dataclasses import dataclass
from email.charset import QP, Charset
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jembatan.chain.coverage.clippings.models import Alarm, Clipping, Letter, Making
from jembatan.chain.coverage.clippings.wording import told
from jembatan.chain.distribution.headers import ascii_domain, encoded, named
from jembatan.chain.distribution.servers import MailServer
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import Unit
from jembatan.web import times

__all__ = ["alarm_letter", "as_mail", "ascii_domain", "letter_of", "sender"]

#: Where neither the server nor the unit gives an address to send from.
OWN_MAILBOX = "kliping"
#: Mail programs on phones cut a letter at 100 kB; the paper tells the rest.
MOST_ARTICLES = 40
MOST_PAID = 10
_PLAIN_MAIL = Charset("utf-8")
_PLAIN_MAIL.body_encoding = QP


@dataclass(frozen=True, slots=True)
class Text:
    """What is read in a letter."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class AlarmLetter:
    """A letter to an administrator, ready for the line."""

    unit: Unit
    recipient: str
    mail: bytes


def letter_of(making: Making, language: str) -> Text:
    """The letter of a making (its clipping, unit and government at hand), the same for all who read `language`."""
    clipping = making.clipping
    words = told(making.content, language, is_scheduled=clipping.is_scheduled)
    stories, more = _cut(words["stories"], MOST_ARTICLES)
    paid, more_paid = _cut(words["paid"], MOST_PAID)
    context = words | {
        "stories": stories,
        "more": more,
        "paid": paid,
        "more_paid": more_paid,
        "page": _page(clipping),
        "reply_to": clipping.unit.email,
    }
    with translation.override(language), timezone.override(clipping.unit.zone):
        return Text(
            subject=f"{words['title']}: {clipping.unit.short_name}",
            text=render_to_string("clippings/letter.txt", context).strip() + "\n",
            html=render_to_string("clippings/letter.html", context),
        )


def as_mail(letter: Letter, pdf: bytes, pdf_name: str, server: MailServer) -> bytes:
    """The letter for one receiver, ready for the line, with a stable Message-ID and date: a second copy is the same."""
    clipping = letter.making.clipping
    text = letter_of(letter.making, letter.language)
    mail = MIMEMultipart("mixed", boundary=f"=_{letter.pk.hex}")
    _head(mail, clipping.unit, server, text.subject, letter.language)
    mail["To"] = named(letter.name, letter.address)
    mail["Date"] = format_datetime(letter.queued_at.astimezone(clipping.unit.zone))
    mail["Message-ID"] = letter.message_id
    body = MIMEMultipart("alternative", boundary=f"=-{letter.pk.hex}")
    body.attach(MIMEText(text.text, "plain", _PLAIN_MAIL))  # type: ignore[arg-type]
    body.attach(MIMEText(text.html, "html", _PLAIN_MAIL))  # type: ignore[arg-type]
    mail.attach(body)
    paper = MIMEApplication(pdf, "pdf")
    paper.add_header("Content-Disposition", "attachment", filename=pdf_name)
    mail.attach(paper)
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def sender(unit: Unit, server: MailServer) -> str:
    """The address that the letters of `unit` come from: the server's, the unit's in our domain, else our own mailbox."""
    if server.sender:
        return ascii_domain(server.sender)
    domain = unit.email.rpartition("@")[2].casefold()
    if domain and domain == settings.MAIL_DOMAIN.casefold():
        return ascii_domain(unit.email)
    return f"{OWN_MAILBOX}@{ascii_domain(settings.MAIL_DOMAIN)}"


def alarm_letter(lease: Lease, server: MailServer) -> AlarmLetter | None:
    """The letter that an alarm's intent asks for; None where it went meanwhile, or the account is closed."""
    alarm = Alarm.objects.select_related("unit__government").get(pk=lease.payload["alarm"])
    user = User.objects.filter(pk=lease.payload["user"], is_active=True).first()
    gone = Clipping.objects.filter(unit=alarm.unit_id, day=alarm.day, state=Clipping.State.SENT).exists()
    if user is None or gone:
        return None
    unit = alarm.unit
    with translation.override(user.language), timezone.override(unit.zone):
        subject = _("Kliping pagi belum terkirim: %(unit)s, %(day)s") % {
            "unit": unit.short_name,
            "day": times.day(alarm.day),
        }
        context = {
            "alarm": alarm,
            "unit": unit,
            "name": str(user),
            "page": settings.BASE_URL + reverse("clipping_list"),
        }
        text = render_to_string("clippings/alarm.txt", context).strip() + "\n"
    mail = MIMEText(text, "plain", _PLAIN_MAIL)  # type: ignore[arg-type]
    _head(mail, unit, server, subject, user.language)
    mail["To"] = named(str(user), user.email)
    mail["Date"] = format_datetime(alarm.created_at.astimezone(unit.zone))
    mail["Message-ID"] = f"<{lease.intent_id}@{settings.MAIL_DOMAIN}>"
    return AlarmLetter(unit, ascii_domain(user.email), mail.as_bytes(policy=compat32.clone(linesep="\r\n")))


def _head(mail: Any, unit: Unit, server: MailServer, subject: str, language: str) -> None:
    mail["From"] = named(unit.short_name, sender(unit, server))
    if unit.email:
        mail["Reply-To"] = named(unit.short_name, unit.email)
    mail["Subject"] = encoded(subject)
    mail["Content-Language"] = language
    mail["Auto-Submitted"] = "auto-generated"


def _page(clipping: Clipping) -> str:
    return f"{settings.BASE_URL}{reverse('clipping_detail', args=[clipping.pk])}"


def _cut(stories: list[dict[str, Any]], most: int) -> tuple[list[dict[str, Any]], int]:
    """The first `most` articles of `stories`, in their stories and groups; and how many are left out."""
    left, out, kept = most, 0, []
    for story in stories:
        groups = []
        for group in story["groups"]:
            articles = group["articles"][:left]
            out += len(group["articles"]) - len(articles)
            left -= len(articles)
            if articles:
                groups.append(group | {"articles": articles})
        if groups:
            kept.append(story | {"groups": groups})
    return kept, out
