"""Money and per cent as people write them here: 1.250.000 or 1250000, 1,5 or 1.5."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.desks.partners.money import percent_text, rupiah

_MONEY = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,14})(?:,\d{1,2})?", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?", re.ASCII)


class RupiahField(forms.CharField):
    """An amount of rupiah as Decimal; None where it is left empty and may be."""

    default_error_messages = {"amount": _("Tulis jumlah rupiah, misalnya 1.250.000.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=30, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A Decimal as it is typed, without "Rp"."""
        return rupiah(value).removeprefix("Rp") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for what is no amount."""
        text = str(super().clean(value) or "").replace(" ", "").replace("\u00a0", "")
        text = re.sub(r"^rp\.?", "", text, flags=re.IGNORECASE)
        text = re.sub(r",-$", "", text)
        if not text:
            return None
        if not _MONEY.fullmatch(text):
            raise forms.ValidationError(self.error_messages["amount"], code="amount")
        return Decimal(text.replace(".", "").replace(",", "."))


class PercentField(forms.CharField):
    """Per cent from 0 to 100 as Decimal, with at most two places; 0 where it is left empty."""

    default_error_messages = {"percent": _("Tulis persen dari 0 sampai 100, misalnya 11 atau 1,5.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=8, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A Decimal without idle noughts, with a comma."""
        if not isinstance(value, Decimal):
            return value
        return percent_text(value)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for what is no per cent."""
        text = str(super().clean(value) or "").replace(" ", "").removesuffix("%")
        if not text:
            return Decimal(0)
        if not _PERCENT.fullmatch(text) or (number := Decimal(text.replace(",", "."))) > 100:
            raise forms.ValidationError(self.error_messages["percent"], code="percent")
        return number
