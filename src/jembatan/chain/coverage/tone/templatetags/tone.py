"""Drawing text with its words of evidence."""

from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jembatan.chain.coverage.tone.states import Tone

register = template.Library()
#: How a word of evidence is told from the other kind without colour, and how a badge of each tone looks.
SIGNS = {str(Tone.POSITIVE): "+", str(Tone.NEGATIVE): "−"}
KINDS = {str(Tone.POSITIVE): "done", str(Tone.NEGATIVE): "attention", str(Tone.NEUTRAL): "neutral"}


@register.filter
def evidence(run: Sequence[tuple[str, str]]) -> SafeString:
    """Pieces of a text as escaped HTML, each word of evidence in a <mark> with its sign."""
    return format_html_join("", "{}", ((_piece(text, tone),) for text, tone in run))


def _piece(text: str, tone: str) -> SafeString:
    body = linebreaksbr(text, autoescape=True)
    if not tone:
        return SafeString(body)
    spoken = _("kata positif") if tone == Tone.POSITIVE else _("kata negatif")
    return format_html(
        '<mark class="j-word j-word-{}">{}<sup aria-hidden="true">{}</sup><span class="visually-hidden"> ({})</span></mark>',
        tone,
        body,
        SIGNS.get(tone, ""),
        spoken,
    )


@register.filter
def tone_kind(tone: str) -> str:
    """The kind of badge for a tone; for none "waiting", since a person should look."""
    return KINDS.get(tone, "waiting")


@register.filter
def tone_word(tone: str) -> str:
    """A tone as it is written; "Perlu ditinjau" for none."""
    return str(Tone(tone).label) if tone else _("Perlu ditinjau")


@register.filter
def lookup(names: dict[str, object], key: str) -> object:
    """The word for `key`; an empty text where there is none."""
    return names.get(key, "")
