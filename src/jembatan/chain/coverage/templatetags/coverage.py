"""Drawing two texts with the passages that they share."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from jembatan.chain.coverage.marking import Piece, passage_html

register = template.Library()


@register.filter
def passages(pieces: Sequence[Piece], side: str = "article") -> SafeString:
    """Pieces with numbered marks. On the side "release" what the article left out is set apart."""
    is_release = side == "release"
    return passage_html(pieces, changed="del" if is_release else "ins", grey_rest=is_release)
