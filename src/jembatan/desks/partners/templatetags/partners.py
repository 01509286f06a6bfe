"""How money and the states of partners are shown. `{% load partners %}`."""

from decimal import Decimal

from django import template

from jembatan.desks.partners import money
from jembatan.desks.partners.display import KINDS

register = template.Library()


@register.filter
def rupiah(amount: Decimal | int | None) -> str:
    """Rp1.250.000."""
    return money.rupiah(amount)


@register.filter
def plain_percent(percent: Decimal | None) -> str:
    """11 or 1,5, without the sign."""
    return "" if percent is None else money.percent_text(percent)


@register.filter
def state_kind(state: str) -> str:
    """The kind of badge for a state of an accreditation, an agreement, a placement or a letter."""
    return KINDS.get(state, "neutral")
