"""From the hour of the plan to the letter in the mailbox: actions, worker, mail server."""

from __future__ import annotations

import io
from datetime import time, timedelta

import pypdf
import pytest

from jembatan.chain.coverage.clippings import actions, queries, tasks
from jembatan.chain.coverage.clippings.models import Alarm, Clipping, Entry, Letter, Making
from jembatan.chain.coverage.clippings.tests.making import MORNING, article, begin, editor, plan, wish, work
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.refusal import Refused
from jembatan.foundation.typesetting import TypesettingFailed
from jembatan.foundation.viewer import Role
from tests.world import World


@pytest.fixture(autouse=True)
def _six_ten_in_the_morning(db: None):
    with clock.set_to(MORNING):
        yield


def test_at_its_hour_it_is_made_and_reaches_each_receiver_once(world: World, post_office: PostOffice) -> None:
    head = world.user(world.ntt, Role.BUREAU_HEAD, email="kepala@ntt.example", name="Kepala Biro")
    plan(world, ["ajudan@luar.example", "KEPALA@ntt.example"], users=[head])
    seen = article(world, "Jembatan dibuka")
    article(world, "Berita lama", hours_ago=50)
    clipping = begin()
    assert tasks.begin_due_clippings() == 0, "it has begun already"
    work()
    clipping.refresh_from_db()
    assert (clipping.state, clipping.day.isoformat()) == ("sent", "2026-11-24")
    assert list(Entry.objects.values_list("article", flat=True)) == [seen.pk]
    assert sorted(recipient for _s, recipient, _m in post_office.letters) in (
        ["ajudan@luar.example", "kepala@ntt.example"],
        ["KEPALA@ntt.example", "ajudan@luar.example"],
    )
    [letter] = post_office.copies_to("ajudan@luar.example")
    assert letter["Message-ID"] == Letter.objects.get(address="ajudan@luar.example").message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Kliping pagi, Selasa, 24 November 2026" in letter["Subject"]
    body, paper = letter.iter_parts()
    plain, html = body.iter_parts()
    for told in (plain.get_content().casefold(), html.get_content().casefold()):
        assert told.index("1 berita dari 1 media") < told.index("berita utama") < told.index("apa kata media")
        assert "https://pos.example/jembatan-dibuka" in told
    assert paper.get_content_type() == "application/pdf"
    assert "Jembatan dibuka" in pypdf.PdfReader(io.BytesIO(paper.get_content())).pages[0].extract_text()


def test_the_next_morning_tells_what_came_late_and_nothing_twice(world: World, post_office: PostOffice) -> None:
    plan(world)
    first = article(world, "Pertama")
    begin()
    work()
    late = article(world, "Terlambat masuk", hours_ago=5)  # printed before the first clipping, found after it
    with clock.set_to(MORNING + timedelta(days=1)):
        new = article(world, "Kedua")
        tasks.begin_due_clippings()
        work()
    second = Clipping.objects.order_by("-due_at")[0]
    assert set(Entry.objects.filter(making__clipping=second).values_list("article", flat=True)) == {late.pk, new.pk}
    assert first.pk not in Entry.objects.filter(making__clipping=second).values_list("article", flat=True)
    assert second.starts_at == Clipping.objects.order_by("due_at")[0].ends_at


def test_what_is_in_stays_frozen_and_a_remake_is_another_making(world: World, post_office: PostOffice) -> None:
    plan(world)
    one = article(world, "Judul pertama")
    clipping = begin()
    work()
    one.title = "Judul diubah"
    one.save()
    making = Making.objects.get()
    assert making.content["stories"][0]["title"] == "Judul pertama"
    actions.remake(viewer=editor(world), clipping=clipping)
    with pytest.raises(Refused, match="sedang dibuat"):
        actions.remake(viewer=editor(world), clipping=clipping)
    work()
    clipping.refresh_from_db()
    assert (clipping.state, clipping.revision, len(post_office.letters)) == ("made", 2, 1)
    assert [m.content["stories"][0]["title"] for m in Making.objects.all()] == ["Judul diubah", "Judul pertama"]
    assert actions.send(viewer=editor(world), clipping=clipping) == 1
    with pytest.raises(Refused, match="Tidak ada penerima"):
        actions.send(viewer=editor(world), clipping=clipping)
    work()
    clipping.refresh_from_db()
    assert (clipping.state, len(post_office.letters)) == ("sent", 2)


def test_made_now_goes_to_nobody_and_takes_nothing_from_the_morning(world: World, post_office: PostOffice) -> None:
    plan(world)
    one = article(world, "Siang")
    clipping = actions.make_now(viewer=editor(world))
    with pytest.raises(Refused, match="sedang dibuat"):
        actions.make_now(viewer=editor(world))
    work()
    clipping.refresh_from_db()
    assert (clipping.state, post_office.letters) == ("made", [])
    begin()
    work()
    assert Entry.objects.filter(article=one, making__clipping__is_scheduled=True).exists()


