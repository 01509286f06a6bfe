"""The screen of the queue and its retry button."""

import pytest
from django.db import transaction
from django.urls import reverse

from jembatan.foundation.intents import actions, leasing, outcomes
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import Role
from tests.world import World

KIND = "tests.send"


@pytest.fixture
def dead(world: World, monkeypatch: pytest.MonkeyPatch) -> Intent:
    monkeypatch.setitem(handlers.words, KIND, "Mengirim siaran pers")
    with transaction.atomic():
        intent = actions.request(kind=KIND, key="surat 1", payload={}, unit_id=world.ntt.pk)
    (lease,) = leasing.claim([KIND], 1)
    outcomes.fail(lease, "Alamat <tidak> ada", permanent=True)
    intent.refresh_from_db()
    return intent


def test_dead_letters_are_shown_first_with_their_reason(world: World, dead: Intent) -> None:
    page = world.client(world.ntt, Role.CONTRIBUTOR).get(reverse("intent_list"))
    text = page.content.decode()
    assert "Alamat &lt;tidak&gt; ada" in text
    assert "Mengirim siaran pers" in text
    assert reverse("intent_retry", args=[dead.pk]) in text
    assert [tab.count for tab in page.context["tabs"]] == [1, 0, 0, 0, 0]


def test_the_button_calls_it_back(world: World, dead: Intent) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    reply = client.post(reverse("intent_retry", args=[dead.pk]), {"next": "https://luar.example/"})
    assert reply.url == reverse("intent_list")
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("waiting", 0)
    assert client.post(reverse("intent_retry", args=[dead.pk])).status_code == 403, "it waits already"


def test_the_auditor_reads_and_does_not_touch(world: World, dead: Intent) -> None:
    client = world.client(world.ntt, Role.AUDITOR)
    page = client.get(reverse("intent_list")).content.decode()
    assert "surat 1" in page
    assert reverse("intent_retry", args=[dead.pk]) not in page
    assert client.post(reverse("intent_retry", args=[dead.pk])).status_code == 403
    dead.refresh_from_db()
    assert dead.state == "dead"


@pytest.mark.parametrize("role", list(Role))
def test_another_unit_reaches_nothing(world: World, dead: Intent, role: Role) -> None:
    client = world.client(world.diskominfo, role)
    assert "surat 1" not in client.get(reverse("intent_list")).content.decode()
    assert client.post(reverse("intent_retry", args=[dead.pk])).status_code == 404


def test_what_belongs_to_no_unit_is_the_administrators(world: World) -> None:
    with transaction.atomic():
        actions.request(kind="coverage.trace", key="berita 1", payload={})
    address = reverse("intent_list") + "?keadaan=menunggu"
    assert "berita 1" in world.client(world.ntt, Role.UNIT_ADMINISTRATOR).get(address).content.decode()
    assert "berita 1" not in world.client(world.ntt, Role.BUREAU_HEAD).get(address).content.decode()
