"""The outlet's page: a secret link, hostile visitors, files checked by content, two languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pyvips
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import actions, limiting
from jembatan.desks.proofs.actions.links import link_of_order
from jembatan.desks.proofs.models import HandInLink, HandInTry, ProofItem
from jembatan.desks.proofs.tests import making
from jembatan.foundation import clock
from jembatan.foundation.files.models import StoredFile
from tests.world import World


@pytest.fixture
def placement(world: World) -> Placement:
    return making.ordered(world, kind="greeting")


def page(placement: Placement, token: str = "") -> str:
    return f"/bukti-tayang/kirim/{token or placement.hand_in_token}/"


def picture() -> SimpleUploadedFile:
    content = pyvips.Image.black(40, 30, bands=3).write_to_buffer(".png")
    return SimpleUploadedFile("tangkapan layar.png", content, "image/png")


def test_the_outlet_hands_in_without_an_account(placement: Placement) -> None:
    client = Client()
    shown = client.get(page(placement))
    assert shown.status_code == 200
    assert placement.order_number in shown.content.decode()
    for name, value in {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}.items():
        assert shown[name] == value
    assert "noindex" in shown["X-Robots-Tag"]
    today = clock.today(placement.unit.zone).isoformat()
    told = {"file": picture(), "ran_on": today, "note": "Beranda", "name": "Redaksi"}
    answer = client.post(page(placement), told)
    assert answer.status_code == 302, answer.content.decode()[-600:]
    item = ProofItem.objects.get(placement=placement)
    assert (item.way, item.brought_name, item.is_counted) == ("outlet", "Redaksi", True)
    assert item.file is not None
    assert item.file.unit_id == placement.unit_id
    placement.refresh_from_db()
    assert placement.state == "found"
    assert "tangkapan" in client.get(page(placement)).content.decode()


def test_an_address_on_the_outlets_site_is_fetched_later_and_counts(placement: Placement) -> None:
    domain = placement.agreement.partner.outlet.domain
    assert Client().post(page(placement), {"address": f"https://www.{domain}/ucapan-2026"}).status_code == 302
    item = ProofItem.objects.get(placement=placement)
    assert item.article is not None
    assert item.article.state == Article.State.FETCHING


@pytest.mark.parametrize(
    "address",
    [
        "https://situs-lain.example/berita",
        "http://127.0.0.1/rahasia",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://pengguna:sandi@media.example/x",
        "http://%s.situs-lain.example/",
        "https://" + "a" * 480 + ".example/",
        "http://[",
    ],
)
def test_an_address_that_is_not_the_outlets_is_refused_and_never_asked(placement: Placement, address: str) -> None:
    if "%s" in address:
        address %= placement.agreement.partner.outlet.domain
    answer = Client().post(page(placement), {"address": address})
    assert answer.status_code == 422
    assert not ProofItem.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bukti.png", b"<html><script>alert(1)</script>"),
        ("bukti.pdf", b"MZ\x90\x00 program"),
        ("bukti.jpg", b"\xff\xd8\xff\xe0 broken"),
        ("bukti.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("kosong.png", b""),
        ("../../../etc/passwd", b"root:x:0:0"),
        ("arsip.zip", b"PK\x03\x04" + b"0" * 60),
    ],
)
def test_files_are_taken_by_their_content_only(placement: Placement, name: str, content: bytes) -> None:
    answer = Client().post(page(placement), {"file": SimpleUploadedFile(name, content, "image/png")})
    assert answer.status_code == 422
    assert not StoredFile.objects.exists()
    assert not ProofItem.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"note": "x" * 1001},
        {"note": "x", "ran_on": "2090-01-01"},
        {"note": "x", "ran_on": "1990-01-01"},
        {"note": "x", "ran_on": "besok"},
        {"note": "x", "place": "p" * 121},
    ],
)
def test_nonsense_is_refused_and_what_was_typed_stays(placement: Placement, told: dict[str, str]) -> None:
    answer = Client().post(page(placement), told)
    assert answer.status_code == 422
    assert not ProofItem.objects.exists()


def test_markup_is_shown_as_it_was_typed(placement: Placement) -> None:
    client = Client()
    client.post(page(placement), {"note": "<script>alert(1)</script>", "place": "=CMD()"})
    shown = client.get(page(placement)).content.decode()
    assert "<script>alert(1)" not in shown


def test_the_same_twice_is_said_and_not_kept_twice(placement: Placement) -> None:
    client = Client()
    assert client.post(page(placement), {"file": picture()}).status_code == 302
    again = client.post(page(placement), {"file": picture()})
    assert again.status_code == 422
    assert "sudah pernah dikirim" in again.content.decode()
    assert ProofItem.objects.count() == 1


def test_revoked_expired_and_unknown_links_open_nothing(world: World, placement: Placement) -> None:
    viewer = making.staff(world, world.ntt).orders
    extra = actions.make_link(viewer=viewer, placement=placement, days=2)
    assert Client().get(page(placement, extra.token)).status_code == 200
    actions.revoke_link(viewer=viewer, link=extra)
    assert Client().get(page(placement, extra.token)).status_code == 410
    assert Client().post(page(placement, extra.token), {"note": "x"}).status_code == 410
    actions.revoke_link(viewer=viewer, link=link_of_order(placement))
    assert Client().get(page(placement)).status_code == 410
    late = actions.make_link(viewer=viewer, placement=placement, days=1)
    with clock.set_to(clock.now() + timedelta(days=1, seconds=5)):
        assert Client().get(page(placement, late.token)).status_code == 410
    assert Client().get(page(placement, "tidak-ada")).status_code == 404
    assert Client().get(page(placement, "x" * 300)).status_code == 404
    assert not ProofItem.objects.exists()


def test_tokens_are_secrets_and_stay_out_of_the_audit_log(world: World, placement: Placement) -> None:
    from jembatan.foundation.audit.models import AuditPayload

    viewer = making.staff(world, world.ntt).orders
    tokens = {actions.make_link(viewer=viewer, placement=placement).token for _n in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 32
    told = " ".join(str(row.content) for row in AuditPayload.objects.all())
    assert not any(token in told for token in tokens)


def test_whoever_tries_too_often_waits(placement: Placement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "MOST_FROM", 3)
    monkeypatch.setattr(limiting, "MOST_WRONG", 2)
    client = Client()
    codes = [client.post(page(placement), {"note": f"bukti {n}"}).status_code for n in range(5)]
    assert codes == [302, 302, 302, 429, 429]
    assert [client.get(page(placement, "salah")).status_code for _n in range(4)] == [404, 404, 429, 429]
    assert Client(REMOTE_ADDR="203.0.113.9").post(page(placement), {"note": "lain"}).status_code == 302
    assert not any("127.0.0.1" in row.source for row in HandInTry.objects.all())
    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert client.post(page(placement), {"note": "nanti"}).status_code == 302
    with clock.set_to(clock.now() + timedelta(days=2)):
        client.post(page(placement), {"note": "lusa"})
        assert HandInTry.objects.count() == 1


def test_one_link_takes_only_so_much_from_anywhere(placement: Placement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "MOST_BY_LINK", 2)
    codes = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post(page(placement), {"note": f"bukti {n}"}).status_code for n in range(4)
    ]
    assert codes == [302, 302, 429, 429]


def test_nothing_is_handed_in_for_what_was_accepted(world: World) -> None:
    placement = making.ordered(world, kind="greeting")
    Placement.objects.filter(pk=placement.pk).update(state="accepted")
    assert Client().post(page(placement), {"note": "x"}).status_code == 410
    Placement.objects.filter(pk=placement.pk).update(state="cancelled")
    assert Client().get(page(placement)).status_code == 410


def test_it_speaks_both_languages(placement: Placement) -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert client.get(page(placement)).status_code == 200
    assert 'lang="' in client.get(page(placement)).content.decode()


def test_the_check_page_says_what_the_paper_says_and_nothing_of_people(world: World) -> None:
    placement = making.found(world)
    shown = Client().get(f"/bukti-tayang/periksa/{placement.check_token}/")
    text = shown.content.decode()
    assert shown.status_code == 200
    assert placement.order_number.split("/")[0] in text
    assert "pemesan" not in text.lower()
    assert Client().get("/bukti-tayang/periksa/tidak-ada/").status_code == 404


def test_the_newest_open_link_stands_in_the_order(world: World, placement: Placement) -> None:
    from jembatan.desks.proofs.papers import hand_in_of

    assert placement.hand_in_token in hand_in_of(placement)
    actions.revoke_link(viewer=making.staff(world, world.ntt).orders, link=link_of_order(placement))
    assert hand_in_of(placement) == ""
    assert HandInLink.objects.filter(placement=placement).count() == 1
