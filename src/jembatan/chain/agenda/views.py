"""The list, the calendar, and the page of an event with what hangs on it."""

from calendar import Calendar
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jembatan.chain.agenda import display, policies, queries
from jembatan.chain.agenda.forms import VISIBILITY_WORDS
from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.states import ACTIONS, STATES
from jembatan.foundation import clock
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.registry import registry
from jembatan.foundation.viewer import Viewer
from jembatan.web.components import Tab, month_grid

PAGE_SIZE = 30


@require_safe
@member_required
def event_list(request: HttpRequest) -> HttpResponse:
    """The events that the viewer may see, narrowed by the address."""
    viewer = viewer_from(request)
    narrow = _narrow(request)
    rows = queries.events(viewer, narrow)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("hal"))
    for event in page:
        event.kind = display.kind_of(event.state)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "narrow": narrow,
        "is_narrowed": bool(request.GET.keys() - {"hal", "urut"}),
        **_around(viewer, request, "daftar"),
    }
    return render(request, "agenda/event_list.html", context)


@require_safe
@member_required
def event_calendar(request: HttpRequest) -> HttpResponse:
    """The events of a month (`?bulan=2018-04`), on a phone as a list of its days."""
    viewer = viewer_from(request)
    narrow = _narrow(request)
    year, month = _month(request.GET.get("bulan", ""))
    weeks = Calendar().monthdatescalendar(year, month)
    first, last = weeks[0][0], weeks[-1][-1]
    found = queries.events_between(viewer, first, last, narrow)
    drawn = month_grid(
        year,
        month,
        display.entries(found, first, last),
        previous_url=_month_url(request, year, month - 1),
        next_url=_month_url(request, year, month + 1),
        today_url=_month_url(request, None, None),
    )
    in_month = [event for event in found if _touches(event, year, month)]
    context = {
        "month": drawn,
        "month_value": f"{year:04}-{month:02}",
        "count": len(in_month),
        "narrow": narrow,
        **_around(viewer, request, "kalender"),
    }
    return render(request, "agenda/event_calendar.html", context)


@require_safe
@member_required
def event_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One event: its facts, what may be done with it, and what the other rooms hang on it."""
    viewer = viewer_from(request)
    event = queries.event_for(viewer, pk)
    steps = queries.steps_of(viewer, event)
    context = {
        "event": event,
        "kind": display.kind_of(event.state),
        "lifecycle": display.lifecycle(event.state),
        "steps": steps,
        "reason": next((step.reason for step in reversed(steps) if step.state == event.state), ""),
        "may": {name: not policies.reasons_against_step(viewer, event, name) for name in ACTIONS},
        "may_change": not policies.reasons_against_changing(viewer, event),
        "is_over": event.starts_at <= clock.now(),
        "is_ours": viewer.unit_id == event.unit_id,
        "visibility": VISIBILITY_WORDS.get(event.visibility, event.get_visibility_display()),
        "clashes": queries.clashes_of(viewer, event),
        "panels": _panels(request, viewer, event),
    }
    return render(request, "agenda/event_detail.html", context)


def _panels(request: HttpRequest, viewer: Viewer, event: Event) -> list[SafeString]:
    panels = registry.panels_for("event.detail", viewer, event)
    return [render_to_string(panel.template, panel.context, request) for panel in panels]


def _around(viewer: Viewer, request: HttpRequest, current: str) -> dict[str, Any]:
    """What list and calendar share: tabs that keep the filters, and the choices of the filters."""
    kept = request.GET.copy()
    for name in ("hal", "bulan", "waktu", "urut"):
        kept.pop(name, None)
    tail = f"?{kept.urlencode()}" if kept else ""
    return {
        "tabs": [
            Tab("daftar", _("Daftar"), reverse("event_list") + tail),
            Tab("kalender", _("Kalender"), reverse("event_calendar") + tail),
        ],
        "tab": current,
        "states": display.state_choices(),
        "units": queries.units_with_events(viewer),
        "may_plan": policies.may_plan(viewer),
    }


def _narrow(request: HttpRequest) -> queries.EventFilter:
    asked = request.GET
    return queries.EventFilter(
        words=asked.get("kata", "").replace("\x00", "").strip()[:200],
        when=asked.get("waktu", "") if asked.get("waktu") in {"mendatang", "lalu"} else "",
        state=asked.get("keadaan", "") if asked.get("keadaan") in STATES else "",
        unit_id=read_id(asked.get("unit", "")),
        mine=asked.get("milik") == "kita",
        order=asked.get("urut", ""),
    )


def _month(text: str) -> tuple[int, int]:
    """The month asked for; this month if it is none that a calendar can show."""
    try:
        wanted = date.fromisoformat(f"{text}-01")
    except ValueError:
        wanted = localdate(clock.now())
    # The grid reaches into the neighbouring months, which the first and last year of the calendar lack.
    if not 1900 <= wanted.year <= 2200:
        wanted = localdate(clock.now())
    return wanted.year, wanted.month


def _month_url(request: HttpRequest, year: int | None, month: int | None) -> str:
    kept = request.GET.copy()
    kept.pop("bulan", None)
    if year is not None and month is not None:
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        kept["bulan"] = f"{year:04}-{month:02}"
    return f"{request.path}?{kept.urlencode()}"


def _touches(event: Event, year: int, month: int) -> bool:
    first, last = localdate(event.starts_at), localdate(event.ends_at or event.starts_at)
    return (first.year, first.month) <= (year, month) <= (last.year, last.month)
