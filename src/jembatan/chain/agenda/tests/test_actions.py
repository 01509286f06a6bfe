"""Events through their actions: who may, in which state, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404

from jembatan.chain.agenda import actions, queries
from jembatan.chain.agenda.events import EventChanged, EventPlanned
from jembatan.chain.agenda.models import Event, EventStep
from jembatan.chain.agenda.states import ACTIONS, STATES, roles_for, transition
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditPayload, AuditRecord
from jembatan.foundation.refusal import Refused
from jembatan.foundation.registry import registry
from jembatan.foundation.search.queries import find
from jembatan.foundation.viewer import Role, Viewer, system_viewer
from tests.world import World

START = datetime(2018, 4, 25, 1, 0, tzinfo=UTC)


def plan(viewer: Viewer, **more: object) -> Event:
    facts = {"title": "Rapat kerja kehumasan", "starts_at": START, "place": "Waikabubak", **more}
    return actions.plan_event(viewer=viewer, **facts)  # type: ignore[arg-type]


def take(viewer: Viewer, event: Event, action: str) -> Event:
    steps: dict[str, Callable[[], Event]] = {
        "confirm": lambda: actions.confirm_event(viewer=viewer, event=event),
        "postpone": lambda: actions.postpone_event(viewer=viewer, event=event, reason="Cuaca buruk"),
        "finish": lambda: actions.finish_event(viewer=viewer, event=event),
        "cancel": lambda: actions.cancel_event(viewer=viewer, event=event, reason="Pimpinan berhalangan"),
        "change": lambda: actions.change_event(viewer=viewer, event=event, **facts_of(event, title="Lain")),  # type: ignore[arg-type]
    }
    return steps[action]()


def facts_of(event: Event, **changes: object) -> dict[str, object]:
    told: dict[str, object] = {
        "title": event.title,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "place": event.place,
        "description": event.description,
        "leaders": list(event.leaders.all()),
        "host": event.host,
        "participants": list(event.participants.all()),
        "visibility": event.visibility,
    }
    return told | changes


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    heard: list[object] = []
    for kind in (EventPlanned, EventChanged):
        monkeypatch.setitem(registry.subscribers, kind, [*registry.subscribers[kind], heard.append])
    return heard


def test_planning_keeps_everything_and_tells_everybody(world: World, announced: list[object]) -> None:
    viewer = world.viewer(world.ntt, Role.PROTOCOL_OFFICER)
    leader = world.leader(world.ntt)
    event = plan(viewer, leaders=[leader], host=world.sumba_barat, participants=[world.kupang, world.ntt])
    assert event.state == "planned"
    assert event.unit == world.ntt
    assert list(event.leaders.all()) == [leader]
    assert list(event.participants.all()) == [world.kupang]  # the owner does not take part in its own event
    assert announced == [EventPlanned(event.pk)]
    assert [step.state for step in EventStep.objects.filter(event=event)] == ["planned"]
    record = AuditRecord.objects.get(action="agenda.plan_event")
    assert record.object_id == event.pk
    assert record.unit_key == world.ntt.pk
    assert [hit.id for hit in find(viewer, "kehumasan waikabubak").results] == [event.pk]
    assert find(viewer, "nai yosef").count == 1


def test_all_reasons_come_at_once_and_nothing_stays(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    with pytest.raises(Refused) as refusal:
        plan(viewer, title="  ", ends_at=START, visibility="named", host=world.ntt)
    assert len(refusal.value.reasons) == 4
    assert not Event.objects.exists()
    assert find(viewer, "waikabubak").count == 0
    assert AuditRecord.objects.filter(action="agenda.plan_event.refused").count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_who_may_plan(world: World, role: Role) -> None:
    viewer = world.viewer(world.ntt, role)
    planners = {Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.PROTOCOL_OFFICER}
    if role in planners:
        assert plan(viewer).created_by_id == viewer.user_id
    else:
        with pytest.raises(Refused):
            plan(viewer)


def test_nobody_plans_nothing(world: World) -> None:
    with pytest.raises(Refused):
        plan(Viewer(user_id=world.user(None).pk))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_step_from_every_state(world: World, state: str, action: str) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    event = plan(viewer)
    Event.objects.filter(pk=event.pk).update(state=state)
    line = transition(state, action)
    if line is None:
        with pytest.raises(Refused):
            take(viewer, event, action)
        event.refresh_from_db()
        assert event.state == state
        assert event.steps.count() == 1
    else:
        assert take(viewer, event, action).state == line.after
        assert event.steps.last().state == line.after


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", ACTIONS)
def test_every_step_by_every_role(world: World, role: Role, action: str) -> None:
    event = plan(world.viewer(world.ntt, Role.EDITOR))
    Event.objects.filter(pk=event.pk).update(state="confirmed" if action == "finish" else "planned")
    viewer = world.viewer(world.ntt, role, email="lain@ntt.example")
    if role in roles_for(action):
        assert take(viewer, event, action).state != "planned"
    else:
        with pytest.raises(Refused, match="Peran"):
            take(viewer, event, action)


@pytest.mark.parametrize("action", [*ACTIONS, "change"])
def test_host_and_participants_see_and_do_not_change(world: World, action: str) -> None:
    owner = world.viewer(world.ntt, Role.EDITOR)
    event = plan(owner, host=world.sumba_barat, participants=[world.kupang], visibility="unit")
    Event.objects.filter(pk=event.pk).update(state="confirmed" if action == "finish" else "planned")
    for unit in (world.sumba_barat, world.kupang):
        viewer = world.viewer(unit, Role.BUREAU_HEAD)
        assert queries.event_for(viewer, event.pk) == event
        assert find(viewer, "kehumasan").count == 1
        with pytest.raises(Refused, match="Biro Adpim NTT"):
            take(viewer, event, action)
    event.refresh_from_db()
    assert event.title == "Rapat kerja kehumasan"
    stranger = world.viewer(world.diskominfo, Role.BUREAU_HEAD)
    with pytest.raises(Http404):
        queries.event_for(stranger, event.pk)
    assert find(stranger, "kehumasan").count == 0


def test_closing_the_door_closes_search_too(world: World) -> None:
    owner, other = world.viewer(world.ntt, Role.EDITOR), world.viewer(world.kupang, Role.EDITOR)
    event = plan(owner)
    assert find(other, "kehumasan").count == 1
    actions.change_event(viewer=owner, event=event, **facts_of(event, visibility="unit"))  # type: ignore[arg-type]
    assert find(other, "kehumasan").count == 0
    assert not queries.events(other).exists()


def test_cancelling_needs_a_reason_and_is_final(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    event = plan(viewer)
    with pytest.raises(Refused, match="alasan"):
        actions.cancel_event(viewer=viewer, event=event, reason="   ")
    actions.cancel_event(viewer=viewer, event=event, reason="Gubernur berhalangan")
    assert queries.steps_of(viewer, event)[-1].reason == "Gubernur berhalangan"
    payload = AuditPayload.objects.get(record__action="agenda.cancel_event")
    assert payload.content["reason"] == "Gubernur berhalangan"
    with pytest.raises(Refused, match="dibatalkan"):
        actions.change_event(viewer=viewer, event=event, **facts_of(event, title="Hidup lagi"))  # type: ignore[arg-type]


def test_what_has_not_begun_is_not_over(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    event = actions.confirm_event(viewer=viewer, event=plan(viewer, starts_at=clock.now() + timedelta(days=1)))
    with pytest.raises(Refused, match="belum mulai"):
        actions.finish_event(viewer=viewer, event=event)


def test_a_change_that_changes_nothing_leaves_no_trace(world: World, announced: list[object]) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    event = plan(viewer)
    actions.change_event(viewer=viewer, event=event, **facts_of(event))  # type: ignore[arg-type]
    assert not AuditRecord.objects.filter(action="agenda.change_event").exists()
    actions.change_event(viewer=viewer, event=event, **facts_of(event, place="Tambolaka"))  # type: ignore[arg-type]
    assert AuditRecord.objects.get(action="agenda.change_event").fields == ["place"]
    assert announced[-1] == EventChanged(event.pk)
    assert find(viewer, "tambolaka").count == 1
    assert find(viewer, "waikabubak").count == 0


def test_the_system_plans_for_any_unit(world: World) -> None:
    event = plan(system_viewer("test"), unit=world.kupang)
    assert event.unit == world.kupang


def test_a_member_plans_for_no_other_unit(world: World) -> None:
    event = plan(world.viewer(world.ntt, Role.EDITOR), unit=world.kupang)
    assert event.unit == world.ntt


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        (START + HOUR, START + 3 * HOUR, True),
        (START - HOUR, START + HOUR / 2, True),
        (START - HOUR, START, False),  # ends as the other begins
        (START + 2 * HOUR, START + 3 * HOUR, False),  # the other, without an end, counts two hours
        (START - HOUR, None, True),
        (START - 2 * HOUR, None, False),
    ],
)
def test_clashes_of_one_leader(world: World, start: datetime, end: datetime | None, clashes: bool) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    leader = world.leader(world.ntt)
    first = plan(viewer, leaders=[leader])
    second = plan(viewer, title="Panen raya", leaders=[leader], starts_at=start, ends_at=end)
    assert queries.clashes_of(viewer, second) == ([first] if clashes else [])
    assert queries.clashes_of(viewer, first) == ([second] if clashes else [])


def test_only_the_same_leader_what_takes_place_and_what_is_seen_clashes(world: World) -> None:
    viewer, other = world.viewer(world.ntt, Role.EDITOR), world.viewer(world.kupang, Role.EDITOR)
    leader, another = world.leader(world.ntt), world.leader(world.kupang, "Maria Tlonaen", "Wali Kota")
    first = plan(viewer, leaders=[leader])
    plan(viewer, leaders=[another])
    closed = plan(other, leaders=[leader], visibility="unit")
    assert queries.clashes_of(viewer, first) == []
    assert queries.clashes_of(other, closed) == [first]
    actions.postpone_event(viewer=viewer, event=first)
    assert queries.clashes_of(other, closed) == []
