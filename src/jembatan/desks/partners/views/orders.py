"""Orders: the list, one of them, ordering, the letter, calling off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.desks.partners import actions, display, paperwork, policies, queries
from jembatan.desks.partners.forms.contracts import OrderForm
from jembatan.desks.partners.forms.register import ReasonForm
from jembatan.desks.partners.models import Agreement, Placement
from jembatan.desks.partners.views import (
    ANSWERS,
    asked,
    asked_day,
    form_page,
    page_of,
    pdf_response,
    room_tabs,
)
from jembatan.foundation.files.serving import respond
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, attempt, refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.viewer import Viewer
from jembatan.web import times


@require_safe
@member_required
def placement_list(request: HttpRequest) -> HttpResponse:
    """The unit's orders, narrowed by the address. Paid publication only; earned coverage is in the monitoring."""
    viewer = viewer_from(request)
    narrow = queries.PlacementFilter(
        words=asked(request, "kata"),
        state=asked(request, "keadaan", Placement.State.values),
        kind=asked(request, "jenis", Placement.Kind.values),
        partner_id=read_id(request.GET.get("mitra", "")),
        since=asked_day(request, "dari"),
        until=asked_day(request, "sampai"),
    )
    context = {
        "page": page_of(request, queries.placements(viewer, narrow)),
        "narrow": narrow,
        "is_narrowed": bool(request.GET.keys() - {"hal"}),
        "states": Placement.State.choices,
        "kinds": Placement.Kind.choices,
        "in_force": queries.agreements(viewer, state=Agreement.State.IN_FORCE),
        "tabs": room_tabs(),
    }
    return render(request, "partners/placement_list.html", context)


@require_safe
@member_required
def placement_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One order, its letters, its history, and what the proofs hang on it."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    may_order = not policies.reasons_against_ordering(viewer, placement.agreement)
    letters = queries.letters_about(viewer, pk)
    is_own = viewer.unit_id == placement.unit_id
    context = {
        "placement": placement,
        "line": display.placement_line(placement),
        "letters": letters,
        "steps": queries.steps_of(viewer, placement),
        "notices": _notices(placement),
        "may_cancel": not policies.reasons_against_step(viewer, placement, "cancel", "-"),
        "may_send": may_order and not any(letter.state == "queued" for letter in letters),
        "hand_in": paperwork.papers.hand_in(placement) if is_own and paperwork.papers.hand_in is not None else "",
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in registry.panels_for("placement.detail", viewer, placement)
        ],
    }
    return render(request, "partners/placement_detail.html", context)


@require_http_methods(ANSWERS)
@member_required
def agreement_order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Order a publication out of an agreement."""
    viewer = viewer_from(request)
    agreement = queries.agreement_for(viewer, pk)
    refuse_if(policies.reasons_against_ordering(viewer, agreement))
    initial = {"release": request.GET.get("siaran-pers")}
    form = OrderForm(request.POST or None, viewer=viewer, agreement=agreement, initial=initial)
    if request.method == "POST" and form.is_valid():
        placement = attempt(form, lambda: _order(viewer, agreement, form))
        if placement is not None:
            number = placement.order_number
            messages.success(request, _("Surat Pesanan %(number)s dibuat.") % {"number": number})
            return redirect("placement_detail", pk=placement.pk)
    money = queries.budget_of(agreement)
    return form_page(
        request,
        form,
        _("Pesan publikasi"),
        _("Buat surat pesanan"),
        reverse("agreement_detail", args=[pk]),
        lead=f"{agreement.number}, {agreement.partner}",
        money=money,
    )


@require_safe
@member_required
def placement_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The Surat Pesanan as a PDF."""
    placement = queries.placement_for(viewer_from(request), pk)
    return pdf_response(paperwork.order_pdf(placement), f"surat-pesanan-{placement.pk}.pdf")


@require_http_methods(ANSWERS)
@member_required
def placement_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, and call the order off."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    refuse_if(policies.reasons_against_step(viewer, placement, "cancel", "-"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.cancel_order(viewer=viewer, placement=placement, reason=reason)) is not None:
            messages.success(request, _("Pesanan dibatalkan."))
            return redirect("placement_detail", pk=pk)
    context = {
        "question": _("Batalkan pesanan ini?"),
        "name": f"{placement.order_number}, {placement.title}",
        "consequence": _("Anggarannya dapat dipakai lagi; nomornya tetap terpakai. Media diberi tahu lewat surel."),
        "action": _("Batalkan pesanan"),
        "form": form,
        "cancel_url": reverse("placement_detail", args=[pk]),
    }
    return render(request, "web/confirm.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def placement_send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the letter again, or for the first time once the partner has an address."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    try:
        letter = actions.send_order(viewer=viewer, placement=placement)
        messages.success(request, _("Surat untuk %(address)s masuk antrean.") % {"address": letter.address})
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    return redirect("placement_detail", pk=pk)


@require_safe
@member_required
def letter_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF of a letter as it was sent."""
    letter = queries.letter_for(viewer_from(request), pk)
    if letter.file is None:
        raise Http404
    return respond(letter.file, request=request)


def _order(viewer: Viewer, agreement: Agreement, form: OrderForm) -> Placement:
    told = form.cleaned_data
    facts = actions.OrderFacts(
        kind=told["term"].kind, title=told["title"], term=told["term"], release=told["release"], note=told["note"]
    )
    return actions.order(viewer=viewer, agreement=agreement, facts=facts)


def _notices(placement: Placement) -> list[str]:
    """What a person should know before paying; nothing of it stops anything."""
    partner, day = placement.agreement.partner, placement.ordered_on
    notices = []
    if not partner.is_verified_on(day):
        notices.append(_("Pada tanggal pesanan, verifikasi Dewan Pers media ini belum tercatat."))
    if any(not paper.is_valid_on(day) for paper in partner.papers.all()):
        notices.append(_("Pada tanggal pesanan, ada dokumen media ini yang masa berlakunya habis atau belum mulai."))
    if not partner.email:
        notices.append(_("Media ini belum memiliki alamat surel; unduh surat pesanan dan serahkan sendiri."))
    if placement.state == Placement.State.ORDERED and placement.publish_by < times.today():
        notices.append(_("Batas tayangnya sudah lewat."))
    return notices
