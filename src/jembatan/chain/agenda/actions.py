"""Planning events, changing them, and moving them through their states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.chain.agenda import policies
from jembatan.chain.agenda.events import EventChanged, EventPlanned
from jembatan.chain.agenda.models import DEFAULT_VISIBILITY, Event, EventStep
from jembatan.chain.agenda.search_texts import search_text
from jembatan.chain.agenda.states import transition
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.people.models import Person
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.search.actions import index_document
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is told of an event. Times are aware."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    description: str
    host: Unit | None
    visibility: str


@action("agenda.plan_event")
def plan_event(
    *,
    viewer: Viewer,
    title: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place: str = "",
    description: str = "",
    leaders: Sequence[Person] = (),
    host: Unit | None = None,
    participants: Sequence[Unit] = (),
    visibility: str = DEFAULT_VISIBILITY,
    unit: Unit | None = None,
    imported_at: datetime | None = None,
) -> Event:
    """Plan an event of the viewer's unit (`unit` is for the system, which has none). Raises Refused with all reasons.

    `imported_at` marks an event of the past that is entered later.
    """
    refuse_if(policies.reasons_against_planning(viewer) if unit is None or not viewer.is_system else [])
    owner = unit if viewer.is_system and unit is not None else Unit.objects.get(Q(pk=viewer.unit_id))
    facts = _Facts(title.strip(), starts_at, ends_at, place.strip(), description.strip(), host, visibility)
    refuse_if(_against(facts, owner))
    event = Event.objects.create(unit=owner, created_by_id=viewer.user_id, imported_at=imported_at, **_columns(facts))
    _set_people(event, leaders, participants)
    _note_step(viewer, event)
    record(
        viewer,
        "agenda.plan_event",
        unit_id=owner.pk,
        kind=Event._meta.label,
        object_id=event.pk,
        changes=_told(event),
    )
    index_document(search_text(event))
    registry.announce(EventPlanned(event.pk))
    return event


@action("agenda.change_event")
def change_event(
    *,
    viewer: Viewer,
    event: Event,
    title: str,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    description: str,
    leaders: Sequence[Person],
    host: Unit | None,
    participants: Sequence[Unit],
    visibility: str,
) -> Event:
    """Replace the facts of an event. Raises Refused with all reasons; a cancelled event stays as it is."""
    event = _locked(event)
    facts = _Facts(title.strip(), starts_at, ends_at, place.strip(), description.strip(), host, visibility)
    refuse_if(policies.reasons_against_changing(viewer, event) + _against(facts, event.unit))
    before = _told(event)
    for name, value in _columns(facts).items():
        setattr(event, name, value)
    event.save()
    _set_people(event, leaders, participants)
    after = _told(event)
    changes = {name: value for name, value in after.items() if before[name] != value}
    if changes:
        _changed(viewer, event, "agenda.change_event", changes)
    return event


def confirm_event(*, viewer: Viewer, event: Event) -> Event:
    """Say that it takes place: planned or postponed becomes confirmed."""
    return _step(viewer=viewer, event=event, name="confirm")


def postpone_event(*, viewer: Viewer, event: Event, reason: str = "") -> Event:
    """Say that it takes place later: planned or confirmed becomes postponed, until it is confirmed again."""
    return _step(viewer=viewer, event=event, name="postpone", reason=reason)


def finish_event(*, viewer: Viewer, event: Event) -> Event:
    """Say that it has taken place: confirmed becomes done."""
    return _step(viewer=viewer, event=event, name="finish")


def cancel_event(*, viewer: Viewer, event: Event, reason: str) -> Event:
    """Say that it won't take place, and why. There is no way back; it stays in the agenda with its reason."""
    return _step(viewer=viewer, event=event, name="cancel", reason=reason)


@action("agenda.take_step")
def _step(*, viewer: Viewer, event: Event, name: str, reason: str = "") -> Event:
    event = _locked(event)
    reason = reason.strip()
    reasons = policies.reasons_against_step(viewer, event, name)
    if name == "cancel" and not reason:
        reasons.append(_("Tulis alasan pembatalannya, supaya unit lain tahu."))
    if len(reason) > 500:
        reasons.append(_("Alasan terlalu panjang; paling banyak 500 huruf."))
    if name == "finish" and event.starts_at > clock.now():
        reasons.append(_("Kegiatan ini belum mulai, jadi belum dapat dinyatakan selesai."))
    refuse_if(reasons)
    line = transition(event.state, name)
    assert line is not None
    event.state = line.after
    event.save(update_fields=["state"])
    _note_step(viewer, event, reason)
    _changed(viewer, event, f"agenda.{name}_event", {"state": event.state}, reason)
    return event


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("unit").get(pk=event.pk)


def _against(facts: _Facts, owner: Unit) -> list[str]:
    return policies.reasons_against_facts(
        title=facts.title,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        unit=owner,
        host=facts.host,
        visibility=facts.visibility,
    )


def _columns(facts: _Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at,
        "place": facts.place,
        "description": facts.description,
        "host": facts.host,
        "visibility": facts.visibility,
    }


def _set_people(event: Event, leaders: Sequence[Person], participants: Sequence[Unit]) -> None:
    """The owner and the host take part as such, so they aren't counted among the participants."""
    event.leaders.set(leaders)
    event.participants.set([unit for unit in participants if unit.pk not in {event.unit_id, event.host_id}])


def _told(event: Event) -> dict[str, Any]:
    """The facts of an event as the audit keeps them."""
    return {
        "title": event.title,
        "place": event.place,
        "description": event.description,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "host": event.host_id,
        "visibility": str(event.visibility),
        "leaders": sorted(str(pk) for pk in event.leaders.values_list("pk", flat=True)),
        "participants": sorted(str(pk) for pk in event.participants.values_list("pk", flat=True)),
    }


def _note_step(viewer: Viewer, event: Event, reason: str = "") -> None:
    EventStep.objects.create(
        event=event, state=event.state, reason=reason, taken_by_id=viewer.user_id, taken_at=clock.now()
    )


def _changed(viewer: Viewer, event: Event, name: str, changes: dict[str, Any], reason: str = "") -> None:
    record(
        viewer,
        name,
        unit_id=event.unit_id,
        kind=Event._meta.label,
        object_id=event.pk,
        changes=changes,
        reason=reason,
    )
    index_document(search_text(event))
    registry.announce(EventChanged(event.pk))
