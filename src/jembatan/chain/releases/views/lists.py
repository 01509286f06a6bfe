"""The list of releases, and beginning a new one."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import get_current_timezone
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.chain.releases import actions, policies, queries
from jembatan.chain.releases.display import badges_of, state_label
from jembatan.chain.releases.forms import NewForm
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import Viewer

PAGE_SIZE = 30
ALL_UNITS = "semua"


@require_safe
@member_required
def release_list(request: HttpRequest) -> HttpResponse:
    """Releases of the viewer's unit, or of others, narrowed by the address line."""
    viewer = viewer_from(request)
    unit = request.GET.get("unit", "")
    narrow = _narrow(request, viewer, unit)
    page = Paginator(queries.releases(viewer, narrow), PAGE_SIZE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "rows": [(release, badges_of(release)) for release in page],
        "narrow": narrow,
        "unit": unit,
        "units": units(viewer).exclude(Q(pk=viewer.unit_id)),
        "states": [(state, state_label(state)) for state in queries.LIST_STATES],
        "since": request.GET.get("sejak", ""),
        "until": request.GET.get("sampai", ""),
        "is_narrowed": any(request.GET.get(name) for name in ("kata", "keadaan", "unit", "sejak", "sampai", "saya")),
        "may_begin": not policies.reasons_against_starting(viewer, None),
    }
    return render(request, "releases/release_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def release_new(request: HttpRequest) -> HttpResponse:
    """Begin a release, of an event (`?kegiatan=`) or free."""
    viewer = viewer_from(request)
    reasons: tuple[str, ...] = tuple(policies.reasons_against_starting(viewer, None))
    form = NewForm(request.POST or None, viewer=viewer, initial={"event": read_id(request.GET.get("kegiatan", ""))})
    if request.method == "POST" and form.is_valid():
        try:
            release = actions.start_release(viewer=viewer, **form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("release_edit", pk=release.pk)
    status = 403 if reasons else 422 if form.is_bound else 200
    return render(request, "releases/release_new.html", {"form": form, "reasons": reasons}, status=status)


def _narrow(request: HttpRequest, viewer: Viewer, unit: str) -> queries.ReleaseFilter:
    given: dict[str, Any] = request.GET.dict()
    until = _midnight(given.get("sampai", ""))
    return queries.ReleaseFilter(
        words=given.get("kata", "").strip()[:200],
        state=given.get("keadaan", ""),
        unit_id=None if unit == ALL_UNITS else read_id(unit) or viewer.unit_id,
        event_id=read_id(given.get("kegiatan", "")),
        since=_midnight(given.get("sejak", "")),
        until=until + timedelta(days=1) if until is not None else None,
        mine=given.get("saya") == "1",
    )


def _midnight(text: str) -> datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return datetime.combine(day, time(), get_current_timezone()) if day is not None else None
