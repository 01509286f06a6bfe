"""Screens of clippings: the list, one clipping, the plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.coverage.clippings import actions, policies, queries
from jembatan.chain.coverage.clippings.forms import PlanForm
from jembatan.chain.coverage.clippings.models import Clipping, Letter, Plan
from jembatan.chain.coverage.clippings.wording import told
from jembatan.foundation import clock
from jembatan.foundation.files.serving import respond
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form
from jembatan.foundation.viewer import Viewer

PAGE_SIZE = 30


@require_safe
@member_required
def clipping_list(request: HttpRequest) -> HttpResponse:
    """The unit's clippings, what is missing, and when the next one comes."""
    viewer = viewer_from(request)
    plan = queries.plan_of(viewer)
    context = {
        "page": Paginator(queries.clippings(viewer), PAGE_SIZE).get_page(request.GET.get("hal")),
        "plan": plan,
        "receivers": len(queries.receivers_of(plan)) if plan else 0,
        "next": queries.timetable(plan).next_after(clock.now()) if plan else None,
        "missing": queries.missing_for(viewer),
        "may_edit": not policies.reasons_against_editing(viewer),
    }
    return render(request, "clippings/clipping_list.html", context)


@require_POST
@member_required
def clipping_new(request: HttpRequest) -> HttpResponse:
    """Have one made now."""
    try:
        clipping = actions.make_now(viewer=viewer_from(request))
    except Refused as refusal:
        _say(request, refusal)
        return redirect("clipping_list")
    return redirect("clipping_detail", pk=clipping.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def clipping_plan(request: HttpRequest) -> HttpResponse:
    """When the clipping comes and who gets it."""
    viewer = viewer_from(request)
    plan = queries.plan_of(viewer)
    obstacles = policies.reasons_against_editing(viewer)
    form = PlanForm(request.POST if request.method == "POST" else None, viewer=viewer, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.set_plan(viewer=viewer, wish=form.wish())
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _saved(saved))
            return redirect("clipping_list")
    status = 422 if form.is_bound else 200
    return render(request, "clippings/clipping_plan.html", {"form": form, "obstacles": obstacles}, status=status)


@require_safe
@member_required
def clipping_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One clipping: what is in it, its papers, its letters; as a fragment while it is made and sent."""
    viewer = viewer_from(request)
    clipping = queries.clipping_for(viewer, pk)
    template = (
        "clippings/_clipping_body.html" if request.headers.get("HX-Request") else "clippings/clipping_detail.html"
    )
    return render(request, template, _context(viewer, clipping))


@require_POST
@member_required
def clipping_remake(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have it made again."""
    viewer = viewer_from(request)
    clipping = queries.clipping_for(viewer, pk)
    try:
        actions.remake(viewer=viewer, clipping=clipping)
    except Refused as refusal:
        _say(request, refusal)
    return redirect("clipping_detail", pk=clipping.pk)


@require_POST
@member_required
def clipping_send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send what was made."""
    viewer = viewer_from(request)
    clipping = queries.clipping_for(viewer, pk)
    try:
        count = actions.send(viewer=viewer, clipping=clipping)
        line = ngettext("%(n)d surat masuk antrean.", "%(n)d surat masuk antrean.", count)
        messages.success(request, line % {"n": count})
    except Refused as refusal:
        _say(request, refusal)
    return redirect("clipping_detail", pk=clipping.pk)


@require_POST
@member_required
def clipping_letter_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try one letter again."""
    viewer = viewer_from(request)
    letter = queries.letter_for(viewer, pk)
    try:
        actions.retry_letter(viewer=viewer, letter=letter)
        messages.success(request, _("Surat untuk %(address)s masuk antrean lagi.") % {"address": letter.address})
    except Refused as refusal:
        _say(request, refusal)
    return redirect("clipping_detail", pk=letter.making.clipping_id)


@require_safe
@member_required
def clipping_paper(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF, to be saved."""
    paper = queries.paper_for(viewer_from(request), pk)
    return respond(paper.file, request=request)


def _context(viewer: Viewer, clipping: Clipping) -> dict[str, Any]:
    making = queries.newest_making(viewer, clipping)
    letters = queries.letters_of(viewer, clipping)
    language = "en" if (get_language() or "id").startswith("en") else "id"
    waiting = sum(letter.state == Letter.State.QUEUED for letter in letters)
    return {
        "clipping": clipping,
        "making": making,
        "words": told(making.content, language, is_scheduled=clipping.is_scheduled) if making else None,
        "makings": queries.makings_of(viewer, clipping),
        "letters": letters,
        "settled": len(letters) - waiting,
        "is_busy": clipping.state == Clipping.State.DUE or waiting > 0,
        "may_remake": not policies.reasons_against_remaking(viewer, clipping),
        "may_send": not policies.reasons_against_sending(
            viewer, clipping, has_making=making is not None and making.revision == clipping.revision
        ),
        "may_edit": not policies.reasons_against_editing(viewer),
    }


def _saved(plan: Plan) -> str:
    if not plan.is_on:
        return _("Pengaturan tersimpan. Kliping pagi dimatikan.")
    return _("Pengaturan tersimpan. Kliping pagi dikirim pukul %(hour)s.") % {"hour": f"{plan.hour:%H.%M}"}


def _say(request: HttpRequest, refusal: Refused) -> None:
    for reason in refusal.reasons:
        messages.error(request, reason)
