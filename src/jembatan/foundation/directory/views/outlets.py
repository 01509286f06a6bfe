"""Outlets, which the whole network shares."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jembatan.foundation.directory import actions, policies, queries
from jembatan.foundation.directory.forms import OutletForm
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.views import ANSWERS, page_of
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form, refuse_if

ORDERS = {"nama": ("name",), "kota": ("city", "name"), "jenis": ("kind", "name")}


@require_GET
@member_required
def outlet_list(request: HttpRequest) -> HttpResponse:
    """The outlets, narrowed by `q` and `jenis`, with the number of one's own contacts at each."""
    viewer = viewer_from(request)
    narrow = {"q": request.GET.get("q", "").strip(), "kind": request.GET.get("jenis", "")}
    rows = queries.outlets(viewer, text=narrow["q"], kind=narrow["kind"])
    context = {
        "page": page_of(request, queries.outlets_with_contacts(viewer, rows), ORDERS),
        "narrow": narrow,
        "is_narrowed": any(narrow.values()),
        "kinds": Outlet.Kind.choices,
        "may_keep": policies.may_keep(viewer),
    }
    return render(request, "directory/outlet_list.html", context)


@require_http_methods(ANSWERS)
@member_required
def outlet_new(request: HttpRequest) -> HttpResponse:
    """Add an outlet."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_keeping(viewer))
    form = OutletForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outlet = actions.add_outlet(viewer=viewer, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Media %(name)s ditambahkan.") % {"name": outlet.name})
            return redirect("outlet_list")
    return render(request, "directory/outlet_form.html", {"form": form, "heading": _("Tambah media")})


@require_http_methods(ANSWERS)
@member_required
def outlet_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rename an outlet, or correct its facts."""
    viewer = viewer_from(request)
    outlet = queries.outlet_for(viewer, pk)
    refuse_if(policies.reasons_against_keeping(viewer))
    initial = {field: getattr(outlet, field) for field in ("name", "kind", "city", "domain")}
    form = OutletForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_outlet(viewer=viewer, outlet=outlet, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Media tersimpan untuk seluruh jejaring."))
            return redirect("outlet_list")
    return render(request, "directory/outlet_form.html", {"form": form, "heading": _("Ubah media"), "outlet": outlet})
