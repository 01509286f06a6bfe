"""Drawing two texts with the passages that they share."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from jembatan.chain.coverage.marking import Piece, passage_html

register = template.Library()


@register.filter
def passages(pieces: Sequence[Piece], rest: str = "") -> SafeString:
    """Pieces with numbered marks; `rest` "grey" sets apart what has no counterpart."""
    return passage_html(pieces, grey_rest=rest == "grey")
