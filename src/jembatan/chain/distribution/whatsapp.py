"""A release as a text for WhatsApp: most outlets get it that way. WhatsApp's own marks only: *bold* for the title."""

from typing import Final
from urllib.parse import quote

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jembatan.chain.distribution.headers import one_line, public_address
from jembatan.chain.releases.models import Version
from jembatan.web.times import when

#: A short text stops at the end of the paragraph in which it reaches so many characters.
SHORT_ENOUGH: Final = 500
#: Longer addresses are cut by phones on their way to WhatsApp; such a text is copied instead.
LONGEST_LINK: Final = 4000
_SHARE = "https://wa.me/?text="


def message(version: Version, *, is_whole: bool) -> str:
    """The text to pass on (release and unit at hand): head, bold title, the first paragraphs or all, the public address."""
    release = version.release
    unit = release.unit
    issued_at = release.issued_at or version.published_at
    with translation.override("id"), timezone.override(unit.zone):
        name = unit.name_on(issued_at.astimezone(unit.zone).date()) if issued_at else unit.name
        head = "\n".join(filter(None, [_("SIARAN PERS") + f" {release.number}".rstrip(), name, when(issued_at)]))
        body = version.text if is_whole else opening(version.text)
        lead = _("Selengkapnya:") if body != version.text else _("Tautan resmi:")
    return f"{head}\n\n*{_without_marks(version.title)}*\n\n{body}\n\n{lead} {public_address(release.pk)}"


def opening(text: str) -> str:
    """The first paragraphs of `text`, whole ones."""
    taken: list[str] = []
    for paragraph in text.split("\n\n"):
        taken.append(paragraph)
        if sum(map(len, taken)) >= SHORT_ENOUGH:
            break
    return "\n\n".join(taken)


def share_link(text: str) -> str:
    """The address that opens WhatsApp with `text`; empty where it would be too long to arrive whole."""
    link = _SHARE + quote(text)
    return link if len(link) <= LONGEST_LINK else ""


def _without_marks(title: str) -> str:
    """A star in a title would end the bold."""
    return one_line(title.replace("*", ""))