def test_a_refused_address_fails_alone(world: World, post_office: PostOffice) -> None:
    plan(world, ["tidak-ada@luar.example", "ajudan@luar.example"])
    post_office.at_rcpt = lambda address, _times: "550 no such user" if address.startswith("tidak") else None
    clipping = begin()
    work()
    clipping.refresh_from_db()
    assert clipping.state == "sent"
    failed = Letter.objects.get(state="failed")
    assert "550" in failed.reason
    post_office.at_rcpt = lambda _address, _times: None
    actions.retry_letter(viewer=editor(world), letter=failed)
    work()
    clipping.refresh_from_db()
    failed.refresh_from_db()
    assert (clipping.state, failed.state) == ("sent", "sent")
    with pytest.raises(Refused, match="tidak gagal"):
        actions.retry_letter(viewer=editor(world), letter=failed)


def test_when_nobody_takes_it_the_clipping_has_failed(world: World, post_office: PostOffice) -> None:
    plan(world)
    post_office.at_rcpt = lambda _address, _times: "550 no"
    clipping = begin()
    work()
    clipping.refresh_from_db()
    assert clipping.state == "failed"
    assert "550" in clipping.failure


def test_a_cut_after_the_text_is_counted_and_sent_again_the_same(world: World, post_office: PostOffice) -> None:
    plan(world)
    post_office.at_end = lambda _address, times: "drop" if times == 1 else None
    begin()
    work()
    with clock.set_to(MORNING + timedelta(hours=2)):
        work()
    letter = Letter.objects.get()
    assert (letter.state, letter.uncertain, letter.is_handing) == ("sent", 1, False)
    first, second = post_office.copies_to(letter.address)
    assert first.as_bytes() == second.as_bytes()


def test_a_worker_that_died_while_handing_is_counted(world: World, post_office: PostOffice) -> None:
    plan(world)
    begin()
    drain({actions.MAKE})
    Letter.objects.update(is_handing=True)
    work()
    assert Letter.objects.values_list("state", "uncertain")[0] == ("sent", 1)


def test_without_a_mail_server_the_letter_fails_with_its_reason_and_can_be_called_back(
    world: World, settings: object, post_office: PostOffice
) -> None:
    plan(world)
    url, settings.SMTP_URL = settings.SMTP_URL, ""
    clipping = begin()
    work()
    clipping.refresh_from_db()
    assert clipping.state == "failed"
    assert "JEMBATAN_SMTP_URL" in Letter.objects.get().reason
    settings.SMTP_URL = url
    from jembatan.foundation.intents.actions import retry_intent

    administrator = world.viewer(world.ntt, Role.UNIT_ADMINISTRATOR)
    retry_intent(viewer=administrator, intent=Intent.objects.get(kind="clippings.letter"))
    work()
    clipping.refresh_from_db()
    assert clipping.state == "sent"


def test_a_paper_that_cannot_be_set_fails_the_clipping_and_is_said_at_once(
    world: World, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.user(world.ntt, Role.UNIT_ADMINISTRATOR, email="pengelola@ntt.example")
    plan(world)
    clipping = begin()

    def fail(*_args: object, **_kwargs: object) -> bytes:
        raise TypesettingFailed("clipping.typ: rusak")

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "draw", fail)
        work()
    clipping.refresh_from_db()
    assert (clipping.state, clipping.failure) == ("failed", "clipping.typ: rusak")
    assert tasks.watch() == 1
    actions.remake(viewer=editor(world), clipping=clipping)
    work()
    clipping.refresh_from_db()
    assert clipping.state == "sent", "it never went, so it goes once it is made"


def test_the_watch_says_once_and_aloud_what_did_not_go(world: World, post_office: PostOffice) -> None:
    administrator = world.user(world.ntt, Role.UNIT_ADMINISTRATOR, email="pengelola@ntt.example", name="Pengelola")
    made = plan(world)
    assert tasks.watch() == 0, "ten minutes are within the grace"
    with clock.set_to(MORNING + timedelta(minutes=6)):
        [missing] = queries.missing(made)
        assert (missing.kind, missing.clipping) == ("not_begun", None)
        assert (tasks.watch(), tasks.watch()) == (1, 0)
        assert [one.kind for one in queries.missing_for(editor(world))] == ["not_begun"]
        work()
    [letter] = post_office.copies_to(administrator.email)
    assert "Kliping pagi belum terkirim" in letter["Subject"]
    assert "pukul 06.00 WITA" in letter.get_content()
    with clock.set_to(MORNING + timedelta(minutes=30)):
        clipping = begin()
        assert [one.kind for one in queries.missing(made)] == ["not_made"]
        drain({actions.MAKE})
        assert [one.kind for one in queries.missing(made)] == ["not_sent"]
        work()
        clipping.refresh_from_db()
        assert (clipping.state, queries.missing(made), tasks.watch()) == ("sent", [], 0)
    assert Alarm.objects.count() == 1


