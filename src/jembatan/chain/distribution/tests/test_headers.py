"""Whatever a name or an address holds, the head of a letter stays in its bounds."""

from __future__ import annotations

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.distribution.headers import ascii_domain, named
from jembatan.chain.distribution.outcomes import SetupFault
from jembatan.chain.distribution.sending import _stuffed
from jembatan.chain.distribution.servers import server_from


def parsed(field: str) -> email.message.EmailMessage:
    text = f"To: {field}\r\nSubject: x\r\n\r\nbody"
    return email.message_from_bytes(text.encode(), policy=email.policy.default)


@given(name=st.text(max_size=200))
def test_any_name_gives_one_line_and_one_address(name: str) -> None:
    field = named(name, "ani@pos.example")
    assert "\r" not in field
    assert "\n" not in field
    assert field.isascii()
    mail = parsed(field)
    assert mail.keys() == ["To", "Subject"]
    assert [one.addr_spec for one in mail["To"].addresses] == ["ani@pos.example"]


@pytest.mark.parametrize(
    "name",
    ['Nusa, Desk "Daerah"', "Redaksi <palsu@jahat.example>", "Maria Dua Bura ö ñ 汉字", "A; B: C (D)", "=?utf-8?q?x?="],
)
def test_names_arrive_as_they_were(name: str) -> None:
    assert parsed(named(name, "ani@pos.example"))["To"].addresses[0].display_name == name


def test_a_name_cannot_add_a_field() -> None:
    field = named("Ani\r\nBcc: semua@jahat.example", "ani@pos.example\r\nBcc: x@y.example")
    assert "\n" not in field
    assert parsed(field).keys() == ["To", "Subject"]


def test_a_foreign_domain_travels_in_ascii() -> None:
    assert ascii_domain("desk@münchen.example") == "desk@xn--mnchen-3ya.example"


@given(text=st.text(alphabet="ab.\r\n", max_size=60))
def test_dots_are_doubled_and_the_end_is_alone(text: str) -> None:
    letter = text.replace("\r", "").replace("\n", "\r\n").encode()
    sent = _stuffed(letter)
    assert sent.endswith(b"\r\n.\r\n") or sent == b".\r\n"
    lines = sent.split(b"\r\n")[:-2]
    back = b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines)
    assert back.rstrip(b"\r\n") == letter.rstrip(b"\r\n")
    assert b"." not in lines


def test_the_address_of_the_server() -> None:
    server = server_from("smtps://humas%40ntt.example:p%3Aw@mail.example?from=pers@ntt.example")
    assert (server.host, server.port, server.is_tls) == ("mail.example", 465, True)
    assert (server.user, server.password, server.sender) == ("humas@ntt.example", "p:w", "pers@ntt.example")
    assert "p:w" not in repr(server)
    assert server_from("smtp://mail.example:587?starttls=1").starttls
    for wrong in ("", "   ", "mail.example", "ftp://mail.example", "smtp://", "smtp://h:port"):
        with pytest.raises(SetupFault):
            server_from(wrong)
