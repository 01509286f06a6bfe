"""One page, one key; and no inner address by any disguise."""

import ipaddress

import pytest

from jembatan.chain.coverage.addresses import canonical_key, checked_addresses, clean_address, is_public, text_key
from jembatan.foundation.refusal import Refused


@pytest.mark.parametrize(
    "other",
    [
        "http://www.pos-x.example/ntt/raker-humas/",
        "https://m.pos-x.example/ntt/raker-humas?utm_source=wa&fbclid=9",
        "https://pos-x.example/ntt/raker-humas#komentar",
        "pos-x.example/ntt/raker-humas",
        "https://amp.pos-x.example/ntt/raker-humas/amp/",
        "  HTTPS://Pos-X.example/ntt/raker-humas?amp=1 ",
    ],
)
def test_many_addresses_of_one_page_have_one_key(other: str) -> None:
    assert canonical_key(other) == canonical_key("https://pos-x.example/ntt/raker-humas")


def test_different_pages_keep_different_keys() -> None:
    keys = {
        canonical_key(address)
        for address in (
            "https://pos-x.example/?p=12",
            "https://pos-x.example/?p=13",
            "https://pos-x.example/ntt",
            "https://pos-y.example/ntt",
        )
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bukan alamat",
        "ftp://pos-x.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user:pw@pos-x.example/",
        "https://pos-x.example:22/",
        "https://pos-x.example:99999/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "http://db.internal/",
        "https://pos-x.example/" + "a" * 600,
    ],
)
def test_what_is_no_article_address_is_refused_with_a_reason(address: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_address(address)
    assert refused.value.reasons[0].strip()


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:0001::",
        "2002:0a00:0001::1",
        "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "::127.0.0.1",
        "ff02::1",
    ],
)
def test_inner_numbers_are_not_public(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_numbers_are_public(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1"])
def test_names_and_odd_spellings_of_inner_addresses_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        checked_addresses(host, 80)


def test_one_inner_answer_among_public_ones_refuses_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("jembatan.chain.coverage.addresses.socket.getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(Refused):
        checked_addresses("rebind.example", 80)


def test_a_pasted_text_is_known_again_whatever_its_spaces() -> None:
    assert text_key("Raker  humas\nse-NTT") == text_key("raker humas se-ntt ")
    assert text_key("Raker humas") != text_key("Raker humas!")
