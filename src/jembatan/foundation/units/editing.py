"""Screens on which a unit's administrator changes the unit's own data. Every change goes through `actions`."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jembatan.foundation import clock
from jembatan.foundation.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form, refuse_if
from jembatan.foundation.units import actions, policies, queries
from jembatan.foundation.units.forms import AliasForm, CloseForm, EmailForm, NameForm, SectionForm
from jembatan.foundation.units.models import Unit
from jembatan.foundation.units.views import unit_page

ANSWERS = {"GET", "HEAD", "POST"}


def _own_unit(request: HttpRequest) -> Unit:
    """The viewer's unit, if the viewer administers it. Raises Refused."""
    viewer = viewer_from(request)
    unit = queries.unit_for(viewer)
    refuse_if(policies.reasons_against_changing(viewer, unit))
    return unit


@require_http_methods(ANSWERS)
@member_required
def unit_name_new(request: HttpRequest) -> HttpResponse:
    """Give the unit a new name from a day on."""
    unit = _own_unit(request)
    form = NameForm(request.POST or None, initial={"kind": unit.kind})
    form.fields["since"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_unit(viewer=viewer_from(request), unit=unit, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Nama baru tersimpan; nama sebelumnya tetap dalam riwayat."))
            return redirect("unit_detail")
    return _form_page(request, form, _("Ganti nama unit"))


@require_http_methods(ANSWERS)
@member_required
def unit_name_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a dated name, or the day from which it held."""
    _own_unit(request)
    dated = queries.name_for(viewer_from(request), pk)
    fields = ("name", "short_name", "kind", "since", "note")
    form = NameForm(request.POST or None, initial={field: getattr(dated, field) for field in fields})
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_name(viewer=viewer_from(request), dated=dated, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Nama diperbaiki."))
            return redirect("unit_detail")
    return _form_page(request, form, _("Perbaiki nama unit"))


@require_http_methods(ANSWERS)
@member_required
def unit_email(request: HttpRequest) -> HttpResponse:
    """The unit's own e-mail address."""
    unit = _own_unit(request)
    form = EmailForm(request.POST or None, initial={"email": unit.email})
    if request.method == "POST" and form.is_valid():
        actions.set_email(viewer=viewer_from(request), unit=unit, email=form.cleaned_data["email"])
        messages.success(request, _("Surel unit tersimpan."))
        return redirect("unit_detail")
    return _form_page(request, form, _("Ubah surel unit"))


@require_http_methods(ANSWERS)
@member_required
def section_new(request: HttpRequest) -> HttpResponse:
    """Add a section."""
    unit = _own_unit(request)
    viewer = viewer_from(request)
    form = SectionForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_section(viewer=viewer, unit=unit, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Bagian ditambahkan."))
            return redirect("unit_detail")
    return _form_page(request, form, _("Tambah bagian"))


@require_http_methods(ANSWERS)
@member_required
def section_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct the name of a section."""
    _own_unit(request)
    viewer = viewer_from(request)
    section = queries.section_for(viewer, pk)
    initial = {"name": section.name, "note": section.note}
    form = SectionForm(request.POST or None, viewer=viewer, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_section(viewer=viewer, section=section, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Nama bagian diperbaiki."))
            return redirect("unit_detail")
    return _form_page(request, form, _("Perbaiki nama bagian"))


@require_http_methods(ANSWERS)
@member_required
def section_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a section; GET asks for the day."""
    unit = _own_unit(request)
    viewer = viewer_from(request)
    section = queries.section_for(viewer, pk)
    form = CloseForm(request.POST or None, initial={"until": clock.today(unit.zone)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_section(viewer=viewer, section=section, until=form.cleaned_data["until"])
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Bagian %(name)s ditutup.") % {"name": section.name})
            return redirect("unit_detail")
    context = {
        "question": _("Tutup bagian ini?"),
        "name": section.name,
        "consequence": _("Bagian ini tetap tercatat dalam riwayat. Jabatan di dalamnya berakhir pada hari yang sama."),
        "action": _("Tutup"),
        "form": form,
        "cancel_url": reverse("unit_detail"),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@member_required
def section_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo the closing of a section."""
    viewer = viewer_from(request)
    section = actions.reopen_section(viewer=viewer, section=queries.section_for(viewer, pk))
    messages.success(request, _("Bagian %(name)s dibuka kembali.") % {"name": section.name})
    return redirect("unit_detail")


@require_POST
@member_required
def alias_new(request: HttpRequest) -> HttpResponse:
    """Add a name that people call the government by."""
    unit = _own_unit(request)
    form = AliasForm(request.POST)
    if form.is_valid():
        try:
            actions.add_alias(viewer=viewer_from(request), unit=unit, name=form.cleaned_data["name"])
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Sebutan ditambahkan."))
            return redirect("unit_detail")
    return unit_page(request, unit, form)


@require_POST
@member_required
def alias_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove such a name; adding it again undoes this."""
    unit = _own_unit(request)
    viewer = viewer_from(request)
    alias = queries.alias_for(viewer, pk)
    actions.remove_alias(viewer=viewer, unit=unit, alias=alias)
    messages.success(request, _("Sebutan “%(name)s” dihapus.") % {"name": alias.name})
    return redirect("unit_detail")


def _form_page(request: HttpRequest, form: NameForm | EmailForm | SectionForm, heading: str) -> HttpResponse:
    return render(request, "units/unit_form.html", {"form": form, "heading": heading})
