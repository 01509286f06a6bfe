"""Screens of what a unit looks out for, of letters that failed, and of the link that stops them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.coverage.triage import policies, queries, search_actions
from jembatan.chain.coverage.triage.filters import DeskFilter
from jembatan.chain.coverage.triage.forms import SearchForm, initial_of
from jembatan.chain.coverage.triage.models import SavedSearch
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form


@require_safe
@member_required
def search_list(request: HttpRequest) -> HttpResponse:
    """What the unit looks out for, and the letters that could not be sent."""
    viewer = viewer_from(request)
    context = {
        "searches": queries.searches(viewer),
        "failed": queries.failed_alerts(viewer),
        "may_work": not policies.reasons_against_working(viewer),
    }
    return render(request, "triage/searches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def search_new(request: HttpRequest) -> HttpResponse:
    """Save a search; the address fills in what the list is narrowed by."""
    given = {name: str(value) for name, value in request.GET.items()}
    return _form_page(request, None, {"alert": "none", "hour": 7, **DeskFilter.read(given).saved})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def search_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a saved search."""
    search = queries.search_for(viewer_from(request), pk)
    return _form_page(request, search, initial_of(search))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def search_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then look out for it no longer."""
    viewer = viewer_from(request)
    search = queries.search_for(viewer, pk)
    if request.method == "POST":
        try:
            search_actions.remove_search(viewer=viewer, search=search)
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
        else:
            messages.success(request, _("Pencarian “%(name)s” dihapus.") % {"name": search.name})
        return redirect("desk_searches")
    context = {
        "question": _("Hapus pencarian ini?"),
        "name": search.name,
        "consequence": _("Berita yang sudah ada di meja tetap ada; pemberitahuannya berhenti."),
        "action": _("Hapus pencarian"),
        "cancel_url": reverse("desk_searches"),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@member_required
def alert_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a letter anew that failed."""
    viewer = viewer_from(request)
    try:
        search_actions.retry_alert(viewer=viewer, alert=queries.alert_for(viewer, pk))
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("Surat dikirim ulang."))
    return redirect("desk_searches")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert_stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: asks, then stops. A mere look stops nothing, since mail programs look at links."""
    receiver = queries.receiver_with(token)
    if request.method == "POST":
        receiver = search_actions.stop_alerts(viewer=viewer_from(request), receiver=receiver)
    return render(request, "triage/stop.html", {"receiver": receiver, "search": receiver.search})


def _form_page(request: HttpRequest, search: SavedSearch | None, initial: dict[str, object]) -> HttpResponse:
    viewer = viewer_from(request)
    form = SearchForm(request.POST if request.method == "POST" else None, viewer=viewer, initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            search_actions.save_search(
                viewer=viewer,
                name=data["name"],
                narrow=form.narrow(),
                alert=data["alert"],
                hour=data["hour"],
                receivers=list(data["receivers"]),
                search=search,
            )
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Pencarian disimpan."))
            return redirect("desk_searches")
    context = {"form": form, "search": search}
    return render(request, "triage/search_form.html", context, status=422 if form.is_bound else 200)
