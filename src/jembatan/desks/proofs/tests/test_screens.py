"""The screens: list, proof, decisions, sheet, panels, and what the home page asks for."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import actions
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import Acceptance, HandInLink, Payment, ProofItem
from jembatan.desks.proofs.tests import making
from jembatan.foundation import clock
from jembatan.foundation.viewer import Role
from tests.world import World

ROOM = "/kerja/bukti-tayang/"


def signed_in(world: World, name: str, role: Role = Role.EDITOR) -> Client:
    return world.client(world.ntt, role, email=f"{name}@{world.ntt.slug}.example")


@pytest.fixture
def placement(world: World) -> Placement:
    return making.found(world)


def test_an_empty_list_says_what_would_stand_there(world: World) -> None:
    text = signed_in(world, "pemesan").get(ROOM).content.decode()
    assert "Belum ada publikasi yang dipesan" in text


def test_the_list_is_narrowed_by_state_and_flag(world: World, placement: Placement) -> None:
    client = signed_in(world, "pemesan")
    making.ordered(world, kind="greeting")
    actions.look(viewer=WORKER, placement=Placement.objects.exclude(pk=placement.pk).get())
    assert client.get(ROOM).context["page"].paginator.count == 2
    assert [row.pk for row in client.get(ROOM, {"keadaan": "found"}).context["page"]] == [placement.pk]
    assert not client.get(ROOM, {"tanda": "paid_twice"}).context["page"].object_list
    assert client.get(ROOM, {"tanda": "zzz", "keadaan": "zzz", "kerja-sama": "zzz", "hal": "zzz"}).status_code == 200
    assert [row.pk for row in client.get(ROOM, {"kerja-sama": placement.agreement_id}).context["page"]] == [
        placement.pk
    ]


def test_the_proof_shows_every_term_measured_against_ordered(world: World, placement: Placement) -> None:
    text = signed_in(world, "verifikator", Role.CLEARING_OFFICER).get(f"{ROOM}{placement.pk}/").content.decode()
    for part in ("90%", "sedikitnya 60%", "paling lambat", "Tetap daring", "Verifikasi", "Tautan untuk media"):
        assert part in text, part
    assert text.count('class="j-shared"') == 1


def test_from_verification_to_payment_through_the_browser(world: World, placement: Placement) -> None:
    page = f"{ROOM}{placement.pk}/"
    verifier = signed_in(world, "verifikator", Role.CLEARING_OFFICER)
    assert verifier.get(f"{page}verifikasi/").status_code == 200
    assert verifier.post(f"{page}verifikasi/", {"reason": ""}).status_code == 302
    officer = signed_in(world, "ppk", Role.BUREAU_HEAD)
    assert officer.get(f"{page}terima/").status_code == 200
    low = officer.post(f"{page}terima/", {"amount": "900000", "note": ""})
    assert low.status_code == 422
    assert "Tulis dasarnya" in low.content.decode()
    assert officer.post(f"{page}terima/", {"amount": "1000000", "note": ""}).status_code == 302
    payer = signed_in(world, "bendahara")
    assert "Rp110.000" in payer.get(f"{page}bayar/").content.decode()
    today = clock.today(world.ntt.zone).isoformat()
    much = payer.post(f"{page}bayar/", {"amount": "1000001", "paid_on": today, "reference": "SP2D-9"})
    assert much.status_code == 422
    assert "melebihi" in much.content.decode()
    done = payer.post(f"{page}bayar/", {"amount": "1000000", "paid_on": today, "reference": "SP2D-9"}, follow=True)
    assert "termasuk pajak Rp110.000" in done.content.decode()
    placement.refresh_from_db()
    assert placement.state == "paid"
    for name in ("bukti.pdf", "bast.pdf"):
        answer = payer.get(f"{page}{name}")
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer["Cache-Control"]


def test_who_ordered_sees_why_they_may_not_verify(world: World, placement: Placement) -> None:
    client = signed_in(world, "pemesan")
    shown = client.get(f"{ROOM}{placement.pk}/verifikasi/").content.decode()
    assert "Anda yang memesan" in shown
    assert client.post(f"{ROOM}{placement.pk}/verifikasi/", {"reason": "x"}).status_code == 422


def test_an_officer_adds_returns_dismisses_and_restores(world: World, placement: Placement) -> None:
    page = f"{ROOM}{placement.pk}/"
    client = signed_in(world, "verifikator", Role.CLEARING_OFFICER)
    assert client.post(f"{page}tambah/", {"note": "Tampil di beranda"}).status_code == 302
    assert client.post(f"{page}tambah/", {}).status_code == 422
    item = ProofItem.objects.get(placement=placement, way="machine")
    assert client.get(f"{page}kembalikan/").status_code == 200
    assert client.post(f"{page}kembalikan/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}kembalikan/", {"reason": "Salah halaman", "dismiss": [item.pk]}).status_code == 302
    item.refresh_from_db()
    assert item.dismissed_reason == "Salah halaman"
    assert client.post(f"{ROOM}butir/{item.pk}/pakai/").status_code == 302
    assert client.get(f"{ROOM}butir/{item.pk}/kesampingkan/").status_code == 200
    assert client.post(f"{ROOM}butir/{item.pk}/kesampingkan/", {"reason": "Lagi"}).status_code == 302
    assert client.post(f"{page}periksa/").status_code == 302
    shown = client.get(page).content.decode()
    assert "Dikesampingkan" in shown


def test_links_are_made_and_revoked(world: World, placement: Placement) -> None:
    client = signed_in(world, "pemesan")
    page = f"{ROOM}{placement.pk}/"
    client.post(f"{page}tautan/")
    link = HandInLink.objects.get(placement=placement)
    assert link.token in client.get(page).content.decode()
    assert client.get(f"{page}tautan/{link.token}/cabut/").status_code == 200
    client.post(f"{page}tautan/{link.token}/cabut/")
    assert link.token not in client.get(page).content.decode()
    assert client.get(f"{page}tautan/tidak-ada/cabut/").status_code == 404
    auditor = world.client(world.ntt, Role.AUDITOR, email="auditor@ntt.example")
    assert placement.hand_in_token not in auditor.get(page).content.decode()


def test_the_sheet_on_the_screen_and_as_files(world: World, placement: Placement) -> None:
    client = signed_in(world, "pemesan")
    page = f"{ROOM}kerja-sama/{placement.agreement_id}/"
    shown = client.get(page)
    assert shown.context["totals"] == {"ordered": Decimal(1_110_000), "accepted": 0, "paid": 0}
    assert client.get(f"{page}lembar.csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get(f"{page}lembar.xlsx").content.startswith(b"PK")


def test_other_units_find_nothing(world: World, placement: Placement) -> None:
    client = world.client(world.kupang, Role.EDITOR)
    for path in ("", "bukti.pdf", "verifikasi/", "bayar/", "terima/", "tambah/"):
        assert client.get(f"{ROOM}{placement.pk}/{path}").status_code == 404
    assert client.get(f"{ROOM}kerja-sama/{placement.agreement_id}/lembar.csv").status_code == 404
    assert client.get(ROOM).context["page"].paginator.count == 0
    assert not Acceptance.objects.exists()
    assert not Payment.objects.exists()


def test_the_article_says_that_it_was_paid_for(world: World, placement: Placement) -> None:
    item = ProofItem.objects.get(placement=placement)
    own = signed_in(world, "pemesan").get(f"/kerja/berita/{item.article_id}/").content.decode()
    assert f"Berbayar: pesanan no. {placement.order_number}" in own
    other = world.client(world.kupang, Role.EDITOR).get(f"/kerja/berita/{item.article_id}/").content.decode()
    assert "Berbayar: pesanan" not in other


def test_the_order_and_the_trail_show_the_proof(world: World, placement: Placement) -> None:
    client = signed_in(world, "pemesan")
    assert "Buka bukti tayang" in client.get(f"/kerja/mitra/pesanan/{placement.pk}/").content.decode()
    trail = client.get(f"/kerja/jejak/siaran-pers/{placement.release_id}/")
    assert trail.status_code == 200
    assert "1 berbayar terbukti tayang" in trail.content.decode()


def test_home_asks_for_what_is_due_and_unproven(world: World) -> None:
    placement = making.ordered(world, making.release(world))
    client = signed_in(world, "pemesan")
    assert "Belum terbukti tayang" not in client.get("/kerja/").content.decode()
    with clock.set_to(clock.now() + timedelta(days=5)):
        text = client.get("/kerja/").content.decode()
        assert f"Belum terbukti tayang: {placement.title}" in text


def test_home_asks_for_payment_past_its_term(world: World, placement: Placement) -> None:
    eyes = making.staff(world, world.ntt)
    actions.verify(viewer=eyes.verifies, placement=placement)
    actions.accept(viewer=eyes.accepts, placement=placement)
    with clock.set_to(clock.now() + timedelta(days=31)):
        actions.look(viewer=WORKER, placement=placement)
        assert "Belum dibayar melewati jatuh tempo" in signed_in(world, "bendahara").get("/kerja/").content.decode()
