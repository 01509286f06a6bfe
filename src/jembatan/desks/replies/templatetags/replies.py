"""The marks of states of requests. `{% load replies %}`."""

from django import template

from jembatan.desks.replies.display import KINDS

register = template.Library()


@register.filter
def reply_kind(state: str) -> str:
    """The kind of badge for a state, a result, or a letter's state."""
    return KINDS.get(state, "neutral")
