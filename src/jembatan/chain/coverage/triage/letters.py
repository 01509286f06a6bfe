"""The letter of an alert: which stories, in the receiver's language, with the links that stop it."""

from dataclasses import dataclass
from email.charset import QP, Charset
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.triage.models import Alert, AlertSent, Receiver
from jembatan.chain.distribution.headers import ascii_domain, encoded, named
from jembatan.chain.distribution.servers import MailServer

#: Where neither the server nor the unit gives an address to send from.
OWN_MAILBOX = "pantauan"
MOST_STORIES = 60
_PLAIN_MAIL = Charset("utf-8")
_PLAIN_MAIL.body_encoding = QP


@dataclass(frozen=True, slots=True)
class Line:
    """A story as the letter tells it. `count`: how many articles the network knows of it."""

    article: Article
    search: str
    count: int
    page: str


def as_mail(alert: Alert, server: MailServer) -> bytes:
    """The letter, ready for the line; Message-ID and date are the alert's, so a second copy is known as one."""
    unit = alert.unit
    with translation.override(alert.receiver.language), timezone.override(unit.zone):
        lines = lines_of(alert)
        context = {
            "alert": alert,
            "unit": unit,
            "lines": lines[:MOST_STORIES],
            "more": max(0, len(lines) - MOST_STORIES),
            "desk": settings.BASE_URL + reverse("desk"),
            "stops": _stops(alert),
        }
        mail = MIMEText(render_to_string("triage/letter.txt", context).strip() + "\n", "plain", _PLAIN_MAIL)  # type: ignore[arg-type]
        mail["From"] = named(unit.short_name, sender(alert, server))
        mail["To"] = named(str(alert.receiver), alert.receiver.email)
        mail["Subject"] = encoded(_subject(alert, lines))
        mail["Date"] = format_datetime(alert.created_at.astimezone(unit.zone))
        mail["Message-ID"] = f"<{alert.pk}@{settings.MAIL_DOMAIN}>"
        mail["Content-Language"] = alert.receiver.language
        mail["Auto-Submitted"] = "auto-generated"
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def sender(alert: Alert, server: MailServer) -> str:
    """The address that the letter comes from: the server's, the unit's in our domain, else our own mailbox."""
    email = alert.unit.email
    if server.sender:
        return ascii_domain(server.sender)
    if email.rpartition("@")[2].casefold() == settings.MAIL_DOMAIN.casefold():
        return ascii_domain(email)
    return f"{OWN_MAILBOX}@{ascii_domain(settings.MAIL_DOMAIN)}"


def lines_of(alert: Alert) -> list[Line]:
    """The stories of an alert, the newest first."""
    rows = AlertSent.objects.filter(alert=alert).select_related(
        "item__article__outlet", "item__article__story", "search"
    )
    return [
        Line(
            article=row.item.article,
            search=row.search.name,
            count=row.item.article.story.size if row.item.article.story is not None else 1,
            page=settings.BASE_URL + reverse("desk_item", args=[row.item_id]),
        )
        for row in rows.order_by("-item__article_at", "-item_id")
    ]


def _subject(alert: Alert, lines: list[Line]) -> str:
    if not alert.is_digest and len(lines) == 1:
        return _("Berita baru: %(title)s") % {"title": lines[0].article.title[:120]}
    count = len(lines)
    text = ngettext("Ringkasan pantauan: %(n)d berita, %(unit)s", "Ringkasan pantauan: %(n)d berita, %(unit)s", count)
    return text % {"n": count, "unit": alert.unit.short_name}


def _stops(alert: Alert) -> list[tuple[str, str]]:
    """For each search that the letter tells of: its name and the link that stops it."""
    searches = {row.search_id for row in AlertSent.objects.filter(alert=alert)}
    rows = Receiver.objects.filter(search__in=searches, user=alert.receiver_id).select_related("search")
    return [
        (receiver.search.name, settings.BASE_URL + reverse("alert_stop", args=[receiver.token])) for receiver in rows
    ]
