"""Doing business with a medium, from the register to the letter; a badge at the door; a reply that is asked for.

Through HTTP and a real mail server only: what people type, what the worker sends, what anybody's phone shows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pypdf
import pytest

from jembatan.chain.agenda.models import Event
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Role
from tests.journeys.letterbox import Letterbox, letterbox
from tests.journeys.person import Person
from tests.world import World

PASSWORD = "rahasia-uji-coba"


@pytest.fixture
def box(settings: Any) -> Iterator[Letterbox]:
    with letterbox() as (standing, url):
        settings.SMTP_URL = url
        yield standing


def person(world: World, unit: Unit, *roles: Role, login: str) -> Person:
    world.user(unit, *roles, email=f"{login}@uji.example", name=login.title())
    return Person(f"{login}@uji.example", PASSWORD)


def choice(who: Person, name: str, words: str) -> str:
    """The value of the option of the field `name` whose text has `words`."""
    for option in who.page.iter("option"):
        if option.getparent().get("name") == name and words in option.text_content():
            return str(option.get("value"))
    raise AssertionError(f"no option {words!r} in {name} at {who.address}")


def paper_of(box: Letterbox, place: int = -1) -> str:
    """The text of the PDF in a letter."""
    _to, mail = box.letters[place]
    [pdf] = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "application/pdf"]
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def register(head: Person) -> None:
    """The outlet enters the register, with an address to write to and a journalist."""
    head.open("/kerja/mitra/")
    head.follow("Catat mitra")
    outlet = choice(head, "outlet", "Pos X")
    head.submit({"outlet": outlet, "legal_name": "PT Pos X Media", "email": "redaksi@pos-x.example"})
    assert "Belum ada verifikasi yang tercatat" in head.text
    head.follow("Tambah wartawan")
    head.submit({"name": "Rina Wartawati", "beats": "pertanian"})
    assert "Rina Wartawati" in head.text


def contract(head: Person) -> str:
    """An agreement in force; its address."""
    today = clock.now().date()
    head.open("/kerja/mitra/kerja-sama/baru/")
    head.submit(
        {
            "partner": choice(head, "partner", "Pos X"), "number": "027/KS/2026",
            "starts_on": (today - timedelta(days=2)).isoformat(), "ends_on": (today + timedelta(days=60)).isoformat(),
            "budget": "3.000.000", "tax_name": "PPN", "tax_percent": "11",
            "contracting_officer": choice(head, "contracting_officer", "Ppk"),
        }
    )  # fmt: skip
    address = head.address
    head.follow("Tambah ketentuan")
    head.submit({"kind": "greeting", "price": "1.000.000", "days_to_publish": "3", "days_online": "30"})
    head.follow("Berlakukan")
    head.submit({}, action="berlakukan")
    assert "Kerja sama berlaku" in head.text
    return address


def test_from_the_register_to_the_letter(world: World, box: Letterbox) -> None:
    Outlet.objects.create(name="Pos X", domain="pos-x.example")
    world.user(world.ntt, Role.CONTRIBUTOR, email="ppk@uji.example", name="Ppk Maria")
    head = person(world, world.ntt, Role.BUREAU_HEAD, login="kepala")
    editor = person(world, world.ntt, Role.EDITOR, login="penyunting")
    register(head)
    agreement = contract(head)

    for turn in (1, 2):
        editor.open(agreement)
        editor.follow("Pesan publikasi")
        [term] = [node.get("value") for node in editor.page.iter("input") if node.get("name") == "term"]
        editor.submit({"term": term, "title": f"Ucapan ke-{turn}"})
        assert f"00{turn}/SP-MEDIA/" in editor.text
    order = editor.address
    editor.open(agreement)
    assert "Rp780.000" in editor.text
    editor.follow("Pesan publikasi")
    editor.submit({"term": term, "title": "Ucapan ke-3"}, expect=422)
    assert "sisa anggaran kerja sama ini Rp780.000" in editor.text

    drain()
    assert [to for to, _mail in box.letters] == [["redaksi@pos-x.example"]] * 2
    text = paper_of(box)
    assert "Rp1.110.000" in text
    check = re.search(r"/periksa/surat-pesanan/[\w-]+/", text.replace("\n", ""))
    assert check is not None
    anybody = Person()
    assert "Surat pesanan ini asli" in anybody.open(check.group())

    head.open(order)
    head.follow("Batalkan pesanan")
    head.submit({"reason": "Acara ditunda"})
    drain()
    assert "Acara ditunda" in paper_of(box)
    assert "dibatalkan" in anybody.open(check.group())
    stranger = person(world, world.kupang, Role.BUREAU_HEAD, login="orang-luar")
    stranger.open(order, expect=404)


def test_a_badge_at_the_door(world: World) -> None:
    Outlet.objects.create(name="Pos X")
    Event.objects.create(
        unit=world.ntt, title="Panen raya Aesesa", starts_at=clock.now() + timedelta(hours=5), state="confirmed"
    )
    head = person(world, world.ntt, Role.BUREAU_HEAD, login="kepala")
    register(head)
    editor = person(world, world.ntt, Role.EDITOR, login="penyunting")
    editor.open("/kerja/mitra/akreditasi/baru/")
    editor.submit(
        {"event": choice(editor, "event", "Panen raya"), "journalist": choice(editor, "journalist", "Rina Wartawati")}
    )
    head.open("/kerja/mitra/akreditasi/")
    head.follow("Berikan")
    head.submit({}, action="berikan")
    head.open("/kerja/mitra/akreditasi/")
    pdf = head.client.get(head.link("Kartu pers (PDF)")).content
    [link] = {
        annotation.get_object()["/A"]["/URI"]
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for annotation in page.get("/Annots", [])
    }
    phone = Person()
    assert "Kartu pers berlaku" in phone.open(urlsplit(link).path)
    assert "Rina Wartawati" in phone.text
    with clock.set_to(clock.now() + timedelta(days=2)):
        assert "tidak berlaku lagi" in phone.open(urlsplit(link).path)


def test_a_reply_is_asked_for_refused_and_taken_further(world: World, box: Letterbox) -> None:
    Outlet.objects.create(name="Pos X")
    head = person(world, world.ntt, Role.BUREAU_HEAD, login="kepala")
    head.open("/kerja/hak-jawab/")
    head.follow("Susun permintaan")
    head.submit(
        {
            "outlet": choice(head, "outlet", "Pos X"), "article_title": "Dana raker dipertanyakan", "kind": "reply",
            "wrong": "Dana tidak dilaporkan.", "right": "Dana dilaporkan 2 Mei.", "remedy": "reply",
            "reply_text": "Laporan telah disampaikan.", "address": "redaksi@pos-x.example",
        }
    )  # fmt: skip
    request = head.address
    head.open(request + "kirim/")
    head.submit({}, action="kirim")
    drain()
    [(to, _mail)] = box.letters
    assert to == ["redaksi@pos-x.example"]
    assert "Dana dilaporkan 2 Mei." in paper_of(box)

    from jembatan.desks.replies.tasks import watch_deadlines

    with clock.set_to(clock.now() + timedelta(days=40)):
        later = Person("kepala@uji.example", PASSWORD)
        watch_deadlines()
        later.open("/kerja/")
        assert "Hak jawab tidak dijawab" in later.text
        later.open(request)
        later.follow("Adukan ke Dewan Pers")
        later.submit({"reason": "Tidak ada jawaban sampai tenggat."})
        assert "Pengaduan tercatat" in later.text
        pdf = later.client.get(later.link("Pengaduan (PDF)")).content
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
        assert "Tenggat jawaban lewat tanpa jawaban." in text
