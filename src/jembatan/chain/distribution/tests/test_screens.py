"""The screens of sending, through HTTP."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jembatan.chain.distribution import whatsapp
from jembatan.chain.distribution.models import Delivery, Dispatch
from jembatan.chain.distribution.panels import release_deliveries
from jembatan.chain.distribution.tests.making import contact, contact_list, dispatched, send_due
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.chain.releases.tests.making import TITLE, drafted, published
from jembatan.foundation.viewer import Role
from tests.world import World


def test_choosing_checking_and_sending(world: World) -> None:
    version = published(world)
    chosen = contact_list(world.ntt, [contact(world.ntt, "Ani"), contact(world.ntt, "Citra Sunyi", "")])
    client = world.client(world.ntt, Role.EDITOR)
    url = reverse("dispatch_new", args=[version.release_id])
    empty = client.get(url).content.decode()
    assert "Media Kupang (2)" in empty
    assert f"Siaran pers: {TITLE}" in empty, "the letter can be read before anybody is chosen"
    page = client.get(url, {"lists": str(chosen.pk), "note": "Mohon dimuat"}).content.decode()
    for words in ("Kirim ke 1 kontak", "Ani", "Citra Sunyi", "Tidak punya alamat surel", "Mohon dimuat"):
        assert words in page
    assert not Dispatch.objects.exists()
    sent = client.post(url, {"lists": str(chosen.pk), "note": "Mohon dimuat", "seen": "1"})
    dispatch = Dispatch.objects.get()
    assert sent.url == reverse("dispatch_detail", args=[dispatch.pk])
    page = client.get(sent.url).content.decode()
    assert "hx-trigger" in page
    assert "0 dari 1" in page


def test_a_refusal_is_shown_and_sends_nothing(world: World) -> None:
    version = published(world)
    foreign = contact_list(world.kupang, [contact(world.kupang, "Budi")], "Rahasia Kupang")
    client = world.client(world.ntt, Role.EDITOR)
    url = reverse("dispatch_new", args=[version.release_id])
    assert "Rahasia Kupang" not in client.get(url).content.decode()
    assert client.post(url, {"lists": str(foreign.pk)}).status_code == 409
    assert client.post(url, {"lists": "x"}).status_code == 409
    assert client.post(url, {}).status_code == 409
    assert not Dispatch.objects.exists()


def test_the_ledger_is_the_units_own(world: World, post_office: PostOffice) -> None:
    dispatch = dispatched(world, 2)
    post_office.at_rcpt = lambda address, _n: "550 no such user" if address.startswith("k01") else None
    send_due()
    failed = dispatch.deliveries.get(state="failed")
    page, ledger = reverse("delivery_list"), reverse("dispatch_detail", args=[dispatch.pk])
    for role in (Role.EDITOR, Role.AUDITOR, Role.CONTRIBUTOR):
        text = world.client(world.ntt, role).get(page).content.decode()
        assert "k00@pos.example" in text
        assert "550 no such user" in text
        assert (reverse("delivery_retry", args=[failed.pk]) in text) == (role == Role.EDITOR)
    stranger = world.client(world.kupang, Role.EDITOR)
    assert "pos.example" not in stranger.get(page).content.decode()
    assert stranger.get(ledger).status_code == 404
    assert stranger.post(reverse("delivery_retry", args=[failed.pk])).status_code == 404
    assert stranger.post(reverse("dispatch_retry", args=[dispatch.pk])).status_code == 404
    assert world.client(None).get(ledger).status_code == 302


def test_filters_and_retry(world: World, post_office: PostOffice) -> None:
    dispatched(world, 2)
    post_office.at_rcpt = lambda address, times: "550 no" if address.startswith("k01") and times == 1 else None
    send_due()
    client = world.client(world.ntt, Role.EDITOR)
    text = client.get(reverse("delivery_list"), {"keadaan": "failed"}).content.decode()
    assert "k01@pos.example" in text
    assert "k00@pos.example" not in text
    assert "k00@pos.example" in client.get(reverse("delivery_list"), {"kata": "kontak 00"}).content.decode()
    failed = Delivery.objects.get(state="failed")
    answer = client.post(reverse("delivery_retry", args=[failed.pk]), {"next": "https://jahat.example/"})
    assert answer.url == reverse("dispatch_detail", args=[failed.dispatch_id])
    send_due()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert client.get(reverse("delivery_retry", args=[failed.pk])).status_code == 405
    fragment = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in fragment
    assert "<html" not in fragment
    assert "2 dari 2" in fragment


def test_whatsapp(world: World) -> None:
    body = "".join(f"<p>Paragraf ke-{n} {'kata ' * 60}</p>" for n in range(6))
    version = published(world, body=body)
    client = world.client(world.kupang, Role.CONTRIBUTOR)
    url = reverse("release_whatsapp", args=[version.release_id])
    short, whole = client.get(url).content.decode(), client.get(url, {"isi": "lengkap"}).content.decode()
    for text in (short, whole):
        assert f"*{TITLE}*" in text
        assert f"/rilis/{version.release_id}/" in text
        assert "data-copy-target" in text
    assert "Paragraf ke-5" in whole
    assert "Paragraf ke-5" not in short
    assert "wa.me" in short


def test_whatsapp_of_what_is_not_public(world: World) -> None:
    release = drafted(world)
    url = reverse("release_whatsapp", args=[release.pk])
    assert world.client(world.kupang, Role.EDITOR).get(url).status_code == 404
    own = world.client(world.ntt, Role.EDITOR).get(url)
    assert own.status_code == 200
    assert "wa.me" not in own.content.decode()


def test_the_opening_is_whole_paragraphs() -> None:
    text = "\n\n".join(["a" * 300, "b" * 300, "c" * 300])
    assert whatsapp.opening(text) == "\n\n".join(["a" * 300, "b" * 300])
    assert whatsapp.opening("pendek") == "pendek"
    assert whatsapp.share_link("x" * 5000) == ""


def test_the_panel_on_the_release(world: World) -> None:
    dispatch = dispatched(world, 3)
    release = dispatch.version.release
    own = release_deliveries(world.viewer(world.ntt, Role.EDITOR), release)
    assert (own.context["counts"].total, own.context["may_send"]) == (3, True)
    other = release_deliveries(world.viewer(world.kupang, Role.EDITOR), release)
    assert (other.context["counts"].total, other.context["may_send"], other.context["dispatches"]) == (0, False, [])
    assert release_deliveries(world.viewer(world.ntt, Role.EDITOR), drafted(world)) is None


@pytest.mark.parametrize("name", ["delivery_list"])
def test_an_empty_ledger_says_how_to_begin(world: World, name: str) -> None:
    assert "Belum ada surat" in world.client(world.ntt, Role.EDITOR).get(reverse(name)).content.decode()
