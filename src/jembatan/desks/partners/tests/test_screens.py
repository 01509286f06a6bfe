"""The screens: filters in the address, forms that keep what was typed, public pages that say no more than the paper."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.desks.partners import actions
from jembatan.desks.partners.models import Agreement, Letter, Partner, PartnerPaper, Placement
from jembatan.desks.partners.tests.making import bare, contracting_officer, draft, head, in_force, ordered, partner
from jembatan.desks.partners.tests.test_register import asks, certificate, event
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.viewer import Role
from tests.world import World


def client(world: World, role: Role = Role.BUREAU_HEAD) -> Client:
    return world.client(world.ntt, role)


def page(answer: object) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    "name", ["partner_list", "journalist_list", "agreement_list", "placement_list", "accreditation_list"]
)
def test_an_empty_list_says_what_would_stand_there(world: World, name: str) -> None:
    html = page(client(world).get(reverse(name)))
    assert "Belum ada" in html
    assert "j-empty" in html


def test_an_outlet_is_registered_with_its_papers_by_forms(world: World) -> None:
    browser, outlet = client(world), Outlet.objects.create(name="Pos Kupang Uji")
    data = {
        "outlet": outlet.pk,
        "legal_name": "PT Pos",
        "legal_form": "company",
        "reach": "120000",
        "email": "r@pos.example",
    }
    answer = browser.post(reverse("partner_new"), data, follow=True)
    medium = Partner.objects.get(outlet=outlet)
    assert "120.000" in page(answer)
    with path_of(certificate()).open("rb") as file:
        browser.post(
            reverse("partner_paper_new", args=[medium.pk]),
            {"kind": "business", "file": file, "valid_until": "2020-01-01"},
        )
    paper = PartnerPaper.objects.get()
    assert paper.file.media_type == "application/pdf"
    answer = browser.get(reverse("paper_file", args=[paper.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Tidak berlaku" in page(browser.get(reverse("partner_detail", args=[medium.pk])))


def test_a_wrong_file_is_told_at_its_field_and_nothing_typed_is_lost(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    medium = partner()
    upload = SimpleUploadedFile("akta.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    data = {"kind": "deed", "number": "AKTA-77", "file": upload}
    answer = client(world).post(reverse("partner_paper_new", args=[medium.pk]), data)
    assert answer.status_code == 422
    assert "AKTA-77" in page(answer)
    assert "Kirim PDF" in page(answer)
    assert not PartnerPaper.objects.exists()


def test_the_register_is_narrowed_by_the_address(world: World) -> None:
    partner("Pos Satu", press_council="factual", region=world.kupang.government)
    partner("Radio Dua")
    Outlet.objects.filter(name="Radio Dua").update(kind="radio")
    browser, url = client(world), reverse("partner_list")
    for query, shown in (
        ("?kata=satu", "Pos Satu"), ("?jenis=radio", "Radio Dua"), ("?dewan=factual", "Pos Satu"),
        (f"?wilayah={world.kupang.government_id}", "Pos Satu"),
    ):  # fmt: skip
        html = page(browser.get(url + query))
        other = ({"Pos Satu", "Radio Dua"} - {shown}).pop()
        assert shown in html
        assert f">{other}<" not in html
    for nonsense in ("?jenis=x&dewan=y&wilayah=z&berkas=w&hal=abc", "?kata=%00"):
        assert "Radio Dua" in page(browser.get(url + nonsense))
    assert "Tidak ada mitra yang cocok" in page(browser.get(url + "?kata=zzz"))


def test_an_agreement_is_made_and_ordered_from_by_forms_alone(world: World) -> None:
    browser, medium, today = client(world), partner(), clock.today(world.ntt.zone)
    data = {
        "partner": medium.pk, "number": "KS/9/2026", "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=90)).isoformat(), "budget": "5.000.000", "tax_name": "PPN",
        "tax_percent": "11", "payment_days": "30", "contracting_officer": contracting_officer(world).pk,
    }  # fmt: skip
    browser.post(reverse("agreement_new"), data)
    agreement = Agreement.objects.get(number="KS/9/2026")
    assert agreement.budget == Decimal(5_000_000)
    term = {"kind": "greeting", "price": "1.000.000", "days_to_publish": "2", "days_online": "30", "share": ""}
    browser.post(reverse("agreement_term_new", args=[agreement.pk]), term)
    browser.post(reverse("agreement_start", args=[agreement.pk]))
    html = page(browser.get(reverse("agreement_order", args=[agreement.pk])))
    assert "Sisa anggaran Rp5.000.000" in html
    chosen = agreement.terms.get()
    browser.post(reverse("agreement_order", args=[agreement.pk]), {"term": chosen.pk, "title": "Ucapan"})
    placement = Placement.objects.get()
    html = page(browser.get(reverse("placement_detail", args=[placement.pk])))
    assert "Rp1.110.000" in html
    assert "verifikasi Dewan Pers media ini belum tercatat" in html
    assert "Rp3.890.000" in page(browser.get(reverse("agreement_detail", args=[agreement.pk])))


def test_a_refused_order_tells_all_reasons_and_keeps_what_was_typed(world: World) -> None:
    agreement = in_force(world, budget=Decimal(5))
    term = agreement.terms.get(kind="advertorial")
    data = {"term": term.pk, "title": "", "note": "Catatan penting"}
    answer = client(world, Role.EDITOR).post(reverse("agreement_order", args=[agreement.pk]), data)
    html = page(answer)
    assert answer.status_code == 422
    for words in ("sisa anggaran", "Pilih siaran pers", "Isi judul", "Catatan penting"):
        assert words in html


def test_the_letter_is_a_pdf_and_a_stranger_gets_none(world: World) -> None:
    placement = ordered(world, in_force(world))
    url = reverse("placement_letter", args=[placement.pk])
    answer = client(world, Role.AUDITOR).get(url)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert world.client(world.kupang, Role.BUREAU_HEAD).get(url).status_code == 404


def test_an_order_is_cancelled_with_a_reason_only(world: World) -> None:
    placement = ordered(world, in_force(world))
    url = reverse("placement_cancel", args=[placement.pk])
    assert client(world).post(url, {"reason": ""}).status_code == 422
    assert "Dibatalkan" in page(client(world).post(url, {"reason": "Acara ditunda"}, follow=True))
    assert Letter.objects.filter(paper="partners.cancellation").count() == 1


def test_orders_are_narrowed_and_called_paid(world: World) -> None:
    agreement = in_force(world)
    bare(world, agreement, "late", "A/LATE")
    bare(world, agreement, "paid", "B/PAID")
    html = page(client(world).get(reverse("placement_list") + "?keadaan=late"))
    assert "LATE" in html
    assert "PAID" not in html
    assert "berbayar" in html


def test_a_badge_is_checked_by_anybody_and_says_no_more(world: World) -> None:
    row = asks(world, event(world, description="Catatan rahasia acara"), note="membawa kamera")
    url = reverse("accreditation_check", args=[row.token])
    assert Client().get(url).status_code == 404, "what is only asked for is no badge"
    row = actions.decide_accreditation(viewer=head(world), accreditation=row, act="grant")
    answer = Client().get(url)
    html = page(answer)
    assert "Kartu pers berlaku" in html
    for words in ("Rina Wartawati", "Pos X", "Panen raya"):
        assert words in html
    for words in ("rina@pos-x.example", "kamera", "rahasia", "pertanian", "penyunting@"):
        assert words not in html
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    with clock.set_to(clock.now() + timedelta(days=3)):
        assert "tidak berlaku lagi" in page(Client().get(url))
    actions.decide_accreditation(viewer=head(world), accreditation=row, act="revoke", reason="Kartu dipinjamkan")
    html = page(Client().get(url))
    assert "Kartu pers dicabut" in html
    assert "dipinjamkan" not in html


def test_the_badge_of_a_cancelled_event_does_not_hold(world: World) -> None:
    row = asks(world, event(world))
    row = actions.decide_accreditation(viewer=head(world), accreditation=row, act="grant")
    row.event.state = "cancelled"
    row.event.save()
    assert "tidak berlaku lagi" in page(Client().get(reverse("accreditation_check", args=[row.token])))


def test_the_qr_of_the_badge_leads_to_its_check_page(world: World) -> None:
    from jembatan.desks.partners import paperwork
    from jembatan.desks.partners.tests.test_letters import text_of

    row = asks(world, event(world))
    badge = reverse("accreditation_badge", args=[row.pk])
    assert client(world).get(badge).status_code in {403, 409}
    row = actions.decide_accreditation(viewer=head(world), accreditation=row, act="grant")
    pdf = client(world).get(badge).content
    assert "Rina Wartawati" in text_of(pdf)
    address = paperwork.check_address(row.token, "accreditation_check")
    assert address.endswith(f"/periksa/kartu-pers/{row.token}/")
    assert b"<svg" in paperwork.qr(address)


def test_a_made_up_code_is_unknown(world: World) -> None:
    for name in ("accreditation_check", "order_check"):
        answer = Client().get(reverse(name, args=["tidak-ada"]))
        assert answer.status_code == 404
        assert "tidak dikenal" in page(answer)


def test_an_order_is_checked_by_anybody_and_says_no_price(world: World) -> None:
    placement = ordered(world, in_force(world))
    html = page(Client().get(reverse("order_check", args=[placement.check_token])))
    assert "Surat pesanan ini asli" in html
    assert placement.order_number in html
    assert "Rp" not in html
    assert placement.title not in html
    assert "tidak dikenal" in page(Client().get(reverse("order_check", args=[placement.hand_in_token])))
    actions.cancel_order(viewer=head(world), placement=placement, reason="Acara ditunda")
    html = page(Client().get(reverse("order_check", args=[placement.check_token])))
    assert "dibatalkan" in html
    assert "Acara ditunda" not in html


def test_an_events_page_shows_who_is_accredited(world: World) -> None:
    row = asks(world, event(world))
    html = page(client(world).get(reverse("event_detail", args=[row.event_id])))
    assert "Rina Wartawati" in html
    assert "Ajukan akreditasi" in html


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_shown_only_what_it_may_do(world: World, role: Role) -> None:
    agreement = draft(world)
    html = page(client(world, role).get(reverse("agreement_detail", args=[agreement.pk])))
    assert ("Tambah ketentuan" in html) == (role in {Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
    html = page(client(world, role).get(reverse("partner_detail", args=[agreement.partner_id])))
    may = role in {Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR}
    assert ("Catat verifikasi" in html) == may


def test_numbering_is_set_on_its_page(world: World) -> None:
    url = reverse("paper_numbering") + "?jenis=order"
    answer = client(world).post(url, {"pattern": "{number}/{unknown}"})
    assert answer.status_code == 422
    assert "{unknown}" in page(answer)
    client(world).post(url, {"pattern": "{number:04d}/X/{year}"})
    assert "{number:04d}/X/{year}" in page(client(world).get(url))
