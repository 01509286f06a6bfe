"""Contacts of the unit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jembatan.foundation.directory import actions, policies, queries
from jembatan.foundation.directory.actions import ContactFacts
from jembatan.foundation.directory.forms import ContactForm
from jembatan.foundation.directory.views import ANSWERS, page_of, uuid_or_none
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form, refuse_if

ORDERS = {"nama": ("name",), "media": ("outlet__name", "name")}


@require_GET
@member_required
def contact_list(request: HttpRequest) -> HttpResponse:
    """The contacts, narrowed by `q`, `media`, `cara` (email, whatsapp) and `keadaan` (active, resting, all)."""
    viewer = viewer_from(request)
    narrow = {
        "q": request.GET.get("q", "").strip(),
        "outlet": request.GET.get("media", ""),
        "way": request.GET.get("cara", ""),
        "state": request.GET.get("keadaan", ""),
    }
    rows = queries.contacts(
        viewer,
        text=narrow["q"],
        outlet=uuid_or_none(narrow["outlet"]),
        way=narrow["way"],
        state=narrow["state"] or "active",
    )
    context = {
        "page": page_of(request, rows, ORDERS),
        "narrow": narrow,
        "is_narrowed": any(narrow.values()),
        "outlets": queries.outlets(viewer),
        "may_keep": policies.may_keep(viewer),
    }
    return render(request, "directory/contact_list.html", context)


@require_http_methods(ANSWERS)
@member_required
def contact_new(request: HttpRequest) -> HttpResponse:
    """Add a contact."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_keeping(viewer))
    form = ContactForm(request.POST or None, viewer=viewer, initial={"outlet": request.GET.get("media")})
    if request.method == "POST" and form.is_valid():
        try:
            contact = actions.add_contact(viewer=viewer, facts=ContactFacts(**form.cleaned_data))
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Kontak %(name)s ditambahkan.") % {"name": contact.name})
            return redirect("contact_list")
    return render(request, "directory/contact_form.html", {"form": form, "heading": _("Tambah kontak")})


@require_http_methods(ANSWERS)
@member_required
def contact_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a contact."""
    viewer = viewer_from(request)
    contact = queries.contact_for(viewer, pk)
    refuse_if(policies.reasons_against_keeping(viewer))
    initial = {field: getattr(contact, field) for field in ("name", "outlet", "email", "whatsapp")}
    form = ContactForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact(viewer=viewer, contact=contact, facts=ContactFacts(**form.cleaned_data))
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Kontak tersimpan."))
            return redirect("contact_list")
    context = {"form": form, "heading": _("Ubah kontak"), "contact": contact}
    return render(request, "directory/contact_form.html", context)


@require_http_methods(ANSWERS)
@member_required
def contact_deactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send nothing more to a contact; GET asks first."""
    viewer = viewer_from(request)
    contact = queries.contact_for(viewer, pk)
    if request.method == "POST":
        actions.deactivate_contact(viewer=viewer, contact=contact)
        messages.success(request, _("Kontak %(name)s dinonaktifkan.") % {"name": contact.name})
        return redirect("contact_edit", pk)
    context = {
        "question": _("Nonaktifkan kontak ini?"),
        "name": contact,
        "consequence": _("Siaran pers tidak lagi dikirim kepadanya. Riwayat pengirimannya tetap ada."),
        "action": _("Nonaktifkan"),
        "cancel_url": reverse("contact_edit", args=[pk]),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@member_required
def contact_reactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a contact into use again."""
    viewer = viewer_from(request)
    contact = actions.reactivate_contact(viewer=viewer, contact=queries.contact_for(viewer, pk))
    messages.success(request, _("Kontak %(name)s aktif kembali.") % {"name": contact.name})
    return redirect("contact_edit", pk)
