"""Rupiah as people write them, and tax on them."""

from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(1)
CENT = Decimal("0.01")


def rupiah(amount: Decimal | int | None) -> str:
    """ "Rp1.250.000", with ",50" only where there are sen; "" for None. The same in every language: it is Indonesian money."""
    if amount is None:
        return ""
    value = Decimal(amount).quantize(CENT, ROUND_HALF_UP)
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, _, sen = f"{value:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}Rp{grouped}" + ("" if sen == "00" else f",{sen}")


def tax_on(price: Decimal, percent: Decimal) -> Decimal:
    """The tax on `price` in whole rupiah, half a rupiah rounded up."""
    return (price * percent / 100).quantize(WHOLE, ROUND_HALF_UP)


def percent_text(percent: Decimal) -> str:
    """A per cent without idle noughts and with the Indonesian comma, without the sign: 11, 1,5."""
    return f"{percent.normalize():f}".replace(".", ",")
