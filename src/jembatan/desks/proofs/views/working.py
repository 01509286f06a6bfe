"""What people do about a proof: have it looked at, add to it, decide, pay, make links."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jembatan.desks.partners.models import Placement
from jembatan.desks.partners.money import rupiah, tax_on
from jembatan.desks.proofs import actions, policies, queries, wording
from jembatan.desks.proofs.actions.deciding import paid_so_far
from jembatan.desks.proofs.forms import AcceptForm, HandInForm, PayForm, ReasonForm, ReturnForm, VerifyForm
from jembatan.desks.proofs.states import VerdictState
from jembatan.desks.proofs.uploads import taken_from
from jembatan.desks.proofs.views import ANSWERS, attempt_aloud, form_page, sent
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation import clock
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import attempt, refuse_if


def _back(placement: Placement) -> str:
    return reverse("proof_detail", args=[placement.pk])


@require_POST
@member_required
def proof_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look once more at what is known."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    attempt_aloud(request, lambda: actions.look(viewer=viewer, placement=placement), _("Temuan diperbarui."))
    return redirect(_back(placement))


@require_http_methods(ANSWERS)
@member_required
def proof_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An officer adds proof by hand."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    refuse_if(policies.reasons_against_adding(viewer, placement))
    form = HandInForm(*sent(request), placement=placement)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.bring_proof(
                viewer=viewer, placement=placement, facts=form.facts(), file=taken_from(form.cleaned_data.get("file"))
            ),
        )
        if made is not None:
            messages.success(request, _("Bukti ditambahkan."))
            return redirect(_back(placement))
    return form_page(
        request,
        form,
        heading=_("Tambah bukti tayang"),
        lead=f"{placement.order_number}, {placement.title}",
        action=_("Tambahkan bukti"),
        cancel_url=_back(placement),
        is_upload=True,
    )


@require_http_methods(ANSWERS)
@member_required
def proof_verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A named officer verifies what the machine found."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    finding = queries.finding_of(viewer, placement)
    items = list(queries.items_in_play(viewer, placement))
    refusals = policies.reasons_against_verifying(viewer, placement, finding, items, "-")
    form = VerifyForm(sent(request)[0], needs_reason=finding is None or finding.state != VerdictState.FOUND)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.verify(viewer=viewer, placement=placement, reason=reason)) is not None:
            messages.success(request, _("Bukti diverifikasi. PPK dapat menerima pekerjaannya."))
            return redirect(_back(placement))
    return form_page(
        request,
        form,
        heading=_("Verifikasi bukti tayang"),
        lead=f"{placement.order_number}, {placement.title}",
        lines=wording.term_lines(from_json(finding.verdict)) if finding is not None else [],
        summary=wording.summary(from_json(finding.verdict), placement) if finding is not None else "",
        refusals=refusals,
        action=_("Verifikasi"),
        cancel_url=_back(placement),
    )


@require_http_methods(ANSWERS)
@member_required
def proof_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the proof back with a reason."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    refusals = policies.reasons_against_returning(viewer, placement, "-")
    form = ReturnForm(sent(request)[0], items=queries.items_in_play(viewer, placement))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.return_placement(
                viewer=viewer, placement=placement, reason=told["reason"], dismiss=list(told["dismiss"])
            ),
        )
        if done is not None:
            messages.success(request, _("Bukti dikembalikan."))
            return redirect(_back(placement))
    return form_page(
        request,
        form,
        heading=_("Kembalikan bukti tayang"),
        lead=f"{placement.order_number}, {placement.title}",
        refusals=refusals,
        action=_("Kembalikan"),
        cancel_url=_back(placement),
    )


@require_http_methods(ANSWERS)
@member_required
def proof_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The contracting officer accepts the work."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    refusals = policies.reasons_against_accepting(viewer, placement, placement.price, "-")
    form = AcceptForm(sent(request)[0], initial={"amount": placement.price})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.accept(viewer=viewer, placement=placement, amount=told["amount"], note=told["note"]),
        )
        if done is not None:
            messages.success(request, _("Pekerjaan diterima dengan BAST %(number)s.") % {"number": done.number})
            return redirect(_back(placement))
    facts = {"price": rupiah(placement.price), "tax": rupiah(placement.tax), "total": rupiah(placement.total)}
    return form_page(
        request,
        form,
        heading=_("Terima pekerjaan (BAST)"),
        lead=f"{placement.order_number}, {placement.title}",
        summary=_("Harga pesanan %(price)s, pajak %(tax)s, jumlah %(total)s.") % facts,
        refusals=refusals,
        action=_("Terima pekerjaan"),
        cancel_url=_back(placement),
    )


@require_http_methods(ANSWERS)
@member_required
def proof_pay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note a payment; the tax on it is computed and shown."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    acceptance = queries.acceptance_of(viewer, placement)
    already, today = paid_so_far(placement), clock.today(placement.unit.zone)
    left = (acceptance.amount if acceptance is not None else placement.price) - already
    refusals = policies.reasons_against_paying(viewer, placement, acceptance, already, left, today, today)
    form = PayForm(sent(request)[0], initial={"amount": left, "paid_on": today})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = attempt(form, lambda: actions.record_payment(viewer=viewer, placement=placement, **told))
        if done is not None:
            total = {"total": rupiah(done.total), "tax": rupiah(done.tax)}
            messages.success(request, _("Pembayaran dicatat: %(total)s, termasuk pajak %(tax)s.") % total)
            return redirect(_back(placement))
    tax = tax_on(left, placement.agreement.tax_percent)
    facts = {"left": rupiah(left), "name": placement.agreement.tax_name or _("pajak"), "tax": rupiah(tax)}
    return form_page(
        request,
        form,
        heading=_("Catat pembayaran"),
        lead=f"{placement.order_number}, {placement.title}",
        summary=_("Belum dibayar %(left)s; %(name)s atasnya %(tax)s, dihitung sendiri oleh sistem.") % facts,
        refusals=refusals,
        action=_("Catat pembayaran"),
        cancel_url=_back(placement),
    )


@require_http_methods(ANSWERS)
@member_required
def proof_item_dismiss(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, and set an item aside."""
    viewer = viewer_from(request)
    item = queries.item_for(viewer, pk)
    refuse_if(policies.reasons_against_dismissing(viewer, item, "-"))
    form = ReasonForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.dismiss_item(viewer=viewer, item=item, reason=reason)) is not None:
            messages.success(request, _("Bukti dikesampingkan."))
            return redirect(_back(item.placement))
    context = {
        "question": _("Kesampingkan bukti ini?"),
        "name": wording.title_of(item),
        "consequence": _("Bukti tetap tersimpan dengan alasannya, tetapi tidak dihitung lagi."),
        "action": _("Kesampingkan"),
        "form": form,
        "cancel_url": _back(item.placement),
    }
    return render(request, "web/confirm.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def proof_item_restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an item back in."""
    viewer = viewer_from(request)
    item = queries.item_for(viewer, pk)
    attempt_aloud(request, lambda: actions.restore_item(viewer=viewer, item=item), _("Bukti dipakai kembali."))
    return redirect(_back(item.placement))


@require_POST
@member_required
def proof_link_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new link for the outlet."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    attempt_aloud(request, lambda: actions.make_link(viewer=viewer, placement=placement), _("Tautan baru dibuat."))
    return redirect(_back(placement) + "#tautan")


@require_http_methods(ANSWERS)
@member_required
def proof_link_revoke(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Ask, and close a link."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    refuse_if(policies.reasons_against_working(viewer, placement))
    link = queries.link_for(viewer, placement, token)
    if request.method == "POST":
        attempt_aloud(request, lambda: actions.revoke_link(viewer=viewer, link=link), _("Tautan dicabut."))
        return redirect(_back(placement) + "#tautan")
    context = {
        "question": _("Cabut tautan ini?"),
        "name": f"{placement.order_number}, {placement.agreement.partner.outlet.name}",
        "consequence": _("Media tidak dapat lagi mengirim bukti lewat tautan ini. Yang sudah dikirim tetap ada."),
        "action": _("Cabut tautan"),
        "cancel_url": _back(placement),
    }
    return render(request, "web/confirm.html", context)
