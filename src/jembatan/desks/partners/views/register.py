"""The register of partners, their papers and journalists."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.desks.partners import actions, policies, queries
from jembatan.desks.partners.forms.register import (
    ChangeJournalistForm,
    JournalistForm,
    NewPartnerForm,
    PaperForm,
    PartnerForm,
    VerificationForm,
)
from jembatan.desks.partners.models import Partner
from jembatan.desks.partners.views import ANSWERS, asked, form_page, page_of, room_tabs
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.actions import FileKind, TakenFile, take_in
from jembatan.foundation.files.serving import respond
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, attempt, refuse_if
from jembatan.foundation.registry import registry
from jembatan.web import times

_PARTNER_FIELDS = ("legal_name", "legal_form", "tax_number", "editor", "reach", "region", "street", "email", "phone")


@require_safe
@member_required
def partner_list(request: HttpRequest) -> HttpResponse:
    """The register, narrowed by the address."""
    viewer = viewer_from(request)
    today = times.today()
    narrow = queries.PartnerFilter(
        words=asked(request, "kata"),
        kind=asked(request, "jenis", Outlet.Kind.values),
        council=asked(request, "dewan", Partner.PressCouncil.values),
        region_id=read_id(request.GET.get("wilayah", "")),
        papers=asked(request, "berkas", {"expired", "none"}),
        today=today,
    )
    page = page_of(request, queries.partners(viewer, narrow))
    for partner in page:
        partner.expired = sum(not paper.is_valid_on(today) for paper in partner.papers.all())  # type: ignore[attr-defined]
    context = {
        "page": page,
        "narrow": narrow,
        "is_narrowed": bool(request.GET.keys() - {"hal"}),
        "kinds": Outlet.Kind.choices,
        "councils": Partner.PressCouncil.choices,
        "regions": queries.regions(viewer),
        "may_register": not policies.reasons_against_registering(viewer),
        "tabs": room_tabs(),
    }
    return render(request, "partners/partner_list.html", context)


@require_safe
@member_required
def partner_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One partner: what is known, papers, journalists, and the viewer's own agreements with it."""
    viewer = viewer_from(request)
    partner = queries.partner_for(viewer, pk)
    today = times.today()
    context = {
        "partner": partner,
        "is_verified": partner.is_verified_on(today),
        "papers": [(paper, paper.is_valid_on(today)) for paper in queries.papers_of(viewer, partner)],
        "journalists": queries.journalists(viewer, partner=partner),
        "agreements": queries.agreements(viewer, partner=partner),
        "may_register": not policies.reasons_against_registering(viewer),
        "may_contract": not policies.reasons_against_contracting(viewer),
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in registry.panels_for("partner.detail", viewer, partner)
        ],
    }
    return render(request, "partners/partner_detail.html", context)


@require_http_methods(ANSWERS)
@member_required
def partner_new(request: HttpRequest) -> HttpResponse:
    """Take an outlet into the register."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_registering(viewer))
    form = NewPartnerForm(request.POST or None, viewer=viewer, initial={"outlet": request.GET.get("media")})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        outlet = told.pop("outlet")
        facts = actions.PartnerFacts(**told)
        partner = attempt(form, lambda: actions.register_partner(viewer=viewer, outlet=outlet, facts=facts))
        if partner is not None:
            messages.success(request, _("%(name)s tercatat sebagai mitra media.") % {"name": outlet.name})
            return redirect("partner_detail", pk=partner.pk)
    return form_page(request, form, _("Catat mitra media"), _("Catat"), reverse("partner_list"))


@require_http_methods(ANSWERS)
@member_required
def partner_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct what the register says of a partner."""
    viewer = viewer_from(request)
    partner = queries.partner_for(viewer, pk)
    refuse_if(policies.reasons_against_registering(viewer))
    initial = {name: getattr(partner, name) for name in _PARTNER_FIELDS}
    form = PartnerForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = actions.PartnerFacts(**form.cleaned_data)
        if attempt(form, lambda: actions.change_partner(viewer=viewer, partner=partner, facts=facts)) is not None:
            messages.success(request, _("Data mitra tersimpan untuk seluruh jejaring."))
            return redirect("partner_detail", pk=pk)
    return form_page(request, form, _("Ubah data mitra"), _("Simpan"), *_back(partner))


