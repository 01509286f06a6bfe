"""Domains and telephone numbers: one written form for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.foundation.directory.addresses import clean_domain, clean_phone, domains_to_try
from jembatan.foundation.refusal import Refused


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("0062 812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("'081234567890", "+6281234567890"),
        ("(0380) 821 123", "+62380821123"),
        ("+670 7712 3456", "+67077123456"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_numbers(typed: str, number: str) -> None:
    assert clean_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["abc", "0812", "8.12346E+11", "8,12E+11", "+", "0812 3456 7890 ext 2", "+0812345678", "1" * 16, "٠٨١٢٣٤٥٦٧٨٩٠"],
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(Refused):
        clean_phone(typed)


@given(st.from_regex(r"(\+62|62|0)8[1-9][0-9]{7,9}", fullmatch=True), st.sampled_from(["", " ", "-", "."]))
def test_a_number_stays_what_it_is_however_it_is_written(number: str, mark: str) -> None:
    clean = clean_phone(mark.join(number) if number[0] != "+" else "+" + mark.join(number[1:]))
    assert clean.startswith("+628")
    assert clean_phone(clean) == clean


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("https://www.Kabar-Pulau.example/berita/1?x=1", "kabar-pulau.example"),
        ("m.kabar.example", "kabar.example"),
        ("www.m.kabar.co.id", "kabar.co.id"),
        ("kupang.kabar.example:8080", "kupang.kabar.example"),
        ("kabarpulau.blogspot.com", "kabarpulau.blogspot.com"),
        ("", ""),
    ],
)
def test_domains(typed: str, domain: str) -> None:
    assert clean_domain(typed) == domain


@pytest.mark.parametrize(
    "typed",
    [
        "kabar",
        "co.id",
        "www.co.id",
        "https://blogspot.com/a",
        "127.0.0.1",
        "http://[::1]/",
        "a b.example",
        "-a.example",
        "http://",
        "kabar..example",
    ],
)
def test_what_is_no_domain(typed: str) -> None:
    with pytest.raises(Refused):
        clean_domain(typed)


def test_the_narrowest_name_comes_first_and_shared_ones_never() -> None:
    assert domains_to_try("https://m.kupang.kabar.co.id/a") == ["kupang.kabar.co.id", "kabar.co.id"]
    assert domains_to_try("https://satu.blogspot.com/") == ["satu.blogspot.com"]
    assert domains_to_try("") == domains_to_try("http://[") == domains_to_try("localhost") == []
