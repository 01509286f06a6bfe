"""Contact lists of the unit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jembatan.foundation.directory import actions, policies, queries
from jembatan.foundation.directory.forms import ContactListForm
from jembatan.foundation.directory.views import ANSWERS, page_of
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form, refuse_if

ORDERS = {"nama": ("name",), "jumlah": ("size", "name")}


@require_GET
@member_required
def contact_lists(request: HttpRequest) -> HttpResponse:
    """The lists, narrowed by `keadaan` (active, resting, all)."""
    viewer = viewer_from(request)
    state = request.GET.get("keadaan", "")
    context = {
        "page": page_of(request, queries.contact_lists(viewer, state=state or "active"), ORDERS),
        "state": state,
        "may_keep": policies.may_keep(viewer),
    }
    return render(request, "directory/contact_lists.html", context)


@require_http_methods(ANSWERS)
@member_required
def contact_list_new(request: HttpRequest) -> HttpResponse:
    """Make a list."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_keeping(viewer))
    form = ContactListForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_contact_list(viewer=viewer, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Daftar %(name)s dibuat.") % {"name": made.name})
            return redirect("contact_lists")
    return render(request, "directory/contact_list_form.html", {"form": form, "heading": _("Buat daftar")})


@require_http_methods(ANSWERS)
@member_required
def contact_list_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rename a list, or choose its contacts."""
    viewer = viewer_from(request)
    found = queries.contact_list_for(viewer, pk)
    refuse_if(policies.reasons_against_keeping(viewer))
    initial = {"name": found.name, "contacts": list(found.contacts.all())}
    form = ContactListForm(request.POST or None, viewer=viewer, contact_list=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact_list(viewer=viewer, contact_list=found, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Daftar tersimpan."))
            return redirect("contact_lists")
    context = {"form": form, "heading": _("Ubah daftar"), "contact_list": found}
    return render(request, "directory/contact_list_form.html", context)


@require_http_methods(ANSWERS)
@member_required
def contact_list_deactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a list out of use; GET asks first."""
    viewer = viewer_from(request)
    found = queries.contact_list_for(viewer, pk)
    if request.method == "POST":
        actions.deactivate_contact_list(viewer=viewer, contact_list=found)
        messages.success(request, _("Daftar %(name)s dinonaktifkan.") % {"name": found.name})
        return redirect("contact_lists")
    context = {
        "question": _("Nonaktifkan daftar ini?"),
        "name": found.name,
        "consequence": _("Daftar ini tidak lagi dapat dipilih saat mengirim. Kontak di dalamnya tetap ada."),
        "action": _("Nonaktifkan"),
        "cancel_url": reverse("contact_list_edit", args=[pk]),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@member_required
def contact_list_reactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a list into use again."""
    viewer = viewer_from(request)
    found = actions.reactivate_contact_list(viewer=viewer, contact_list=queries.contact_list_for(viewer, pk))
    messages.success(request, _("Daftar %(name)s aktif kembali.") % {"name": found.name})
    return redirect("contact_lists")