@require_http_methods(ANSWERS)
@member_required
def partner_verification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what the press council has verified."""
    viewer = viewer_from(request)
    partner = queries.partner_for(viewer, pk)
    refuse_if(policies.reasons_against_registering(viewer))
    initial = {
        "level": partner.press_council,
        "verified_on": partner.verified_on,
        "verified_until": partner.verified_until,
        "address": partner.verification_address,
    }
    form = VerificationForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["evidence"], is_taken = _taken(form, "evidence")
        if is_taken and attempt(
            form, lambda: actions.note_verification(viewer=viewer, partner=partner, **told)
        ) is not None:  # fmt: skip
            messages.success(request, _("Verifikasi Dewan Pers tersimpan."))
            return redirect("partner_detail", pk=pk)
    lead = _("Catat apa yang dinyatakan Dewan Pers, dengan tanggal dan buktinya.")
    return form_page(request, form, _("Verifikasi Dewan Pers"), _("Simpan"), *_back(partner), lead=lead, is_upload=True)


@require_http_methods(ANSWERS)
@member_required
def partner_paper_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a document of a partner."""
    viewer = viewer_from(request)
    partner = queries.partner_for(viewer, pk)
    refuse_if(policies.reasons_against_registering(viewer))
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("file")
        file, is_taken = _taken(form, "file")
        facts = actions.PaperFacts(**told)
        if is_taken and attempt(
            form, lambda: actions.add_paper(viewer=viewer, partner=partner, facts=facts, file=file)
        ) is not None:  # fmt: skip
            messages.success(request, _("Dokumen tersimpan."))
            return redirect("partner_detail", pk=pk)
    return form_page(request, form, _("Tambah dokumen"), _("Simpan"), *_back(partner), is_upload=True)


@require_safe
@member_required
def partner_verification_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The evidence of the verification."""
    partner = queries.partner_for(viewer_from(request), pk)
    if partner.verification_file is None:
        raise Http404
    return respond(partner.verification_file, request=request)


@require_safe
@member_required
def partner_paper_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file of a document."""
    paper = queries.paper_for(viewer_from(request), pk)
    if paper.file is None:
        raise Http404
    return respond(paper.file, request=request)


@require_http_methods(ANSWERS)
@member_required
def partner_paper_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, and take out a document that was entered by mistake."""
    viewer = viewer_from(request)
    paper = queries.paper_for(viewer, pk)
    refuse_if(policies.reasons_against_registering(viewer))
    if request.method == "POST":
        actions.remove_paper(viewer=viewer, paper=paper)
        messages.success(request, _("Dokumen dihapus dari daftar."))
        return redirect("partner_detail", pk=paper.partner_id)
    context = {
        "question": _("Hapus dokumen ini?"),
        "name": f"{paper} ({paper.partner})",
        "consequence": _("Jejak audit tetap mencatat bahwa dokumen ini pernah ada."),
        "action": _("Hapus"),
        "cancel_url": reverse("partner_detail", args=[paper.partner_id]),
    }
    return render(request, "web/confirm.html", context)


@require_safe
@member_required
def journalist_list(request: HttpRequest) -> HttpResponse:
    """The journalists of all partners."""
    viewer = viewer_from(request)
    words = asked(request, "kata")
    context = {
        "page": page_of(request, queries.journalists(viewer, words=words)),
        "words": words,
        "tabs": room_tabs(),
    }
    return render(request, "partners/journalist_list.html", context)


@require_http_methods(ANSWERS)
@member_required
def journalist_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a journalist of a partner."""
    viewer = viewer_from(request)
    partner = queries.partner_for(viewer, pk)
    refuse_if(policies.reasons_against_registering(viewer))
    form = JournalistForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = actions.JournalistFacts(**form.cleaned_data)
        if attempt(form, lambda: actions.add_journalist(viewer=viewer, partner=partner, facts=facts)) is not None:
            messages.success(request, _("Wartawan tercatat."))
            return redirect("partner_detail", pk=pk)
    return form_page(request, form, _("Tambah wartawan"), _("Simpan"), *_back(partner))


@require_http_methods(ANSWERS)
@member_required
def journalist_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a journalist, or note that they no longer work there."""
    viewer = viewer_from(request)
    journalist = queries.journalist_for(viewer, pk)
    refuse_if(policies.reasons_against_registering(viewer))
    fields = ("name", "beats", "card", "email", "phone", "is_active")
    form = ChangeJournalistForm(request.POST or None, initial={name: getattr(journalist, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = dict(form.cleaned_data)
        is_active, facts = told.pop("is_active"), actions.JournalistFacts(**told)
        done = attempt(
            form,
            lambda: actions.change_journalist(viewer=viewer, journalist=journalist, facts=facts, is_active=is_active),
        )
        if done is not None:
            messages.success(request, _("Data wartawan tersimpan."))
            return redirect("partner_detail", pk=journalist.partner_id)
    return form_page(request, form, _("Ubah data wartawan"), _("Simpan"), *_back(journalist.partner))


def _taken(form: forms.Form, name: str) -> tuple[TakenFile | None, bool]:
    """The uploaded file, taken in before any transaction; False with the reason at the field if it is refused."""
    upload = form.cleaned_data.get(name)
    if upload is None:
        return None, True
    try:
        return take_in(upload, name=upload.name, accept=FileKind.DOCUMENT), True
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(name, reason)
        return None, False


def _back(partner: Partner) -> tuple[str]:
    return (reverse("partner_detail", args=[partner.pk]),)
