"""From the phone to the article, through actions and screens; and what is refused on the way."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from jembatan.chain.coverage.captures import actions, reading, tasks
from jembatan.chain.coverage.captures.actions import READ, CaptureFacts, Reading
from jembatan.chain.coverage.captures.models import Capture
from jembatan.chain.coverage.captures.states import may
from jembatan.chain.coverage.captures.tests.making import TEXT, TITLE, jpeg, photographed, printed, upload
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.evidence.queries import picture_of
from jembatan.chain.coverage.evidence.verification import Examination
from jembatan.chain.coverage.models import Article
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import leasing
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role

if TYPE_CHECKING:
    from django.test import Client

    from jembatan.foundation.viewer import Viewer
    from tests.world import World

SMALL = jpeg(printed(width=700, size=14))
MP3 = b"ID3\x03\x00\x00\x00" + b"\x00" * 200


@pytest.fixture
def outlet(world: World) -> Outlet:
    del world
    return Outlet.objects.create(name="Harian Timor", kind="print")


def facts(outlet: Outlet, **more: Any) -> CaptureFacts:
    told: dict[str, Any] = {
        "medium": "print",
        "outlet": outlet,
        "appeared_on": datetime(2018, 4, 26, tzinfo=UTC).date(),
    }
    return CaptureFacts(**{**told, **more})


def sent(viewer: Viewer, outlet: Outlet, key: Any = None, **more: Any) -> Capture:
    taken = take_in(upload(SMALL), name="a.jpg", accept=FileKind.PHOTO)
    return actions.send_capture(viewer=viewer, client_key=key or new_id(), facts=facts(outlet, **more), files=[taken])


def form(outlet: Outlet, **more: Any) -> dict[str, Any]:
    return {
        "medium": "print", "outlet": str(outlet.pk), "appeared_on": "2018-04-26", "client_key": str(new_id()),
        "page": "3", "columns": "3", "height_mm": "180", **more,
    }  # fmt: skip


def test_sent_twice_it_is_one(world: World, outlet: Outlet) -> None:
    viewer, key = world.viewer(world.ntt, Role.CONTRIBUTOR), new_id()
    assert sent(viewer, outlet, key).pk == sent(viewer, outlet, key).pk
    assert Capture.objects.get().files.count() == 1
    assert Intent.objects.filter(kind=READ).count() == 1


@pytest.mark.parametrize(
    ("columns", "height", "size", "expected"),
    [(3, 180, None, 540), (3, 180, 500, 500), (None, 180, None, None), (None, None, 77, 77)],
)
def test_column_millimetres(world: World, outlet: Outlet, columns: Any, height: Any, size: Any, expected: Any) -> None:
    viewer = world.viewer(world.ntt, Role.CONTRIBUTOR)
    assert sent(viewer, outlet, columns=columns, height_mm=height, size_mm=size).size_mm == expected


def test_from_page_to_article(world: World, outlet: Outlet) -> None:
    viewer = world.viewer(world.ntt, Role.CONTRIBUTOR)
    capture = sent(viewer, outlet)
    file = capture.files.get()
    capture = actions.keep_reading(
        viewer=tasks.WORKER, capture=capture, readings={file.pk: Reading("Teks mesim", ["mesim"])}
    )
    assert (capture.state, capture.text) == ("read", "Teks mesim")
    capture = actions.correct_capture(viewer=viewer, capture=capture, facts=facts(outlet, title=TITLE, text=TEXT))
    capture = actions.enter_capture(viewer=viewer, capture=capture)
    article = Article.objects.get()
    assert (capture.article, article.way, article.outlet, article.text) == (article, "capture", outlet, TEXT)
    assert article.state == Article.State.TRACING
    assert article.published_at is not None
    assert not article.published_time_is_known
    assert Intent.objects.filter(kind="coverage.trace").count() == 1
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.file) == ("capture", file.file)
    assert picture_of(viewer, article) == file.file
    assert list(Examination().run()) == []


def test_the_same_text_in_two_papers_is_two_articles(world: World, outlet: Outlet) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    for _number in range(2):
        capture = sent(viewer, outlet)
        actions.correct_capture(viewer=viewer, capture=capture, facts=facts(outlet, title=TITLE, text=TEXT))
        actions.enter_capture(viewer=viewer, capture=capture)
    assert Article.objects.count() == 2


def test_what_a_person_has_typed_meanwhile_stays(world: World, outlet: Outlet) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    capture = sent(viewer, outlet)
    actions.correct_capture(viewer=viewer, capture=capture, facts=facts(outlet, title=TITLE, text=TEXT))
    file = capture.files.get()
    capture = actions.keep_reading(viewer=tasks.WORKER, capture=capture, readings={file.pk: Reading("mesin")})
    assert (capture.state, capture.text) == ("corrected", TEXT)


STEPS = {
    "correct": lambda viewer, capture, outlet: actions.correct_capture(
        viewer=viewer, capture=capture, facts=facts(outlet, title=TITLE, text=TEXT)
    ),
    "enter": lambda viewer, capture, _outlet: actions.enter_capture(viewer=viewer, capture=capture),
    "discard": lambda viewer, capture, _outlet: actions.discard_capture(viewer=viewer, capture=capture),
    "restore": lambda viewer, capture, _outlet: actions.restore_capture(viewer=viewer, capture=capture),
}


def test_every_illegal_step_is_refused_and_changes_nothing(world: World, outlet: Outlet) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    capture = sent(viewer, outlet)
    for state, step in product(Capture.State.values, STEPS):
        if may(state, step):
            continue
        Capture.objects.filter(pk=capture.pk).update(state=state)
        with pytest.raises(Refused, match="tidak dapat diambil"):
            STEPS[step](viewer, capture, outlet)
        assert Capture.objects.get().state == state


@pytest.mark.parametrize("step", ["correct", "discard"])
def test_another_unit_and_an_auditor_change_nothing(world: World, outlet: Outlet, step: str) -> None:
    capture = sent(world.viewer(world.ntt, Role.EDITOR), outlet)
    for viewer in (world.viewer(world.kupang, Role.EDITOR), world.viewer(world.ntt, Role.AUDITOR)):
        with pytest.raises(Refused, match="Hanya unit"):
            STEPS[step](viewer, capture, outlet)


def test_minutes_that_make_no_sense_are_refused(world: World, outlet: Outlet) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    with pytest.raises(Refused, match="Menit akhir"):
        sent(viewer, outlet, medium="radio", minute_from=Decimal(5), minute_to=Decimal(4))
    with pytest.raises(Refused, match="hanya untuk siaran"):
        sent(viewer, outlet, minute_from=Decimal(5))
    with pytest.raises(Refused, match="belum tiba"):
        sent(viewer, outlet, appeared_on=datetime(2999, 1, 1, tzinfo=UTC).date())
    with pytest.raises(Refused, match="sedikitnya satu"):
        actions.send_capture(viewer=viewer, client_key=new_id(), facts=facts(outlet), files=[])


def test_without_tesseract_people_are_told(world: World, outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find", lambda: None)
    capture = sent(world.viewer(world.ntt, Role.EDITOR), outlet)
    tasks.read_capture(leasing.claim([READ], 1)[0])
    capture.refresh_from_db()
    assert (capture.state, "Tesseract" in capture.failure) == ("captured", True)
    page = world.client(world.ntt, Role.EDITOR).get(f"/kerja/cetak-siaran/{capture.pk}/").content.decode()
    assert "Ketik teksnya sendiri" in page


@pytest.mark.skipif(reading.find() is None, reason="Tesseract with Indonesian is absent")
def test_the_worker_reads_a_page(world: World, outlet: Outlet) -> None:
    taken = take_in(upload(jpeg(photographed(printed(), skew=2.0))), name="a.jpg", accept=FileKind.PHOTO)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    capture = actions.send_capture(viewer=viewer, client_key=new_id(), facts=facts(outlet), files=[taken])
    tasks.read_capture(leasing.claim([READ], 1)[0])
    capture.refresh_from_db()
    assert capture.state == "read"
    assert "rapat kerja kehumasan" in capture.text


class TestScreens:
    """Through HTTP, as a phone and a desk use them."""

    @pytest.fixture
    def client(self, world: World) -> Client:
        return world.client(world.ntt, Role.CONTRIBUTOR)

    def test_the_whole_way(self, client: Client, outlet: Outlet) -> None:
        answer = client.post(
            "/kerja/cetak-siaran/baru/", {**form(outlet), "files": [upload(SMALL), upload(SMALL, "b.jpg")]}
        )
        assert answer.status_code == 302
        address = answer["Location"]
        assert "540 mmk" in client.get(address).content.decode()
        assert client.get(address + "berkas/2/")["Content-Type"] == "image/jpeg"
        answer = client.post(address, {**form(outlet), "title": TITLE, "text": TEXT}, follow=True)
        assert "Jadikan berita" in answer.content.decode()
        answer = client.post(address + "jadikan-berita/", follow=True)
        page = answer.content.decode()
        assert TITLE in page
        assert "Foto atau rekaman" in page

    def test_the_outbox_sends_twice_and_gets_one_address(self, client: Client, outlet: Outlet) -> None:
        data = form(outlet)
        answers = [
            client.post(
                "/kerja/cetak-siaran/baru/", {**data, "files": [upload(SMALL)]}, headers={"Accept": "application/json"}
            )
            for _number in range(2)
        ]
        assert answers[0].json() == answers[1].json()
        assert Capture.objects.count() == 1

    def test_the_outbox_is_told_why_not(self, client: Client, outlet: Outlet) -> None:
        data = {**form(outlet), "files": [upload(b"bukan foto")]}
        answer = client.post("/kerja/cetak-siaran/baru/", data, headers={"Accept": "application/json"})
        assert answer.status_code == 422
        assert "bukan foto" in " ".join(answer.json()["reasons"])

    @pytest.mark.parametrize(("medium", "content", "status"), [
        ("radio", MP3, 302), ("television", SMALL, 302), ("print", MP3, 422), ("radio", b"<html>", 422),
    ])  # fmt: skip
    def test_what_each_kind_takes(
        self, client: Client, outlet: Outlet, medium: str, content: bytes, status: int
    ) -> None:
        data = {**form(outlet, medium=medium), "columns": "", "height_mm": "", "files": [upload(content, "a.mp3")]}
        assert client.post("/kerja/cetak-siaran/baru/", data).status_code == status

    def test_a_recording_is_played_and_never_shown_as_a_page(self, client: Client, outlet: Outlet) -> None:
        data = {
            **form(outlet, medium="radio"),
            "files": [upload(MP3, "siaran.mp3")],
            "text": TEXT,
            "minute_from": "2.5",
        }
        address = client.post("/kerja/cetak-siaran/baru/", data)["Location"]
        assert "<audio controls" in client.get(address).content.decode()
        answer = client.get(address + "berkas/1/", headers={"Range": "bytes=0-2"})
        assert (answer.status_code, answer["Content-Type"]) == (206, "audio/mpeg")
        assert answer["Content-Disposition"].startswith("attachment")
        assert not Intent.objects.filter(kind=READ).exists()

    def test_an_error_keeps_what_was_typed(self, client: Client, world: World, outlet: Outlet) -> None:
        capture = sent(world.viewer(world.ntt, Role.CONTRIBUTOR), outlet)
        answer = client.post(f"/kerja/cetak-siaran/{capture.pk}/", {**form(outlet), "title": "", "text": "Teks saya"})
        assert answer.status_code == 422
        assert "Teks saya" in answer.content.decode()

    def test_discarded_and_brought_back(self, client: Client, world: World, outlet: Outlet) -> None:
        capture = sent(world.viewer(world.ntt, Role.CONTRIBUTOR), outlet, title="Judul uji")
        address = f"/kerja/cetak-siaran/{capture.pk}/"
        client.post(address + "buang/")
        assert "Judul uji" not in client.get("/kerja/cetak-siaran/").content.decode()
        assert "Judul uji" in client.get("/kerja/cetak-siaran/?keadaan=discarded").content.decode()
        client.post(address + "kembalikan/")
        assert "Judul uji" in client.get("/kerja/cetak-siaran/").content.decode()
