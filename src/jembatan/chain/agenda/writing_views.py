"""Planning an event, changing it, and moving it through its states."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.chain.agenda import actions, policies, queries
from jembatan.chain.agenda.forms import EventForm, NeededReasonForm, ReasonForm
from jembatan.chain.agenda.models import Event
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.queries import unit_for
from jembatan.foundation.viewer import Viewer

PAGE_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE_METHODS)
@member_required
def event_new(request: HttpRequest) -> HttpResponse:
    """Plan an event."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_planning(viewer))
    form = EventForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        event = _attempt(form, lambda: actions.plan_event(viewer=viewer, **form.cleaned_data))
        if event is not None:
            return _saved(request, viewer, event, _("Kegiatan tercatat."))
    return _form_page(request, viewer, form, None)


@require_http_methods(PAGE_METHODS)
@member_required
def event_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the facts of an event."""
    viewer = viewer_from(request)
    event = queries.event_for(viewer, pk)
    refuse_if(policies.reasons_against_changing(viewer, event))
    form = EventForm(request.POST or None, viewer=viewer, event=event)
    if request.method == "POST" and form.is_valid():
        changed = _attempt(form, lambda: actions.change_event(viewer=viewer, event=event, **form.cleaned_data))
        if changed is not None:
            return _saved(request, viewer, changed, _("Perubahan tersimpan."))
    return _form_page(request, viewer, form, event)


@require_safe
@member_required
def event_clashes(request: HttpRequest) -> HttpResponse:
    """The part of the form that warns of another event of the same leader, from what is typed so far."""
    viewer = viewer_from(request)
    event = read_id(request.GET.get("kegiatan", ""))
    form = EventForm(request.GET, viewer=viewer)
    form.is_valid()
    found = _clashes_in(viewer, form, event)
    return render(request, "agenda/_clashes.html", {"clashes": found})


@dataclass(frozen=True, slots=True)
class _Asking:
    """What the page that asks before a step says."""

    question: Any
    action: Any
    consequence: Any
    done: Any
    style: str = "primary"
    form: type[ReasonForm] | None = None


_ASKING = {
    "confirm": _Asking(
        gettext_lazy("Pastikan kegiatan ini?"),
        gettext_lazy("Pastikan"),
        gettext_lazy("Unit yang melihatnya tahu bahwa kegiatan ini jadi berlangsung."),
        gettext_lazy("Kegiatan dipastikan."),
    ),
    "postpone": _Asking(
        gettext_lazy("Tunda kegiatan ini?"),
        gettext_lazy("Tunda"),
        gettext_lazy("Setelah waktunya diubah, kegiatan dapat dipastikan lagi."),
        gettext_lazy("Kegiatan ditunda."),
        form=ReasonForm,
    ),
    "finish": _Asking(
        gettext_lazy("Nyatakan kegiatan ini selesai?"),
        gettext_lazy("Nyatakan selesai"),
        gettext_lazy("Foto dan siaran pers masih dapat ditambahkan."),
        gettext_lazy("Kegiatan selesai."),
    ),
    "cancel": _Asking(
        gettext_lazy("Batalkan kegiatan ini?"),
        gettext_lazy("Batalkan kegiatan"),
        gettext_lazy("Pembatalan tidak dapat ditarik kembali. Foto dan siaran persnya tetap ada."),
        gettext_lazy("Kegiatan dibatalkan."),
        style="danger",
        form=NeededReasonForm,
    ),
}


@require_http_methods(PAGE_METHODS)
@member_required
def event_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Ask, naming the event, and then confirm, postpone, finish or cancel it."""
    viewer = viewer_from(request)
    event = queries.event_for(viewer, pk)
    refuse_if(policies.reasons_against_step(viewer, event, step))
    asking = _ASKING[step]
    form = asking.form(request.POST or None) if asking.form is not None else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form is not None else ""
        if _attempt(form, lambda: _take(viewer, event, step, reason)) is not None:
            messages.success(request, str(asking.done))
            return redirect("event_detail", pk=pk)
    context = {
        "question": asking.question,
        "name": event.title,
        "consequence": asking.consequence,
        "action": asking.action,
        "style": asking.style,
        "form": form,
        "cancel_url": reverse("event_detail", args=[pk]),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "web/confirm.html", context, status=status)


def _take(viewer: Viewer, event: Event, step: str, reason: str) -> Event:
    if step == "confirm":
        return actions.confirm_event(viewer=viewer, event=event)
    if step == "finish":
        return actions.finish_event(viewer=viewer, event=event)
    if step == "postpone":
        return actions.postpone_event(viewer=viewer, event=event, reason=reason)
    return actions.cancel_event(viewer=viewer, event=event, reason=reason)


def _attempt(form: EventForm | ReasonForm | None, act: Callable[[], Event]) -> Event | None:
    """Do it; a refusal is told in the form, with everything typed still there."""
    try:
        return act()
    except Refused as refusal:
        if form is None:
            raise
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return None


def _saved(request: HttpRequest, viewer: Viewer, event: Event, text: str) -> HttpResponse:
    messages.success(request, text)
    if queries.clashes_of(viewer, event):
        messages.warning(request, _("Ada kegiatan lain dengan pimpinan yang sama pada waktu ini."))
    return redirect("event_detail", pk=event.pk)


def _form_page(request: HttpRequest, viewer: Viewer, form: EventForm, event: Event | None) -> HttpResponse:
    clashes = queries.clashes_of(viewer, event) if event is not None and not form.is_bound else []
    if form.is_bound:
        clashes = _clashes_in(viewer, form, event.pk if event is not None else None)
    context = {
        "form": form,
        "event": event,
        "owner": event.unit if event is not None else unit_for(viewer),
        "clashes": clashes,
    }
    return render(request, "agenda/event_form.html", context, status=422 if form.is_bound else 200)


def _clashes_in(viewer: Viewer, form: EventForm, apart_from: UUID | None) -> list[Event]:
    data = form.cleaned_data
    if not data.get("starts_at") or not data.get("leaders"):
        return []
    return queries.clashes(
        viewer,
        leaders=data["leaders"],
        starts_at=data["starts_at"],
        ends_at=data.get("ends_at"),
        apart_from=apart_from,
    )
