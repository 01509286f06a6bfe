"""The letter to the press: text and HTML, with its head. The language of the letter is Indonesian, its hour the unit's."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from typing import Final

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from jembatan.chain.distribution.headers import (
    ascii_domain,
    encoded,
    named,
    one_line,
    photo_address,
    public_address,
    sender_address,
)
from jembatan.chain.distribution.models import Delivery
from jembatan.chain.distribution.servers import MailServer
from jembatan.chain.releases.models import Version
from jembatan.chain.releases.queries import public_photos
from jembatan.foundation import clock

_TEXT: Final = "font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.6;color:#1B1B1F;"
#: Mail programs know no style sheet, so each element carries its own. The vocabulary is that of `releases.text`.
STYLES: Final = {
    "p": f"margin:0 0 14px;{_TEXT}",
    "h2": f"margin:26px 0 8px;{_TEXT}font-size:21px;line-height:1.3;",
    "h3": f"margin:20px 0 6px;{_TEXT}font-size:18px;line-height:1.3;",
    "blockquote": "margin:18px 0;padding:2px 0 2px 18px;border-left:4px solid #1E2A5E;",
    "footer": f"margin:0 0 8px;{_TEXT}font-size:15px;color:#55555F;",
    "ul": f"margin:0 0 14px;padding-left:24px;{_TEXT}",
    "ol": f"margin:0 0 14px;padding-left:24px;{_TEXT}",
    "li": "margin:0 0 4px;",
}
_OPENING = re.compile(rf"<({'|'.join(STYLES)})>")
_SPEAKER = re.compile(r"<footer>[—–\-\s]*")
_PLAIN_MAIL = Charset("utf-8")
_PLAIN_MAIL.body_encoding = QP


@dataclass(frozen=True, slots=True)
class Letter:
    """What the press gets to read: subject, text, HTML."""

    subject: str
    text: str
    html: str


def letter_of(version: Version, note: str = "") -> Letter:
    """The letter for a public version (its release and unit at hand), the same for every recipient."""
    release = version.release
    unit = release.unit
    issued_at: datetime = release.issued_at or version.published_at or version.submitted_at
    context = {
        "version": version,
        "release": release,
        "unit": unit,
        "sender_name": unit.name_on(clock.today(unit.zone)),
        "unit_name": unit.name_on(issued_at.astimezone(unit.zone).date()),
        "issued_at": issued_at,
        "note": note,
        "body": _styled(version.body),
        "address": public_address(release.pk),
        "photos": [(photo, photo_address(release.pk, photo.asset_id)) for photo in public_photos(version)],
    }
    with translation.override("id"), timezone.override(unit.zone):
        return Letter(
            subject=one_line(f"Siaran pers: {version.title}"),
            text=render_to_string("distribution/letter.txt", context).strip() + "\n",
            html=render_to_string("distribution/letter.html", context),
        )


def as_mail(letter: Letter, delivery: Delivery, server: MailServer) -> bytes:
    """`letter` for one recipient, ready for the line: multipart/alternative, the stable Message-ID, CRLF.

    There is no Auto-Submitted: a person has decided to send it, and answers are wanted. The date is that of the
    decision, so that a second copy is the same to the last sign.
    """
    unit = delivery.version.release.unit
    mail = MIMEMultipart("alternative", boundary=f"=_{delivery.pk.hex}")
    sender = unit.name_on(delivery.dispatch.created_at.astimezone(unit.zone).date())
    mail["From"] = named(sender, sender_address(unit, server))
    if unit.email:
        mail["Reply-To"] = named(sender, unit.email)
    mail["To"] = named(delivery.contact.name, delivery.address)
    mail["Subject"] = encoded(letter.subject)
    mail["Date"] = format_datetime(delivery.dispatch.created_at.astimezone(unit.zone))
    mail["Message-ID"] = delivery.message_id
    mail["Content-Language"] = "id"
    mail.attach(MIMEText(letter.text, "plain", _PLAIN_MAIL))  # type: ignore[arg-type]
    mail.attach(MIMEText(letter.html, "html", _PLAIN_MAIL))  # type: ignore[arg-type]
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def envelope(delivery: Delivery, server: MailServer) -> tuple[str, str]:
    """Sender and recipient as the mail server is told them."""
    return sender_address(delivery.version.release.unit, server), ascii_domain(delivery.address)


def _styled(body: str) -> SafeString:
    """`body`, cleaned when it was written, with a style on each element; texts in it hold no bare `<`."""
    with_dashes = _SPEAKER.sub("<footer>— ", body)
    styled = _OPENING.sub(lambda found: f'<{found[1]} style="{STYLES[found[1]]}">', with_dashes)
    return mark_safe(styled)  # noqa: S308 - `releases.text.clean` made it