def test_an_alarm_that_is_over_sends_no_letter(world: World, post_office: PostOffice) -> None:
    administrator = world.user(world.ntt, Role.UNIT_ADMINISTRATOR, email="pengelola@ntt.example")
    plan(world)
    with clock.set_to(MORNING + timedelta(minutes=6)):
        tasks.watch()
        begin()
        drain({actions.MAKE, "clippings.letter"})
        drain({actions.ALARM})
    assert post_office.copies_to(administrator.email) == []


def test_one_who_left_the_unit_gets_no_clipping(world: World, post_office: PostOffice) -> None:
    leaving = world.user(world.ntt, Role.CONTRIBUTOR, email="pindah@ntt.example")
    closed = world.user(world.ntt, Role.CONTRIBUTOR, email="tutup@ntt.example")
    plan(world, users=[leaving, closed])
    leaving.memberships.all().delete()
    closed.is_active = False
    closed.save()
    begin()
    work()
    assert [recipient for _s, recipient, _m in post_office.letters] == ["ajudan@luar.example"]


def test_each_reads_in_the_language_of_the_account(world: World, post_office: PostOffice) -> None:
    reader = world.user(world.ntt, Role.EDITOR, email="reader@ntt.example")
    reader.language = "en"
    reader.save()
    plan(world, users=[reader], languages=["id", "en"])
    begin()
    work()
    assert dict(Letter.objects.values_list("address", "language")) == {
        "reader@ntt.example": "en",
        "ajudan@luar.example": "id",
    }
    assert StoredFile.objects.filter(media_type="application/pdf").count() == 2


def test_another_units_articles_and_releases_are_not_told(world: World, post_office: PostOffice) -> None:
    plan(world)
    article(world, "Milik tetangga", added_by_unit=world.kupang)
    begin()
    work()
    assert not Entry.objects.exists()
    assert "Tidak ada berita dalam waktu ini." in post_office.letters[0][2].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"addresses": ["bukan surel"]}, "bukan alamat surel"),
        ({"addresses": [f"a{n}@luar.example" for n in range(51)]}, "Paling banyak 50"),
        ({"languages": []}, "satu bahasa"),
        ({"languages": ["fr"]}, "satu bahasa"),
        ({"weekdays": []}, "satu hari"),
        ({"weekdays": [7], "is_on": False}, "satu hari"),
        ({"addresses": []}, "satu penerima"),
    ],
)
def test_a_plan_is_refused_with_its_reason(world: World, changes: dict[str, object], reason: str) -> None:
    given = {"addresses": ["a@luar.example"], **changes}
    with pytest.raises(Refused, match=reason):
        actions.set_plan(viewer=editor(world), wish=wish(**given))


def test_all_reasons_come_at_once_and_a_strangers_account_is_no_receiver(world: World) -> None:
    stranger = world.user(world.kupang, Role.EDITOR)
    with pytest.raises(Refused) as refused:
        actions.set_plan(viewer=editor(world), wish=wish(users=[stranger], languages=[], weekdays=[]))
    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUDITOR, Role.ARCHIVIST])
def test_only_editors_change_anything(world: World, role: Role) -> None:
    plan(world)
    clipping = begin()
    work()
    viewer = world.viewer(world.ntt, role)
    foreign = world.viewer(world.kupang, Role.EDITOR)
    for attempt in (
        lambda who: actions.set_plan(viewer=who, wish=wish(addresses=["a@luar.example"])),
        lambda who: actions.make_now(viewer=who),
        lambda who: actions.remake(viewer=who, clipping=clipping),
        lambda who: actions.send(viewer=who, clipping=clipping),
        lambda who: actions.retry_letter(viewer=who, letter=Letter.objects.get()),
    ):
        with pytest.raises(Refused, match="berwenang"):
            attempt(viewer)
    for attempt in (
        lambda who: actions.remake(viewer=who, clipping=clipping),
        lambda who: actions.send(viewer=who, clipping=clipping),
    ):
        with pytest.raises(Refused, match="unit lain"):
            attempt(foreign)


def test_switching_on_makes_nothing_of_the_past_due(world: World) -> None:
    made = actions.set_plan(viewer=editor(world), wish=wish(addresses=["a@luar.example"]))
    assert (tasks.begin_due_clippings(), queries.missing(made)) == (0, [])
    actions.set_plan(viewer=editor(world), wish=wish(addresses=["a@luar.example"], hour=time(7)))
    with clock.set_to(MORNING + timedelta(hours=1)):
        assert tasks.begin_due_clippings() == 1


def test_what_is_done_stands_in_the_audit_log(world: World, post_office: PostOffice) -> None:
    plan(world)
    clipping = begin()
    work()
    done = list(AuditRecord.objects.filter(object_id=clipping.pk).order_by("sequence").values_list("action", flat=True))
    assert done == ["clippings.begin", "clippings.keep"]
