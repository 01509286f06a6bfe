"""Agreements and their terms, and how the unit numbers its papers."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.desks.partners import actions, policies, queries
from jembatan.desks.partners.forms.contracts import AddendumForm, AgreementForm, NumberingForm, TermForm
from jembatan.desks.partners.forms.register import ReasonForm
from jembatan.desks.partners.models import Agreement, PaperKind, Term
from jembatan.desks.partners.states import AGREEMENT, acts_from
from jembatan.desks.partners.views import ANSWERS, asked, form_page, page_of, room_tabs
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import attempt, refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.units.queries import unit_for

_FIELDS = (
    "partner", "number", "subject", "starts_on", "ends_on", "budget", "budget_code", "catalogue_number", "tax_name",
    "tax_percent", "payment_days", "contracting_officer",
)  # fmt: skip
#: Act -> question, what the button says, what follows, what is said then, style.
_ASKING = {
    "start": (
        gettext_lazy("Berlakukan kerja sama ini?"),
        gettext_lazy("Berlakukan"),
        gettext_lazy("Setelah berlaku, pesanan dapat dibuat; perubahan hanya lewat adendum."),
        gettext_lazy("Kerja sama berlaku."),
        "primary",
    ),
    "end": (
        gettext_lazy("Nyatakan kerja sama ini selesai?"),
        gettext_lazy("Nyatakan selesai"),
        gettext_lazy("Pesanan baru tidak dapat dibuat lagi. Pesanan yang berjalan tetap diselesaikan."),
        gettext_lazy("Kerja sama selesai."),
        "primary",
    ),
    "terminate": (
        gettext_lazy("Putuskan kerja sama ini?"),
        gettext_lazy("Putuskan kerja sama"),
        gettext_lazy("Pesanan baru tidak dapat dibuat lagi. Alasannya dicatat."),
        gettext_lazy("Kerja sama diputus."),
        "danger",
    ),
}


@require_safe
@member_required
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The unit's agreements, each with its budget."""
    viewer = viewer_from(request)
    words, state = asked(request, "kata"), asked(request, "keadaan", Agreement.State.values)
    page = page_of(request, queries.agreements(viewer, words=words, state=state))
    budgets = queries.budgets_of(page.object_list)
    for agreement in page:
        agreement.money = budgets[agreement.pk]  # type: ignore[attr-defined]
    context = {
        "page": page,
        "words": words,
        "state": state,
        "states": Agreement.State.choices,
        "is_narrowed": bool(words or state),
        "may_contract": not policies.reasons_against_contracting(viewer),
        "tabs": room_tabs(),
    }
    return render(request, "partners/agreement_list.html", context)


