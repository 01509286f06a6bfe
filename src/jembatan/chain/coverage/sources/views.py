"""Screens of the sources of news."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.coverage.sources import actions, queries, trying
from jembatan.chain.coverage.sources.forms import PasteForm, SourceForm
from jembatan.chain.coverage.sources.models import Source
from jembatan.chain.coverage.sources.scheduling import health_of_source
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form

STEPS = {"jeda": actions.pause_source, "lanjutkan": actions.resume_source}


@require_safe
@member_required
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources that the viewer sees, with their health; those that need a person first."""
    viewer = viewer_from(request)
    kind, words = request.GET.get("jenis", ""), request.GET.get("kata", "").strip()[:200]
    context = {
        "views": queries.sources(viewer, kind=kind, words=words),
        "kinds": Source.Kind.choices,
        "kind": kind,
        "words": words,
        "may_add": queries.may_add(viewer),
    }
    return render(request, "sources/source_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def source_new(request: HttpRequest) -> HttpResponse:
    """Set up a source; "coba" shows what would be found without keeping anything."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def source_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a source of the viewer's unit."""
    return _edit(request, queries.own_source_for(viewer_from(request), pk))


def _edit(request: HttpRequest, source: Source | None) -> HttpResponse:
    viewer = viewer_from(request)
    form = SourceForm(request.POST if request.method == "POST" else None, viewer=viewer, source=source)
    trial = None
    if request.method == "POST" and form.is_valid():
        try:
            if "coba" in request.POST:
                trial = trying.try_source(viewer, form.facts(), source)
            else:
                if source is None:
                    kept = actions.add_source(viewer=viewer, facts=form.facts())
                else:
                    kept = actions.change_source(viewer=viewer, source=source, facts=form.facts())
                return redirect("source_detail", pk=kept.pk)
        except Refused as refusal:
            into_form(form, refusal)
    context = {"form": form, "source": source, "trial": trial, "may_add": queries.may_add(viewer)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "sources/source_edit.html", context, status=status)


@require_safe
@member_required
def source_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One source: how it is, what it showed, how the last looks went."""
    viewer = viewer_from(request)
    source = queries.source_for(viewer, pk)
    days = queries.articles_a_day(viewer, source)
    context = {
        "source": source,
        "health": health_of_source(source),
        "polls": queries.last_polls(viewer, source),
        "sightings": queries.last_sightings(viewer, source),
        "days": days,
        "most": max(count for _day, count in days) or 1,
        "may_change": queries.may_change(viewer, source) and source.kind != Source.Kind.PASTED,
    }
    return render(request, "sources/source_detail.html", context)


@require_POST
@member_required
def source_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Pause or resume."""
    viewer = viewer_from(request)
    STEPS[step](viewer=viewer, source=queries.source_for(viewer, pk))
    return redirect("source_detail", pk=pk)


@require_POST
@member_required
def source_poll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have it looked at now."""
    viewer = viewer_from(request)
    actions.poll_now(viewer=viewer, source=queries.source_for(viewer, pk))
    messages.success(request, _("Sumber ini diperiksa sebentar lagi. Muat ulang halaman untuk melihat hasilnya."))
    return redirect("source_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def source_paste(request: HttpRequest) -> HttpResponse:
    """Paste a chat, see which addresses are in it, add the chosen ones."""
    viewer = viewer_from(request)
    form = PasteForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.pasted_addresses(viewer, form.cleaned_data["text"])
        if "tambah" in request.POST:
            offered = {one.address for one in found if not one.refusal}
            chosen = [address for address in request.POST.getlist("alamat") if address in offered]
            try:
                counts = actions.add_pasted(viewer=viewer, addresses=chosen)
            except Refused as refusal:
                into_form(form, refusal)
            else:
                text = ngettext("%(n)s berita baru ditambahkan.", "%(n)s berita baru ditambahkan.", counts.new)
                messages.success(request, text % {"n": counts.new})
                return redirect("article_list")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "found": found, "usable": bool(found) and any(not one.refusal for one in found or [])}
    return render(request, "sources/source_paste.html", context, status=status)
