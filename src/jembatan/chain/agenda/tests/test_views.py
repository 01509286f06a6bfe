"""The screens of the agenda, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from jembatan.chain.agenda import actions
from jembatan.chain.agenda.models import Event
from jembatan.foundation.viewer import Role
from tests.world import World

START = datetime(2018, 4, 25, 1, 0, tzinfo=UTC)  # 09.00 WITA


def plan(world: World, **more: object) -> Event:
    facts = {"title": "Rapat kerja kehumasan", "starts_at": START, **more}
    return actions.plan_event(viewer=world.viewer(world.ntt, Role.EDITOR), **facts)  # type: ignore[arg-type]


def posted(**more: object) -> dict[str, object]:
    return {"title": "Panen raya jagung", "starts_at": "2018-04-25T09:00", "visibility": "network", **more}


def test_planning_by_the_form_takes_times_in_the_units_zone(world: World) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    leader = world.leader(world.ntt)
    answer = client.post(
        reverse("event_new"),
        posted(leaders=[leader.pk], host=world.sumba_barat.pk, participants=[world.kupang.pk], place="Aesesa"),
    )
    event = Event.objects.get()
    assert answer.headers["Location"] == reverse("event_detail", args=[event.pk])
    assert event.starts_at == START
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Rabu, 25 April 2018 09.00 WITA" in page
    assert "Prokopim Sumba Barat" in page


def test_an_error_keeps_everything_that_was_typed(world: World) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    answer = client.post(reverse("event_new"), posted(title="", place="Desa Oinlasi", ends_at="2018-04-25T08:00"))
    assert answer.status_code == 422
    assert "Desa Oinlasi" in answer.content.decode()
    answer = client.post(reverse("event_new"), posted(ends_at="2018-04-25T08:00", place="Desa Oinlasi"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Waktu selesai harus sesudah waktu mulai." in text
    assert "Desa Oinlasi" in text
    assert not Event.objects.exists()


def test_editing_shows_the_time_as_it_was_typed(world: World) -> None:
    event = plan(world)
    client = world.client(world.ntt, Role.EDITOR)
    address = reverse("event_edit", args=[event.pk])
    assert 'value="2018-04-25T09:00"' in client.get(address).content.decode()
    client.post(address, posted(place="Ende"))
    event.refresh_from_db()
    assert (event.title, event.place, event.starts_at) == ("Panen raya jagung", "Ende", START)


def test_a_leader_of_another_corner_cannot_be_smuggled_in(world: World) -> None:
    stranger = world.leader(world.kupang)
    client = world.client(world.sumba_barat, Role.EDITOR)
    answer = client.post(reverse("event_new"), posted(leaders=[stranger.pk]))
    assert answer.status_code == 422
    assert not Event.objects.exists()


def test_the_host_sees_a_closed_event_without_its_buttons(world: World) -> None:
    event = plan(world, host=world.sumba_barat, visibility="unit")
    address = reverse("event_detail", args=[event.pk])
    page = world.client(world.sumba_barat, Role.EDITOR).get(address)
    assert page.status_code == 200
    assert reverse("event_edit", args=[event.pk]) not in page.content.decode()
    assert world.client(world.kupang, Role.EDITOR).get(address).status_code == 404
    assert (
        world.client(world.sumba_barat, Role.EDITOR).post(reverse("event_edit", args=[event.pk]), posted()).status_code
        == 403
    )
    for name in ("event_confirm", "event_postpone", "event_finish", "event_cancel"):
        step = reverse(name, args=[event.pk])
        assert world.client(world.sumba_barat, Role.EDITOR).post(step, {"reason": "x"}).status_code == 403
        assert world.client(world.kupang, Role.EDITOR).post(step, {"reason": "x"}).status_code == 404
    event.refresh_from_db()
    assert event.state == "planned"


def test_steps_ask_first_and_then_do(world: World) -> None:
    event = plan(world)
    client = world.client(world.ntt, Role.EDITOR)
    ask = client.get(reverse("event_confirm", args=[event.pk]))
    assert event.title in ask.content.decode()
    client.post(reverse("event_confirm", args=[event.pk]))
    event.refresh_from_db()
    assert event.state == "confirmed"
    without = client.post(reverse("event_cancel", args=[event.pk]), {"reason": " "})
    assert without.status_code == 422
    assert "Tulis alasan" in without.content.decode()
    client.post(reverse("event_cancel", args=[event.pk]), {"reason": "Cuaca buruk"})
    event.refresh_from_db()
    assert event.state == "cancelled"
    assert "Cuaca buruk" in client.get(reverse("event_detail", args=[event.pk])).content.decode()
    assert client.get(reverse("event_edit", args=[event.pk])).status_code == 403


def test_the_list_is_narrowed_by_its_address(world: World) -> None:
    plan(world, title="Raker Waikabubak", place="Sumba")
    mine = actions.plan_event(
        viewer=world.viewer(world.kupang, Role.EDITOR), title="Pawai budaya", starts_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    plan(world, title="Rahasia dapur", visibility="unit")
    client = world.client(world.kupang, Role.EDITOR)

    def titles(**query: object) -> set[str]:
        page = client.get(reverse("event_list"), query).content.decode()
        return {title for title in ("Raker Waikabubak", "Pawai budaya", "Rahasia dapur") if title in page}

    assert titles() == {"Raker Waikabubak", "Pawai budaya"}
    assert titles(waktu="mendatang") == {"Pawai budaya"}
    assert titles(waktu="lalu") == {"Raker Waikabubak"}
    assert titles(milik="kita") == {"Pawai budaya"}
    assert titles(unit=world.ntt.pk) == {"Raker Waikabubak"}
    assert titles(kata="sumba") == {"Raker Waikabubak"}
    assert titles(keadaan="done") == set()
    assert mine.state == "planned"


@pytest.mark.parametrize(
    "query",
    [
        {"unit": "x", "hal": "zz", "urut": "--x"},
        {"kata": "\x00'\"", "keadaan": "no", "waktu": "?"},
        {"urut": "-judul", "hal": "99999999999999999999"},
        {"bulan": "0000-00"},
        {"bulan": "9999-12"},
        {"bulan": "0001-01"},
        {"bulan": "2018-4'"},
    ],
)
def test_no_address_breaks_list_or_calendar(world: World, query: dict[str, str]) -> None:
    plan(world)
    client = world.client(world.ntt, Role.EDITOR)
    for name in ("event_list", "event_calendar"):
        assert client.get(reverse(name), query).status_code == 200


def test_the_calendar_shows_each_day_of_a_long_event(world: World) -> None:
    plan(world, ends_at=datetime(2018, 4, 27, 9, 0, tzinfo=UTC))
    client = world.client(world.ntt, Role.EDITOR)
    page = client.get(reverse("event_calendar"), {"bulan": "2018-04"}).content.decode()
    assert page.count("Rapat kerja kehumasan") == 3
    assert "bulan=2018-03" in page
    assert "bulan=2018-05" in page
    assert "Rapat kerja kehumasan" not in client.get(reverse("event_calendar"), {"bulan": "2018-06"}).content.decode()


def test_the_form_warns_of_a_clash_and_saves_nevertheless(world: World) -> None:
    leader = world.leader(world.ntt)
    plan(world, leaders=[leader])
    client = world.client(world.ntt, Role.EDITOR)
    hint = client.get(reverse("event_clashes"), {"starts_at": "2018-04-25T10:00", "leaders": [leader.pk]})
    assert "Rapat kerja kehumasan" in hint.content.decode()
    assert client.get(reverse("event_clashes"), {"starts_at": "kemarin"}).content.decode().strip() == ""
    answer = client.post(reverse("event_new"), posted(leaders=[leader.pk]), follow=True)
    assert "Rapat kerja kehumasan" in answer.content.decode()
    assert Event.objects.count() == 2


@pytest.mark.parametrize("name", ["event_list", "event_calendar", "event_new", "event_clashes"])
def test_nobody_is_sent_to_sign_in(world: World, name: str) -> None:
    answer = world.client(None).get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_an_unknown_event_is_not_found(world: World) -> None:
    assert world.client(world.ntt, Role.EDITOR).get(reverse("event_detail", args=[uuid4()])).status_code == 404


def test_an_auditor_reads_and_gets_no_button(world: World) -> None:
    event = plan(world, visibility="unit")
    client = world.client(world.ntt, Role.AUDITOR)
    page = client.get(reverse("event_detail", args=[event.pk])).content.decode()
    assert event.title in page
    assert reverse("event_cancel", args=[event.pk]) not in page
    assert client.get(reverse("event_new")).status_code == 403
