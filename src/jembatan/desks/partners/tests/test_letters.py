"""Letters to outlets over a real SMTP line: the PDF arrives and is kept, faults are told, a second copy is the same."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.conf import settings as django_settings

from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.desks.partners import actions, paperwork
from jembatan.desks.partners.models import Letter, Placement
from jembatan.desks.partners.tests.making import in_force, officer, ordered, partner
from jembatan.foundation import clock
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.intents.worker import drain
from tests.world import World


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def attachment(mail: object) -> bytes:
    [part] = [part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf"]
    return part.get_payload(decode=True)


def sent(world: World) -> Placement:
    placement = ordered(world, in_force(world), title='Ucapan #import "x" & <b>Hari</b>')
    drain({actions.SEND})
    return placement


def test_an_order_arrives_with_its_letter_which_is_kept(world: World, post_office: PostOffice) -> None:
    placement = sent(world)
    [(sender, recipient, mail)] = post_office.letters
    letter = Letter.objects.get()
    assert (sender, recipient) == ("siaran-pers@surat.example", "redaksi@pos-x.example")
    assert (letter.state, letter.failure, letter.subject_id) == ("sent", "", placement.pk)
    assert mail["Message-ID"] == letter.message_id
    assert mail["Subject"] == f"Surat Pesanan {placement.order_number}"
    assert mail["Reply-To"].addresses[0].addr_spec == world.ntt.email
    pdf = attachment(mail)
    assert path_of(letter.file).read_bytes() == pdf
    text = text_of(pdf)
    for words in (placement.order_number, "Rp1.000.000", "PPN 11%", "Rp110.000", "Rp1.110.000", "Pos X", "Maria PPK"):
        assert words in text
    assert "Ucapan #import" in text, "what people write is printed, never run"


def test_what_arrived_leads_to_the_check_page(world: World, post_office: PostOffice) -> None:
    placement = sent(world)
    text = text_of(attachment(post_office.letters[0][2])).replace("\n", "")
    assert f"{django_settings.BASE_URL}/periksa/surat-pesanan/{placement.check_token}/" in text
    assert placement.hand_in_token not in text or paperwork.papers.hand_in is not None


def test_a_refused_recipient_fails_aloud_and_can_be_sent_again(world: World, post_office: PostOffice) -> None:
    post_office.at_rcpt = lambda _address, _times: "550 5.1.1 tidak ada"
    placement = sent(world)
    letter = Letter.objects.get()
    assert letter.state == "failed"
    assert "550" in letter.failure
    post_office.at_rcpt = lambda _address, _times: None
    medium = placement.agreement.partner
    medium.email = "baru@pos-x.example"
    medium.save()
    actions.send_order(viewer=officer(world), placement=placement)
    drain({actions.SEND})
    assert [recipient for _from, recipient, _mail in post_office.letters] == ["baru@pos-x.example"]


def test_a_busy_server_is_asked_again_with_the_same_letter(world: World, post_office: PostOffice) -> None:
    post_office.at_data = lambda _address, times: "451 nanti" if times == 1 else None
    sent(world)
    letter = Letter.objects.get()
    assert (letter.state, "451" in letter.failure) == ("queued", True)
    with clock.set_to(clock.now() + timedelta(hours=2)):
        drain({actions.SEND})
    letter.refresh_from_db()
    [(_sender, _recipient, mail)] = post_office.letters
    assert (letter.state, letter.failure, mail["Message-ID"]) == ("sent", "", letter.message_id)


def test_the_same_order_gives_the_same_bytes(world: World) -> None:
    placement = ordered(world, in_force(world))
    first = paperwork.order_pdf(placement)
    with clock.set_to(clock.now() + timedelta(days=3)):
        assert paperwork.order_pdf(Placement.objects.get(pk=placement.pk)) == first


def test_an_order_cancelled_before_it_went_is_not_sent_but_its_cancellation_is(
    world: World, post_office: PostOffice
) -> None:
    placement = ordered(world, in_force(world))
    actions.cancel_order(viewer=officer(world), placement=placement, reason="Acara ditunda ke bulan depan")
    drain({actions.SEND})
    [(_sender, _recipient, mail)] = post_office.letters
    assert mail["Subject"] == f"Pembatalan Surat Pesanan {placement.order_number}"
    assert "Acara ditunda ke bulan depan" in text_of(attachment(mail))
    states = {letter.paper: letter.state for letter in Letter.objects.all()}
    assert states == {"partners.order": "failed", "partners.cancellation": "sent"}


@pytest.mark.parametrize("email", ["redaksi@pos-x.example", ""])
def test_no_letter_is_queued_twice(world: World, email: str) -> None:
    placement = ordered(world, in_force(world, of=partner(email=email)))
    from jembatan.foundation.refusal import Refused

    with pytest.raises(Refused):
        actions.send_order(viewer=officer(world), placement=placement)
    assert Letter.objects.count() == bool(email)
