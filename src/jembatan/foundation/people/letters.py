"""The letters that accounts get: invitation, joining one more unit, the way back after a forgotten password.

They are sent by the worker, in the reader's language. The link in them is made at that moment and stands nowhere.
"""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from jembatan.foundation.intents.failures import PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.people.links import days_valid, password_link
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import Unit


def send_letter(lease: Lease) -> None:
    """Send the letter that an intent asks for. An account closed meanwhile gets none."""
    user = User.objects.filter(pk=str(lease.payload["user"]), is_active=True).first()
    if user is not None:
        unit = Unit.objects.filter(pk=lease.unit_id).first() if lease.unit_id else None
        _post(_letter(str(lease.payload["letter"]), user, unit, str(lease.intent_id)))
    with lease.settle():
        pass


def _letter(name: str, user: User, unit: Unit | None, identifier: str) -> EmailMessage:
    """The letter called `name`; its Message-ID is the intent's, so a second copy is known as one."""
    with translation.override(user.language):
        subjects = {
            "invitation": _("Undangan bekerja di Jembatan: %(unit)s"),
            "joined": _("Anda kini juga bekerja di %(unit)s"),
            "way_back": _("Tautan untuk mengganti kata sandi Jembatan"),
        }
        place = unit.name if unit else ""
        context = {
            "letter": name,
            "name": str(user),
            "unit": place,
            "address": settings.BASE_URL,
            "link": "" if name == "joined" else password_link(user),
            "days": days_valid(),
        }
        message = EmailMessage()
        message["Subject"] = subjects[name] % {"unit": place}
        message["From"] = f"Jembatan <jembatan@{settings.MAIL_DOMAIN}>"
        message["To"] = user.email
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = f"<{identifier}@{settings.MAIL_DOMAIN}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(render_to_string("people/letter.txt", context))
    return message


def _post(message: EmailMessage) -> None:
    """Hand the message to the SMTP server. 5xx is permanent; all else may pass."""
    parts = urlsplit(settings.SMTP_URL)
    if not parts.hostname:
        raise PermanentFailure("JEMBATAN_SMTP_URL is not set")
    try:
        with _connection(parts.scheme, parts.hostname, parts.port) as server:
            if "starttls" in parse_qs(parts.query):
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as failure:
        codes = [code for code, _answer in failure.recipients.values()]
        raise (PermanentFailure if min(codes) >= 500 else TransientFailure)(str(failure)) from failure
    except smtplib.SMTPResponseException as failure:
        kind = PermanentFailure if failure.smtp_code >= 500 else TransientFailure
        raise kind(f"{failure.smtp_code} {failure.smtp_error!r}") from failure
    except (smtplib.SMTPException, OSError) as failure:
        raise TransientFailure(str(failure)) from failure


def _connection(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    seconds = settings.SMTP_TIMEOUT_SECONDS
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=seconds, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 25, timeout=seconds)
