"""Rupiah and tax: as written, as read, to the last rupiah."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from jembatan.desks.partners.forms.fields import PercentField, RupiahField
from jembatan.desks.partners.money import rupiah, tax_on


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal(0), "Rp0"),
        (Decimal(999), "Rp999"),
        (1_250_000, "Rp1.250.000"),
        (Decimal("1250000.50"), "Rp1.250.000,50"),
        (Decimal("-7500"), "-Rp7.500"),
        (Decimal("0.005"), "Rp0,01"),
        (None, ""),
    ],
)
def test_rupiah_as_people_write_it(amount: Decimal | int | None, text: str) -> None:
    assert rupiah(amount) == text


@given(st.decimals(min_value=0, max_value=99_999_999_999_999, places=2))
def test_what_is_written_is_read_back(amount: Decimal) -> None:
    assert RupiahField().clean(rupiah(amount)) == amount


@pytest.mark.parametrize(
    "text", ["1,250,000", "1.25", "12.3456", "seribu", "-5", "1e6", "1.000.00", "１２", "1.000,123"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        RupiahField().clean(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("Rp 1.250.000", 1_250_000), ("rp1250000", 1_250_000), ("1.250.000,-", 1_250_000), ("2500,5", Decimal("2500.5"))],
)
def test_several_writings_of_an_amount(text: str, amount: Decimal | int) -> None:
    assert RupiahField().clean(text) == amount


@pytest.mark.parametrize(("text", "amount"), [("11", 11), ("1,5", Decimal("1.5")), ("100%", 100), ("", 0)])
def test_per_cent_is_read(text: str, amount: Decimal | int) -> None:
    assert PercentField(required=False).clean(text) == amount


@pytest.mark.parametrize("text", ["101", "-1", "sebelas", "1.234"])
def test_what_is_no_per_cent_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        PercentField().clean(text)


@given(st.integers(0, 10**12), st.decimals(0, 100, places=2))
def test_tax_is_whole_rupiah_within_half_of_one(price: int, percent: Decimal) -> None:
    tax = tax_on(Decimal(price), percent)
    assert tax == tax.to_integral_value()
    assert abs(tax - Decimal(price) * percent / 100) <= Decimal("0.5")


def test_half_a_rupiah_goes_up() -> None:
    assert tax_on(Decimal(150), Decimal(11)) == 17  # 16.5
