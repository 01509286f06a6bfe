"""Sending photos: several at once, each judged by itself, and nothing lost when something is wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation import actions, display, intake, policies, queries
from jembatan.chain.documentation.forms import UploadForm
from jembatan.chain.documentation.intake import Waiting
from jembatan.chain.documentation.models import Asset
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.queries import unit_for
from jembatan.foundation.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def asset_new(request: HttpRequest) -> HttpResponse:
    """Send photos, of an event if `?kegiatan=` names one."""
    viewer = viewer_from(request)
    event = queries.event_seen(viewer, _uuid(request.GET.get("kegiatan", "")))
    refuse_if(policies.reasons_against_adding(viewer, event))
    if request.method == "POST":
        return _receive(request, viewer, event)
    initial = {"event": event, "credit": unit_for(viewer).short_name}
    return _page(request, UploadForm(viewer=viewer, event=event, initial=initial), event)


def _receive(request: HttpRequest, viewer: Viewer, event: Event | None) -> HttpResponse:
    before = intake.waiting_of(request.POST.get("taken", ""), viewer.user_id)
    uploads = request.FILES.getlist("photos")
    waiting, problems = intake.receive(uploads, before, get_current_timezone())
    data, suggested = _filled(request.POST, waiting, viewer)
    form = UploadForm(data, viewer=viewer, event=event, waiting=waiting)
    is_ready = form.is_valid()
    if not waiting and not problems:
        form.add_error("photos", _("Pilih sedikitnya satu foto."))
        is_ready = False
    if not is_ready or suggested or not waiting:
        return _page(request, form, event, problems=problems, has_suggestions=suggested)
    saved, left = _save(viewer, form, problems)
    if not left and not problems:
        return _to_saved(request, saved, form.cleaned_data["event"])
    # Some are safe, some are not: show both, with everything typed for another try.
    data["taken"] = intake.token_of(left, viewer.user_id)
    again = UploadForm(data, viewer=viewer, event=event, waiting=left)
    return _page(request, again, event, problems=problems, saved=saved)


def _filled(posted: QueryDict, waiting: list[Waiting], viewer: Viewer) -> tuple[QueryDict, bool]:
    """What was typed, with the captions that the photos bring; and whether such a one is new to the person."""
    data = posted.copy()
    data["taken"] = intake.token_of(waiting, viewer.user_id)
    has_suggestions = False
    for one in waiting:
        if one.field not in data and one.suggestion and not data.get("caption", "").strip():
            data[one.field] = one.suggestion
            has_suggestions = True
    return data, has_suggestions


def _save(viewer: Viewer, form: UploadForm, problems: list[str]) -> tuple[list[Asset], list[Waiting]]:
    """Add each photo by itself; those that are refused stay with their captions. One sent twice is added once."""
    saved, left = [], []
    told: dict[str, Any] = {name: form.cleaned_data[name] for name in ("credit", "event", "people", "visibility")}
    for one in form.waiting:
        present = queries.same_photo(viewer, one.taken.sha256, told["event"])
        try:
            saved.append(
                present or actions.add_asset(viewer=viewer, taken=one.taken, caption=form.caption_of(one), **told)
            )
        except Refused as refusal:
            problems += [f"{one.taken.name}: {reason}" for reason in refusal.reasons]
            left.append(one)
    return saved, left


def _to_saved(request: HttpRequest, saved: list[Asset], event: Event | None) -> HttpResponse:
    messages.success(request, _saved_text(len(saved)))
    if len(saved) == 1:
        return redirect("asset_detail", pk=saved[0].pk)
    return redirect(f"{reverse('asset_list')}?kegiatan={event.pk}" if event is not None else reverse("asset_list"))


def _page(
    request: HttpRequest,
    form: UploadForm,
    event: Event | None,
    *,
    problems: list[str] | None = None,
    saved: list[Asset] | None = None,
    has_suggestions: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "event": event,
        "problems": problems or [],
        "saved": display.grid(saved or []),
        "saved_text": _saved_text(len(saved)) if saved else "",
        "has_suggestions": has_suggestions,
        "waiting_count": len(form.waiting),
        "cancel_url": reverse("event_detail", args=[event.pk]) if event is not None else reverse("asset_list"),
    }
    return render(request, "documentation/asset_new.html", context, status=422 if form.is_bound else 200)


def _saved_text(count: int) -> str:
    text = ngettext("%(n)s foto tersimpan, sedang diolah.", "%(n)s foto tersimpan, sedang diolah.", count)
    return text % {"n": count}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
