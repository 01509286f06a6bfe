"""The list of proofs, one proof, its papers, and the sheet of an agreement."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import papers, policies, queries, sheet, wording
from jembatan.desks.proofs.flag_words import FLAG_NAMES, flag_names, flag_sentence
from jembatan.desks.proofs.models import Finding, HandInLink, ProofItem
from jembatan.desks.proofs.passages import passages_of
from jembatan.desks.proofs.views import download
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation import clock
from jembatan.foundation.files.serving import respond
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.viewer import Viewer
from jembatan.web.components import Tab

PAGE_SIZE = 40
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@member_required
def proof_list(request: HttpRequest) -> HttpResponse:
    """The unit's placements by what is proven of them. Paid publication only."""
    viewer = viewer_from(request)
    narrow = queries.ProofFilter(
        words=request.GET.get("kata", "").replace("\x00", "").strip()[:200],
        state=_one_of(request, "keadaan", Placement.State.values),
        flag=_one_of(request, "tanda", FLAG_NAMES),
        agreement_id=read_id(request.GET.get("kerja-sama", "")),
    )
    page = Paginator(queries.placements(viewer, narrow), PAGE_SIZE).get_page(request.GET.get("hal"))
    for placement in page.object_list:
        placement.line = _line(placement)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "narrow": narrow,
        "is_narrowed": bool(request.GET.keys() - {"hal"}),
        "tabs": _tabs(request, viewer, narrow),
        "flags": _flag_choices(viewer, narrow),
        "agreements": queries.agreements_with_orders(viewer),
    }
    return render(request, "proofs/proof_list.html", context)


@require_safe
@member_required
def proof_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One proof: the verdict with every term, what ran, the looks, the decisions, and what can be done now."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    finding = queries.finding_of(viewer, placement)
    items = queries.items_of(viewer, placement)
    context = {
        "placement": placement,
        "finding": finding,
        "items": [_item(item, finding) for item in items],
        "passages": passages_of(viewer, placement),
        "verifications": queries.verifications_of(viewer, placement),
        "acceptance": queries.acceptance_of(viewer, placement),
        "payments": queries.payments_of(viewer, placement),
        "may": _may(viewer, placement),
    }
    context |= _verdict(placement, finding) | _links(viewer, placement)
    return render(request, "proofs/proof_detail.html", context)


@require_safe
@member_required
def proof_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The proof as PDF/A."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    finding = queries.finding_of(viewer, placement)
    if finding is None:
        raise Http404
    content = papers.proof_pdf(viewer, placement, finding)
    return download(content, papers.file_name("bukti-tayang", placement), "application/pdf", inline=True)


@require_safe
@member_required
def proof_acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record of acceptance (BAST) as PDF/A."""
    viewer = viewer_from(request)
    placement = queries.placement_for(viewer, pk)
    acceptance = queries.acceptance_of(viewer, placement)
    if acceptance is None:
        raise Http404
    content = papers.acceptance_pdf(placement, acceptance, queries.verified_of(viewer, placement))
    return download(content, papers.file_name("bast", placement), "application/pdf", inline=True)


@require_safe
@member_required
def proof_item_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file of an item as it was handed in."""
    item = queries.item_for(viewer_from(request), pk)
    if item.file is None:
        raise Http404
    return respond(item.file, request=request)


@require_safe
@member_required
def proof_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet of an agreement on the screen, with its sums."""
    viewer = viewer_from(request)
    agreement = queries.agreement_for(viewer, pk)
    rows = queries.placements(viewer, queries.ProofFilter(agreement_id=pk)).order_by("ordered_on", "created_at")
    lines = list(rows)
    for placement in lines:
        placement.line = _line(placement)  # type: ignore[attr-defined]
    context = {"agreement": agreement, "rows": lines, "totals": queries.paid_totals(viewer, rows)}
    return render(request, "proofs/proof_sheet.html", context)


@require_safe
@member_required
def proof_sheet_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The sheet as XLSX or CSV."""
    viewer = viewer_from(request)
    made = sheet.sheet_of(viewer, queries.agreement_for(viewer, pk))
    name = f"lembar-kerja-sama-{pk}.{kind}"
    if kind == "xlsx":
        return download(sheet.as_xlsx(made), name, XLSX)
    return download(sheet.as_csv(made), name, "text/csv; charset=utf-8")


