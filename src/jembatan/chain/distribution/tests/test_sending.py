"""Letters over a real SMTP line: taken, refused, put off, stalled, dropped; and what each leaves in the ledger."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection

from jembatan.chain.distribution import tasks
from jembatan.chain.distribution.actions import retry_delivery, retry_held
from jembatan.chain.distribution.models import Delivery
from jembatan.chain.distribution.tests.making import (
    dispatched,
    intent_state,
    kinds,
    one_delivery,
    send_due,
    send_later,
    sender,
)
from jembatan.chain.distribution.tests.post_office import PostOffice, refuse_everybody
from jembatan.chain.releases.actions import retract_version
from jembatan.chain.releases.tests.making import TITLE, clearer, published
from jembatan.foundation.refusal import Refused
from tests.world import World

BODY = (
    "<h2>Pokok hasil</h2><p>Rapat kerja dibuka Rabu (25/4) — “satu pintu” informasi.</p>"
    "<p>.Baris ini dimulai dengan titik.</p><ul><li>satu</li><li>dua &amp; tiga</li></ul>"
)


def test_a_letter_arrives_whole(world: World, post_office: PostOffice) -> None:
    dispatched(world, 1, published(world, body=BODY))
    delivery = send_due()
    [(envelope_from, recipient, mail)] = post_office.letters
    assert (delivery.state, kinds(delivery)) == ("sent", ["queued", "handing", "sent"])
    assert recipient == "k00@pos.example"
    assert envelope_from == "siaran-pers@surat.example"
    assert mail["Message-ID"] == delivery.message_id == f"<{delivery.pk}@surat.example>"
    assert mail["From"].addresses[0].addr_spec == "siaran-pers@surat.example"
    assert mail["From"].addresses[0].display_name == world.ntt.name
    assert mail["Reply-To"].addresses[0].addr_spec == world.ntt.email
    assert mail["To"].addresses[0].addr_spec == "k00@pos.example"
    assert mail["Subject"] == f"Siaran pers: {TITLE}"
    assert abs((parsedate_to_datetime(mail["Date"]) - delivery.dispatch.created_at).total_seconds()) < 1
    assert "Auto-Submitted" not in mail
    assert post_office.greeted == ["surat.example"]


def test_both_parts_say_the_same(world: World, post_office: PostOffice) -> None:
    dispatch = dispatched(world, 1, published(world, body=BODY))
    send_due()
    mail = post_office.letters[0][2]
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = (part.get_content() for part in mail.iter_parts())
    for text in ("“satu pintu” informasi", TITLE, f"/rilis/{dispatch.version.release_id}/", world.ntt.email):
        assert text in plain
        assert text in html
    assert "\n.Baris ini dimulai dengan titik." in plain
    assert "dua & tiga" in plain
    assert "dua &amp; tiga" in html
    assert "<h2 style=" in html
    assert "<script" not in html


def test_every_line_of_the_letter_fits(world: World, post_office: PostOffice) -> None:
    """998 bytes a line is the limit of the line protocol (RFC 5321, 4.5.3.1.6)."""
    dispatched(world, 1, published(world, body=f"<p>{'panjang sekali ' * 400}</p>"))
    send_due()
    mail = post_office.letters[0][2]
    assert "panjang sekali " * 400 in re.sub(r"\s+", " ", mail.get_body(("plain",)).get_content()) + " "
    assert max(map(len, mail.as_bytes().split(b"\n"))) < 998


def test_a_refused_recipient_fails_with_the_servers_words(world: World, post_office: PostOffice) -> None:
    post_office.at_rcpt = lambda address, _n: "550 5.1.1 No such user here" if address == "k01@pos.example" else None
    dispatch = dispatched(world, 3)
    send_due()
    states = dict(dispatch.deliveries.values_list("address", "state"))
    assert states == {"k00@pos.example": "sent", "k01@pos.example": "failed", "k02@pos.example": "sent"}
    failed = dispatch.deliveries.get(state="failed")
    assert failed.reason == "550 5.1.1 No such user here"
    assert kinds(failed) == ["queued", "failed"]
    assert send_later().state in {"sent", "failed"}
    assert len(post_office.letters) == 2


def test_a_refused_text_fails(world: World, post_office: PostOffice) -> None:
    post_office.at_data = lambda _a, _n: "554 5.7.1 looks like spam"
    one_delivery(world)
    delivery = send_due()
    assert (delivery.state, delivery.reason) == ("failed", "554 5.7.1 looks like spam")
    assert kinds(delivery) == ["queued", "handing", "failed"]


@pytest.mark.parametrize("answer", ["451 4.7.1 Greylisted, come back later", "421 4.3.2 shutting down"])
def test_put_off_then_taken(world: World, post_office: PostOffice, answer: str) -> None:
    post_office.at_rcpt = lambda _a, times: answer if times < 3 else None
    one_delivery(world)
    delivery = send_due()
    assert (delivery.state, delivery.is_held) == ("queued", False)
    assert answer in delivery.reason
    send_later(2)
    delivery = send_later(6)
    assert (delivery.state, delivery.reason) == ("sent", "")
    assert kinds(delivery) == ["queued", "deferred", "handing", "sent"], "the same reason twice is one fact"
    assert len(post_office.letters) == 1


def test_a_text_put_off_after_data_is_not_unknown(world: World, post_office: PostOffice) -> None:
    post_office.at_data = lambda _a, times: "452 4.3.1 no space" if times == 1 else None
    one_delivery(world)
    send_due()
    delivery = send_later()
    assert kinds(delivery) == ["queued", "handing", "deferred", "handing", "sent"]


def test_a_stalling_server_is_left_and_tried_again(world: World, post_office: PostOffice, settings: object) -> None:
    settings.SMTP_TIMEOUT_SECONDS = 0.3
    post_office.stall = 1.5
    one_delivery(world)
    delivery = send_due()
    assert (delivery.state, delivery.is_held, kinds(delivery)) == ("queued", False, ["queued", "deferred"])
    post_office.stall = 0
    assert send_later().state == "sent"


def test_no_server_at_all_is_tried_again(world: World, settings: object) -> None:
    with PostOffice() as office:
        settings.SMTP_URL = office.url
    one_delivery(world)
    delivery = send_due()
    assert (delivery.state, delivery.is_held, kinds(delivery)) == ("queued", False, ["queued", "deferred"])


def test_dropped_before_the_text_is_no_doubt(world: World, post_office: PostOffice) -> None:
    post_office.at_rcpt = lambda _a, times: "drop" if times == 1 else None
    one_delivery(world)
    assert kinds(send_due()) == ["queued", "deferred"]
    assert send_later().state == "sent"
    assert len(post_office.letters) == 1


@pytest.mark.parametrize("taken", [True, False], ids=["and taken", "and not taken"])
def test_dropped_after_the_text_is_counted_and_named(world: World, post_office: PostOffice, taken: bool) -> None:
    def drop_once(_address: str, times: int) -> str | None:
        return "drop" if times == 1 else None

    if taken:
        post_office.at_end = drop_once
    else:
        post_office.at_data = drop_once
    one_delivery(world)
    delivery = send_due()
    assert delivery.state == "queued"
    assert kinds(delivery) == ["queued", "handing", "unknown"]
    delivery = send_later()
    assert kinds(delivery) == ["queued", "handing", "unknown", "handing", "sent"]
    assert len(post_office.letters) == (2 if taken else 1)
    assert {mail["Message-ID"] for _s, _r, mail in post_office.letters} == {delivery.message_id}
    assert len({mail.as_bytes() for _s, _r, mail in post_office.letters}) == 1


def test_a_wrong_password_is_not_the_contacts_fault(world: World, settings: object) -> None:
    with PostOffice(authenticator=refuse_everybody, auth_require_tls=False, auth_required=True) as office:
        settings.SMTP_URL = f"smtp://humas:s3cret-w0rd@127.0.0.1:{office.port}"
        dispatch = dispatched(world, 2)
        delivery = send_due()
        assert (delivery.state, delivery.is_held, intent_state()) == ("queued", True, "dead")
        assert kinds(delivery) == ["queued", "held"]
        assert "535" in delivery.reason
        assert "s3cret-w0rd" not in delivery.reason
        assert office.letters == []
    with PostOffice() as office:
        settings.SMTP_URL = office.url
        assert retry_held(viewer=sender(world), dispatch=dispatch) == 2
        assert not Delivery.objects.filter(is_held=True).exists()
        send_due()
        assert len(office.letters) == 2
    assert set(dispatch.deliveries.values_list("state", "is_held")) == {("sent", False)}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "belum diatur"),
        ("http://mail.example", "tidak dapat dibaca"),
        ("smtp://127.0.0.1:99999", "tidak dapat dibaca"),
        ("smtp://humas:rahasia@mail.example", "tanpa TLS"),
    ],
)
def test_a_faulty_setting_holds_and_says_so(world: World, settings: object, url: str, words: str, monkeypatch) -> None:
    with PostOffice() as office:
        if "mail.example" in url and url.startswith("smtp"):
            monkeypatch.setattr("smtplib.SMTP._get_socket", _socket_to(office.port))
        settings.SMTP_URL = url
        one_delivery(world)
        delivery = send_due()
    assert (delivery.state, delivery.is_held) == ("queued", True)
    assert words in delivery.reason
    assert "rahasia" not in delivery.reason


def _socket_to(port: int):
    import socket

    return lambda _self, _host, _port, timeout: socket.create_connection(("127.0.0.1", port), timeout)


@pytest.mark.parametrize("answer", ["554 5.7.1 Relay access denied", "530 5.7.0 Authentication required"])
def test_a_refusal_that_speaks_of_us_holds(world: World, post_office: PostOffice, answer: str) -> None:
    post_office.at_rcpt = lambda _a, _n: answer
    one_delivery(world)
    delivery = send_due()
    assert (delivery.state, delivery.is_held) == ("queued", True)


def test_a_server_that_must_offer_starttls_and_does_not(world: World, post_office: PostOffice, settings) -> None:
    settings.SMTP_URL = f"{post_office.url}?starttls=1"
    one_delivery(world)
    delivery = send_due()
    assert delivery.is_held
    assert "STARTTLS" in delivery.reason
    assert post_office.letters == []


def test_a_failed_one_goes_to_the_mended_address(world: World, post_office: PostOffice) -> None:
    post_office.at_rcpt = lambda address, _n: "550 unknown" if address == "k00@pos.example" else None
    one_delivery(world)
    delivery = send_due()
    before = delivery.message_id
    delivery.contact.email = "benar@pos.example"
    delivery.contact.save()
    retry_delivery(viewer=sender(world), delivery=delivery)
    delivery = send_due()
    assert (delivery.state, delivery.address, delivery.message_id) == ("sent", "benar@pos.example", before)
    assert kinds(delivery) == ["queued", "failed", "queued", "handing", "sent"]
    with pytest.raises(Refused):
        retry_delivery(viewer=sender(world), delivery=delivery)


def test_a_retracted_release_stops_in_the_queue(world: World, post_office: PostOffice) -> None:
    delivery = one_delivery(world)
    retract_version(viewer=clearer(world), version=delivery.version, reason="Angka keliru")
    delivery = send_due()
    assert (delivery.state, post_office.letters) == ("failed", [])
    assert "dicabut" in delivery.reason
    with pytest.raises(Refused):
        retry_delivery(viewer=sender(world), delivery=delivery)


def test_a_superseded_version_stops_in_the_queue(world: World, post_office: PostOffice) -> None:
    delivery = one_delivery(world)
    published(world, delivery.version.release, body="<p>Teks yang dibetulkan seluruhnya.</p>")
    assert send_due().state == "failed"
    assert post_office.letters == []


def test_a_contact_put_to_rest_gets_nothing_more(world: World, post_office: PostOffice) -> None:
    delivery = one_delivery(world)
    delivery.contact.is_active = False
    delivery.contact.save()
    assert send_due().state == "failed"
    assert post_office.letters == []


def test_nothing_is_sent_inside_a_transaction(world: World, post_office: PostOffice, monkeypatch) -> None:
    depths: list[int] = []
    real = tasks.hand_over

    def watched(*arguments: object, **options: object) -> str:
        depths.append(len(connection.savepoint_ids))
        return real(*arguments, **options)

    monkeypatch.setattr(tasks, "hand_over", watched)
    one_delivery(world)
    base = len(connection.savepoint_ids)
    send_due()
    assert depths == [base]
