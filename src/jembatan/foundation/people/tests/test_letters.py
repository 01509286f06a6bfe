"""Letters to accounts, through a real SMTP server on loopback; and what is said where none can be sent."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.people import actions
from jembatan.foundation.people.commands import people
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Role
from tests.world import World


class Mailbox:
    def __init__(self, answer: str = "250 OK") -> None:
        self.letters, self.answer = [], answer

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def mailbox(settings):
    cache.clear()
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    yield box
    controller.stop()


def invite(world: World, language: str = "id") -> actions.Invitation:
    return actions.invite_member(
        viewer=world.viewer(world.ntt, Role.UNIT_ADMINISTRATOR), unit=world.ntt, email="baru@x.example",
        full_name="Baru", roles=[Role.EDITOR], language=language,
    )  # fmt: skip


def test_an_invitation_is_mailed_and_its_link_stands_nowhere(world: World, mailbox: Mailbox) -> None:
    invite(world)
    intent = Intent.objects.get(kind=actions.LETTER)
    assert "key" not in str(intent.payload)
    drain([actions.LETTER])
    letter = mailbox.letters[0]
    assert letter["To"] == "baru@x.example"
    assert str(intent.pk) in letter["Message-ID"]
    text = letter.get_content()
    assert world.ntt.name in text
    assert "/akun/password/reset/key/" in text


def test_a_server_that_refuses_for_good_leaves_a_dead_letter(world: World, mailbox: Mailbox) -> None:
    mailbox.answer = "554 tidak diterima"
    invite(world)
    drain([actions.LETTER])
    intent = Intent.objects.get(kind=actions.LETTER)
    assert intent.state == Intent.State.DEAD
    assert "554" in intent.last_error


def test_a_server_that_is_busy_is_asked_again(world: World, mailbox: Mailbox) -> None:
    mailbox.answer = "451 nanti"
    invite(world)
    drain([actions.LETTER])
    assert Intent.objects.get(kind=actions.LETTER).state == Intent.State.WAITING


def test_a_forgotten_password_and_an_unknown_address_look_the_same(world: World, mailbox: Mailbox) -> None:
    user = world.user(world.ntt, Role.EDITOR)
    known = Client().post(reverse("account_reset_password"), {"email": user.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "tidak-ada@x.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    drain([actions.LETTER])
    assert [letter["To"] for letter in mailbox.letters] == [user.email]


def test_a_closed_account_gets_no_letter(world: World, mailbox: Mailbox) -> None:
    user = invite(world).user
    User.objects.filter(pk=user.pk).update(is_active=False)
    drain([actions.LETTER])
    assert mailbox.letters == []
    assert Intent.objects.get(kind=actions.LETTER).state == Intent.State.DONE


def test_without_smtp_it_is_said_that_no_letter_comes(world: World, settings) -> None:
    cache.clear()
    settings.SMTP_URL = ""
    user = world.user(world.ntt, Role.EDITOR)
    page = Client().post(reverse("account_reset_password"), {"email": user.email}, follow=True).content.decode()
    assert "belum dapat mengirim surel" in page
    assert not Intent.objects.filter(kind=actions.LETTER).exists()


def test_the_commands_bring_the_first_administrator_and_a_way_back(world: World) -> None:
    arguments = ["invite", "kepala@x.example", "--unit", world.kupang.slug, "--name", "Kepala"]
    result = CliRunner().invoke(people, arguments)
    assert result.exit_code == 0, result.output
    assert "/akun/password/reset/key/" in result.output
    assert User.objects.get(email="kepala@x.example").memberships.get().role == Role.UNIT_ADMINISTRATOR
    assert "/akun/password/reset/key/" in CliRunner().invoke(people, ["link", "KEPALA@x.example"]).output
    for wrong in (
        ["invite", "a@x.example", "--unit", "tidak-ada", "--name", "A"],
        ["invite", "bukan", "--unit", world.kupang.slug, "--name", "A"],
        ["link", "tidak-ada@x.example"],
    ):
        assert CliRunner().invoke(people, wrong).exit_code == 1
