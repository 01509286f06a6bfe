"""Accreditation: asking, deciding, the badge."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.desks.partners import actions, paperwork, policies, queries
from jembatan.desks.partners.forms.register import AccreditationForm, ReasonForm
from jembatan.desks.partners.models import Accreditation
from jembatan.desks.partners.states import ACCREDITATION
from jembatan.desks.partners.views import ANSWERS, asked, form_page, page_of, pdf_response, room_tabs
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import attempt, refuse_if
from jembatan.foundation.viewer import Viewer

#: Act -> question, what the button says, what follows, what is said then, style.
_ASKING = {
    "grant": (
        gettext_lazy("Berikan akreditasi?"),
        gettext_lazy("Berikan"),
        gettext_lazy("Kartu pers dengan kode QR dapat dicetak sesudahnya."),
        gettext_lazy("Akreditasi diberikan."),
        "primary",
    ),
    "refuse": (
        gettext_lazy("Tidak memberikan akreditasi?"),
        gettext_lazy("Tidak memberikan"),
        gettext_lazy("Akreditasi menyangkut tempat dan tata tertib acara, bukan isi pemberitaan. Alasannya dicatat."),
        gettext_lazy("Permohonan akreditasi dijawab."),
        "danger",
    ),
    "revoke": (
        gettext_lazy("Cabut akreditasi ini?"),
        gettext_lazy("Cabut akreditasi"),
        gettext_lazy("Halaman pemeriksaan kartunya langsung menyatakan kartu ini dicabut."),
        gettext_lazy("Akreditasi dicabut."),
        "danger",
    ),
}


@require_safe
@member_required
def accreditation_list(request: HttpRequest) -> HttpResponse:
    """The accreditations of the unit, narrowed by the address."""
    viewer = viewer_from(request)
    words, state = asked(request, "kata"), asked(request, "keadaan", Accreditation.State.values)
    page = page_of(request, queries.accreditations(viewer, words=words, state=state))
    for row in page:
        row.acts = _acts(viewer, row)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "words": words,
        "state": state,
        "states": Accreditation.State.choices,
        "is_narrowed": bool(words or state),
        "may_ask": not policies.reasons_against_asking(viewer),
        "tabs": room_tabs(),
    }
    return render(request, "partners/accreditation_list.html", context)


@require_http_methods(ANSWERS)
@member_required
def accreditation_new(request: HttpRequest) -> HttpResponse:
    """Ask for the accreditation of a journalist."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_asking(viewer))
    initial = {"event": request.GET.get("kegiatan"), "journalist": request.GET.get("wartawan")}
    form = AccreditationForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: actions.request_accreditation(viewer=viewer, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Permohonan akreditasi tercatat."))
            return redirect("accreditation_list")
    return form_page(request, form, _("Ajukan akreditasi"), _("Ajukan"), reverse("accreditation_list"))


@require_http_methods(ANSWERS)
@member_required
def accreditation_step(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask, and then grant, refuse or revoke."""
    viewer = viewer_from(request)
    row = queries.accreditation_for(viewer, pk)
    refuse_if(policies.reasons_against_deciding(viewer, row, act, "-"))
    question, label, consequence, done, style = _ASKING[act]
    form = ReasonForm(request.POST or None) if act != "grant" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form is not None else ""
        actions.decide_accreditation(viewer=viewer, accreditation=row, act=act, reason=reason)
        messages.success(request, str(done))
        return redirect("accreditation_list")
    context = {
        "question": question,
        "name": f"{row.journalist.name} ({row.journalist.partner.outlet.name}), {row.event.title}",
        "consequence": consequence,
        "action": label,
        "style": style,
        "form": form,
        "cancel_url": reverse("accreditation_list"),
    }
    return render(request, "web/confirm.html", context, status=422 if form is not None and form.is_bound else 200)


@require_safe
@member_required
def accreditation_badge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The press badge as a PDF; only of what is granted."""
    row = queries.accreditation_for(viewer_from(request), pk)
    refuse_if(
        [] if row.state == Accreditation.State.GRANTED else [_("Kartu pers dicetak setelah akreditasi diberikan.")]
    )
    return pdf_response(paperwork.badge_pdf(row), f"kartu-pers-{row.pk}.pdf")


def _acts(viewer: Viewer, row: Accreditation) -> list[str]:
    acts = dict.fromkeys(move.act for move in ACCREDITATION)
    return [act for act in acts if not policies.reasons_against_deciding(viewer, row, act, "-")]