def _one_of(request: HttpRequest, name: str, known: Any) -> str:
    value = request.GET.get(name, "")
    return value if value in known else ""


def _tabs(request: HttpRequest, viewer: Viewer, narrow: queries.ProofFilter) -> list[Tab]:
    wide = queries.ProofFilter(words=narrow.words, flag=narrow.flag, agreement_id=narrow.agreement_id)
    counts = queries.state_counts(viewer, wide)
    tabs = [Tab("", _("Semua"), _address(request, ""), sum(counts.values()))]
    return tabs + [
        Tab(value, label, _address(request, value), counts[value])
        for value, label in Placement.State.choices
        if counts.get(value) or value == narrow.state
    ]


def _address(request: HttpRequest, state: str) -> str:
    query = request.GET.copy()
    for name in ("hal", "keadaan"):
        query.pop(name, None)
    if state:
        query["keadaan"] = state
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _flag_choices(viewer: Viewer, narrow: queries.ProofFilter) -> list[tuple[str, str]]:
    counts = queries.flag_counts(viewer)
    return [
        (code, f"{name} ({counts.get(code, 0)})")
        for code, name in FLAG_NAMES.items()
        if counts.get(code) or code == narrow.flag
    ]


def _line(placement: Placement) -> dict[str, Any]:
    """What the list says of a placement's proof."""
    finding: Finding | None = getattr(placement, "finding", None)
    if finding is None or placement.state == Placement.State.CANCELLED:
        return {"summary": "", "flags": []}
    codes = sorted({flag.code for flag in finding.flags.all()})
    return {
        "summary": wording.summary(from_json(finding.verdict), placement),
        "flags": [name for _code, name in flag_names(codes)],
    }


def _verdict(placement: Placement, finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {"summary": "", "terms": [], "flag_lines": []}
    verdict = from_json(finding.verdict)
    return {
        "summary": wording.summary(verdict, placement),
        "verdict_kind": wording.VERDICT_KINDS.get(verdict.state, "neutral"),
        "terms": wording.term_lines(verdict),
        "flag_lines": [(str(FLAG_NAMES[flag.code]), flag_sentence(flag)) for flag in verdict.flags],
        "seal": papers.seal_of(finding),
    }


def _item(item: ProofItem, finding: Finding | None) -> dict[str, Any]:
    why = ""
    if finding is not None and not item.is_counted:
        why = wording.passed_over_words(from_json(finding.verdict)).get(item.key, "")
    return {"row": item, "title": wording.title_of(item), "why": why, "checks": list(item.checks.all())}


def _may(viewer: Viewer, placement: Placement) -> dict[str, bool]:
    """Which buttons the viewer gets; whether the act holds is asked again by the action."""
    works = not policies.reasons_against_working(viewer, placement)
    is_contracting = viewer.user_id is not None and viewer.user_id == placement.agreement.contracting_officer_id
    state = placement.state
    return {
        "add": not policies.reasons_against_adding(viewer, placement),
        "look": works and state != Placement.State.CANCELLED,
        "verify": works and state in {"published", "found", "short", "late"} and not is_contracting,
        "return": (works or is_contracting) and state in {"published", "found", "short", "late", "verified"},
        "accept": is_contracting and state == "verified",
        "pay": works and state == "accepted" and not is_contracting,
    }


def _links(viewer: Viewer, placement: Placement) -> dict[str, Any]:
    if viewer.unit_id != placement.unit_id or policies.reasons_against_working(viewer, placement):
        return {"links": []}
    now = clock.now()
    return {
        "links": [
            {
                "row": link,
                "state": link.state_at(now),
                "is_open": link.state_at(now) == HandInLink.State.OPEN,
                "address": papers.hand_in_address(link.token),
                "revoke_url": reverse("proof_link_revoke", args=[placement.pk, link.token]),
            }
            for link in queries.links_of(viewer, placement)
        ]
    }
