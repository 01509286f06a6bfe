"""The screens: list, plan, one clipping, its papers; and who may press what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jembatan.chain.coverage.clippings import actions, tasks
from jembatan.chain.coverage.clippings.models import Clipping, Letter, Paper, Plan
from jembatan.chain.coverage.clippings.tests.making import MORNING, article, plan
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.foundation import clock
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.viewer import Role
from tests.world import World


@pytest.fixture(autouse=True)
def _six_ten_in_the_morning(db: None):
    with clock.set_to(MORNING):
        yield


def made(world: World) -> Clipping:
    plan(world)
    tasks.begin_due_clippings()
    drain({actions.MAKE, "clippings.letter"})
    return Clipping.objects.get()


FORM = {
    "is_on": "on", "hour": "06:30", "weekdays": ["0", "1"], "languages": ["id"], "with_untriaged": "on",
    "addresses": "ajudan@luar.example\nwakil@luar.example; ketiga@luar.example",
}  # fmt: skip


def test_an_empty_list_says_how_to_begin(world: World) -> None:
    page = world.client(world.ntt, Role.EDITOR).get("/kerja/kliping/").content.decode()
    assert "Belum ada kliping" in page
    assert "Buat sekarang" in page
    assert "belum dinyalakan" in page


def test_a_plan_is_set_by_the_form(world: World) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    member = world.user(world.ntt, Role.AUDITOR, email="auditor@ntt.example")
    answer = client.post("/kerja/kliping/atur/", FORM | {"users": [str(member.pk)]}, follow=True)
    assert "dikirim pukul 06.30" in answer.content.decode()
    set_plan = Plan.objects.get()
    assert (set_plan.is_on, set_plan.weekdays, set_plan.receivers.count()) == (True, [0, 1], 4)
    again = client.get("/kerja/kliping/atur/").content.decode()
    assert 'value="06:30"' in again
    assert "wakil@luar.example" in again


def test_a_wrong_plan_loses_nothing_that_was_typed(world: World) -> None:
    answer = world.client(world.ntt, Role.EDITOR).post("/kerja/kliping/atur/", FORM | {"addresses": "salah sekali"})
    assert answer.status_code == 422
    assert "“salah sekali” bukan alamat surel." in answer.content.decode()
    assert not Plan.objects.exists()


def test_strangers_accounts_cannot_be_chosen(world: World) -> None:
    stranger = world.user(world.kupang, Role.EDITOR)
    answer = world.client(world.ntt, Role.EDITOR).post("/kerja/kliping/atur/", FORM | {"users": [str(stranger.pk)]})
    assert answer.status_code == 422


def test_a_clipping_shows_what_is_in_it_and_gives_its_paper(world: World, post_office: PostOffice) -> None:
    article(world, "Jembatan <b>dibuka</b>")
    clipping = made(world)
    client = world.client(world.ntt, Role.AUDITOR)
    page = client.get(f"/kerja/kliping/{clipping.pk}/").content.decode()
    assert "Jembatan &lt;b&gt;dibuka&lt;/b&gt;" in page
    assert "ajudan@luar.example" in page
    assert "hx-trigger" not in page, "nothing moves any more"
    assert "Buat ulang" not in page, "an auditor reads"
    paper = client.get(f"/kerja/kliping/berkas/{Paper.objects.get().pk}/")
    assert paper["Content-Type"] == "application/pdf"
    assert "attachment" in paper["Content-Disposition"]
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert world.client(world.kupang, Role.EDITOR).get(f"/kerja/kliping/{clipping.pk}/").status_code == 404


def test_it_is_made_now_and_shows_its_progress(world: World) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    answer = client.post("/kerja/kliping/baru/", follow=True)
    clipping = Clipping.objects.get()
    page = answer.content.decode()
    assert "sedang dikumpulkan" in page
    assert f'hx-get="/kerja/kliping/{clipping.pk}/"' in page
    drain({actions.MAKE})
    fragment = client.get(f"/kerja/kliping/{clipping.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<div id="kliping">')
    assert "Unduh PDF" in fragment
    refused = client.post(f"/kerja/kliping/{clipping.pk}/kirim/", follow=True).content.decode()
    assert "Tidak ada penerima" in refused


def test_it_is_made_again_and_sent_by_its_buttons(world: World, post_office: PostOffice) -> None:
    clipping = made(world)
    client = world.client(world.ntt, Role.EDITOR)
    client.post(f"/kerja/kliping/{clipping.pk}/ulang/")
    drain({actions.MAKE})
    assert "Buatan sebelumnya" in client.get(f"/kerja/kliping/{clipping.pk}/").content.decode()
    sent = client.post(f"/kerja/kliping/{clipping.pk}/kirim/", follow=True).content.decode()
    assert "1 surat masuk antrean." in sent
    Letter.objects.update(state="failed")
    letter = Letter.objects.first()
    again = client.post(f"/kerja/kliping/surat/{letter.pk}/ulang/", follow=True).content.decode()
    assert "masuk antrean lagi" in again


def test_what_is_missing_is_said_on_the_list(world: World) -> None:
    plan(world)
    with clock.set_to(MORNING + timedelta(minutes=10)):
        page = world.client(world.ntt, Role.CONTRIBUTOR).get("/kerja/kliping/").content.decode()
        assert "seharusnya berangkat pukul 06.00 WITA: Belum mulai dibuat." in page
        assert "Buat sekarang" not in page.split("seharusnya")[0]


def test_a_letter_stays_light_however_much_was_printed(world: World, post_office: PostOffice) -> None:
    for number in range(120):
        article(world, f"Berita nomor {number}", hours_ago=1 + number / 20, outlet=f"Media {number % 30}")
    made(world)
    [letter] = post_office.copies_to("ajudan@luar.example")
    html = letter.get_body(("html",)).get_content()
    assert len(html.encode()) < 100_000
    assert "80 berita lagi ada di PDF." in html
