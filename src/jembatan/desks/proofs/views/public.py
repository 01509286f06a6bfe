"""What needs no account: the page where an outlet hands in its proof, and the one that the QR of a proof leads to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.desks.proofs import actions, limiting, policies, queries, wording
from jembatan.desks.proofs.forms import HandInForm
from jembatan.desks.proofs.models import HandInLink
from jembatan.desks.proofs.papers import seal_of
from jembatan.desks.proofs.uploads import taken_from
from jembatan.desks.proofs.views import ANSWERS, sent
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation import clock
from jembatan.foundation.refusal import attempt
from jembatan.foundation.viewer import system_viewer

LONGEST_TOKEN = 64


@require_http_methods(ANSWERS)
def hand_in(request: HttpRequest, token: str) -> HttpResponse:
    """An outlet sees what was ordered of it, and hands in its proof. The token in the address is all that it needs."""
    link = queries.link_by_token(token) if len(token) <= LONGEST_TOKEN else None
    if link is None:
        is_let_in = limiting.may_try(_where(request), None)
        return _answer(request, "proofs/hand_in_closed.html", {}, 404 if is_let_in else 429)
    with override(link.placement.unit.zone):
        reasons = policies.reasons_against_handing_in(link.placement, link.state_at(clock.now()))
        if reasons:
            return _answer(request, "proofs/hand_in_closed.html", {"reasons": reasons, "link": link}, 410)
        return _open(request, link)


@require_safe
def proof_check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a printed proof is genuine and still says what is known: what the paper says, and no more."""
    placement = queries.placement_by_check(token) if len(token) <= LONGEST_TOKEN else None
    if placement is None:
        is_let_in = limiting.may_try(_where(request), None)
        return _answer(request, "proofs/proof_check.html", {}, 404 if is_let_in else 429)
    finding = queries.finding_for_check(placement)
    context: dict[str, Any] = {"placement": placement, "finding": finding}
    with override(placement.unit.zone):
        if finding is not None:
            context["summary"] = wording.summary(from_json(finding.verdict), placement)
            context["seal"] = seal_of(finding)
        return _answer(request, "proofs/proof_check.html", context, 200)


def _open(request: HttpRequest, link: HandInLink) -> HttpResponse:
    placement = link.placement
    form = HandInForm(*sent(request), placement=placement)
    if request.method == "POST":
        if not limiting.may_try(_where(request), link):
            text = _("Terlalu banyak kiriman dalam satu jam. Yang sudah masuk aman; coba lagi nanti.")
            form.is_valid()
            form.add_error(None, text)
            return _answer(request, "proofs/hand_in.html", _context(link, form), 429)
        if form.is_valid() and attempt(form, lambda: _hand_in(link, form)) is not None:
            messages.success(request, _("Bukti sudah kami terima. Terima kasih."))
            return redirect("hand_in", token=link.token)
    return _answer(request, "proofs/hand_in.html", _context(link, form), 422 if form.is_bound else 200)


def _hand_in(link: HandInLink, form: HandInForm) -> object:
    file = taken_from(form.cleaned_data.get("file"))
    viewer = system_viewer("hand-in", link.placement.unit_id)
    return actions.hand_in(viewer=viewer, link=link, facts=form.facts(), file=file)


def _context(link: HandInLink, form: HandInForm) -> dict[str, Any]:
    items = queries.handed_in(link.placement)
    return {
        "link": link,
        "placement": link.placement,
        "form": form,
        "items": [(item, wording.title_of(item)) for item in items],
    }


def _where(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """Not for search engines, not for caches, and no address of it goes to other sites."""
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