@require_safe
@member_required
def agreement_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One agreement: terms, budget, orders, and what other rooms hang on it."""
    viewer = viewer_from(request)
    agreement = queries.agreement_for(viewer, pk)
    acts = acts_from(AGREEMENT, agreement.state)
    context = {
        "agreement": agreement,
        "terms": queries.terms_of(viewer, agreement),
        "money": queries.budget_of(agreement),
        "placements": queries.placements(viewer, queries.PlacementFilter(agreement_id=pk))[:20],
        "acts": [act for act in acts if not policies.reasons_against_agreement_step(viewer, agreement, act, "-")],
        "may_change": not policies.reasons_against_contracting(viewer, agreement) and bool(acts),
        "may_order": agreement.state == Agreement.State.IN_FORCE
        and not policies.reasons_against_ordering(viewer, agreement),
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in registry.panels_for("agreement.detail", viewer, agreement)
        ],
    }
    return render(request, "partners/agreement_detail.html", context)


@require_http_methods(ANSWERS)
@member_required
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Begin an agreement."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_contracting(viewer))
    initial = {"partner": request.GET.get("mitra"), "payment_days": 30}
    form = AgreementForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        agreement = attempt(form, lambda: actions.draft_agreement(viewer=viewer, facts=form.facts()))
        if agreement is not None:
            messages.success(request, _("Kerja sama tercatat. Tambahkan ketentuannya, lalu berlakukan."))
            return redirect("agreement_detail", pk=agreement.pk)
    return form_page(request, form, _("Catat kerja sama"), _("Catat"), reverse("agreement_list"))


@require_http_methods(ANSWERS)
@member_required
def agreement_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a draft, or add an addendum to one in force."""
    viewer = viewer_from(request)
    agreement = queries.agreement_for(viewer, pk)
    refuse_if(policies.reasons_against_contracting(viewer, agreement))
    is_addendum = agreement.state == Agreement.State.IN_FORCE
    form_class = AddendumForm if is_addendum else AgreementForm
    form = form_class(request.POST or None, viewer=viewer, initial={name: getattr(agreement, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        done = attempt(
            form,
            lambda: actions.change_agreement(viewer=viewer, agreement=agreement, facts=form.facts(), reason=reason),
        )
        if done is not None:
            messages.success(request, _("Kerja sama tersimpan."))
            return redirect("agreement_detail", pk=pk)
    heading = _("Catat adendum") if is_addendum else _("Ubah kerja sama")
    return form_page(request, form, heading, _("Simpan"), reverse("agreement_detail", args=[pk]))


@require_http_methods(ANSWERS)
@member_required
def agreement_step(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask, and then put in force, end or terminate."""
    viewer = viewer_from(request)
    agreement = queries.agreement_for(viewer, pk)
    refuse_if(policies.reasons_against_agreement_step(viewer, agreement, act, "-"))
    question, label, consequence, done, style = _ASKING[act]
    form = ReasonForm(request.POST or None) if act == "terminate" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form is not None else ""
        actions.step_agreement(viewer=viewer, agreement=agreement, act=act, reason=reason)
        messages.success(request, str(done))
        return redirect("agreement_detail", pk=pk)
    context = {
        "question": question,
        "name": f"{agreement.number} ({agreement.partner})",
        "consequence": consequence,
        "action": label,
        "style": style,
        "form": form,
        "cancel_url": reverse("agreement_detail", args=[pk]),
    }
    return render(request, "web/confirm.html", context, status=422 if form is not None and form.is_bound else 200)


@require_http_methods(ANSWERS)
@member_required
def agreement_term_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a term."""
    viewer = viewer_from(request)
    agreement = queries.agreement_for(viewer, pk)
    refuse_if(policies.reasons_against_contracting(viewer, agreement))
    return _term_page(request, agreement, None, TermForm(request.POST or None))


@require_http_methods(ANSWERS)
@member_required
def term_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a term by which nothing is ordered yet."""
    viewer = viewer_from(request)
    term = queries.term_for(viewer, pk)
    refuse_if(policies.reasons_against_contracting(viewer, term.agreement))
    fields = ("kind", "label", "price", "standard_price", "days_to_publish", "days_online")
    initial = {name: getattr(term, name) for name in fields} | {"share": term.least_share * Decimal(100)}
    return _term_page(request, term.agreement, term, TermForm(request.POST or None, initial=initial))


@require_http_methods(ANSWERS)
@member_required
def term_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, and take a term out."""
    viewer = viewer_from(request)
    term = queries.term_for(viewer, pk)
    refuse_if(policies.reasons_against_contracting(viewer, term.agreement))
    if request.method == "POST":
        actions.remove_term(viewer=viewer, term=term)
        messages.success(request, _("Ketentuan dihapus."))
        return redirect("agreement_detail", pk=term.agreement_id)
    context = {
        "question": _("Hapus ketentuan ini?"),
        "name": f"{term} ({term.agreement.number})",
        "action": _("Hapus"),
        "cancel_url": reverse("agreement_detail", args=[term.agreement_id]),
    }
    return render(request, "web/confirm.html", context)


@require_http_methods(ANSWERS)
@member_required
def paper_numbering(request: HttpRequest) -> HttpResponse:
    """How the unit numbers the papers of a kind (`?jenis=`)."""
    viewer = viewer_from(request)
    unit = unit_for(viewer)
    refuse_if(policies.reasons_against_numbering(viewer, unit))
    kind = asked(request, "jenis", PaperKind.values) or PaperKind.ORDER.value
    form = NumberingForm(request.POST or None, initial={"pattern": queries.number_pattern(viewer, kind)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: actions.set_numbering(viewer=viewer, unit=unit, kind=kind, **told)) is not None:
            messages.success(request, _("Penomoran tersimpan."))
            return redirect(f"{reverse('paper_numbering')}?jenis={kind}")
    context = {"form": form, "kinds": PaperKind.choices, "kind": kind}
    return render(request, "partners/numbering.html", context, status=422 if form.is_bound else 200)


def _term_page(request: HttpRequest, agreement: Agreement, term: Term | None, form: TermForm) -> HttpResponse:
    viewer = viewer_from(request)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, lambda: actions.set_term(viewer=viewer, agreement=agreement, facts=form.facts(), term=term)
        )
        if done is not None:
            messages.success(request, _("Ketentuan tersimpan."))
            return redirect("agreement_detail", pk=agreement.pk)
    heading = _("Tambah ketentuan") if term is None else _("Ubah ketentuan")
    back = reverse("agreement_detail", args=[agreement.pk])
    return form_page(request, form, heading, _("Simpan"), back, lead=f"{agreement.number}, {agreement.partner}")
