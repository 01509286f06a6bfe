"""Screens of sending: choosing who gets a release, the ledger, and the text for WhatsApp."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.distribution import actions, policies, queries, whatsapp
from jembatan.chain.distribution.forms import ChoiceForm
from jembatan.chain.distribution.letters import letter_of
from jembatan.chain.distribution.models import Dispatch
from jembatan.chain.releases.models import Version
from jembatan.chain.releases.queries import public_versions, published_version_of, release_for
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Viewer
from jembatan.web.components import Tab

PAGE_SIZE = 50


@require_safe
@member_required
def delivery_list(request: HttpRequest) -> HttpResponse:
    """All deliveries of the unit, filtered by the address line."""
    viewer = viewer_from(request)
    words = request.GET.get("kata", "").strip()[:200]
    rows = queries.deliveries(viewer, words=words)
    context = _ledger(request, viewer, rows) | {"words": words}
    return render(request, "distribution/delivery_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def dispatch_new(request: HttpRequest, release_pk: UUID) -> HttpResponse:
    """Choose lists and contacts (in the address, so that nothing is lost), see who would get it, then send (POST)."""
    viewer = viewer_from(request)
    release = release_for(viewer, release_pk)
    version = published_version_of(viewer, release)
    obstacles = policies.reasons_against_dispatch(viewer, version) if version else [_("Siaran pers ini belum terbit.")]
    data = request.POST if request.method == "POST" else request.GET
    form = ChoiceForm(data if "lists" in data or "contacts" in data else None, viewer=viewer)
    refusals: tuple[str, ...] = ()
    if request.method == "POST" and version is not None:
        try:
            return redirect("dispatch_detail", pk=_send(viewer, version, form).pk)
        except Refused as refusal:
            refusals = refusal.reasons
    context: dict[str, Any] = {
        "release": release,
        "version": version,
        "form": form,
        "obstacles": obstacles,
        "refusals": refusals,
    }
    if version is not None and not obstacles:
        context |= _plan(viewer, version, form)
    return render(request, "distribution/dispatch_new.html", context, status=409 if refusals else 200)


@require_safe
@member_required
def dispatch_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ledger of one dispatch; as a fragment while the letters go out."""
    viewer = viewer_from(request)
    dispatch = queries.dispatch_for(viewer, pk)
    context = _ledger(request, viewer, queries.deliveries_in(viewer, dispatch).order_by("contact__name", "pk"))
    context |= {
        "dispatch": dispatch,
        "left_out": queries.left_out_of(viewer, dispatch),
        "may_send": not policies.reasons_against_dispatch(viewer, dispatch.version),
        "poll_url": request.get_full_path(),
    }
    fragment = "distribution/_ledger.html" if request.headers.get("HX-Request") else "distribution/dispatch_detail.html"
    return render(request, fragment, context)


@require_POST
@member_required
def delivery_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try one letter again."""
    viewer = viewer_from(request)
    delivery = queries.delivery_for(viewer, pk)
    try:
        actions.retry_delivery(viewer=viewer, delivery=delivery)
        messages.success(request, _("Surat untuk %(name)s masuk antrean lagi.") % {"name": delivery.contact.name})
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    return _back(request, delivery.dispatch)


@require_POST
@member_required
def dispatch_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try all held letters of a dispatch again."""
    viewer = viewer_from(request)
    dispatch = queries.dispatch_for(viewer, pk)
    try:
        count = actions.retry_held(viewer=viewer, dispatch=dispatch)
        text = ngettext("%(n)d surat masuk antrean lagi.", "%(n)d surat masuk antrean lagi.", count) % {"n": count}
        messages.success(request, text)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    return _back(request, dispatch)


@require_safe
@member_required
def release_whatsapp(request: HttpRequest, release_pk: UUID) -> HttpResponse:
    """The text for WhatsApp, short or whole. Any member may pass on what is public."""
    viewer = viewer_from(request)
    release = release_for(viewer, release_pk)
    version = public_versions().filter(release=release).first()
    is_whole = request.GET.get("isi") == "lengkap"
    text = whatsapp.message(version, is_whole=is_whole) if version is not None else ""
    context = {
        "release": release,
        "version": version,
        "text": text,
        "share_link": whatsapp.share_link(text),
        "rows": min(text.count("\n") + len(text) // 45 + 2, 40),
        "current": "lengkap" if is_whole else "ringkas",
        "tabs": [Tab("ringkas", _("Ringkas"), "?isi=ringkas"), Tab("lengkap", _("Lengkap"), "?isi=lengkap")],
    }
    return render(request, "distribution/release_whatsapp.html", context)


def _send(viewer: Viewer, version: Version, form: ChoiceForm) -> Dispatch:
    if not form.is_bound or not form.is_valid():
        raise Refused([str(text) for texts in form.errors.values() for text in texts] or [_("Pilih penerima dahulu.")])
    chosen = form.cleaned_data
    return actions.dispatch_version(
        viewer=viewer,
        version=version,
        lists=list(chosen["lists"]),
        contacts=list(chosen["contacts"]),
        note=chosen["note"],
        expected=chosen["seen"],
    )


def _plan(viewer: Viewer, version: Version, form: ChoiceForm) -> dict[str, Any]:
    if not form.is_bound or not form.is_valid():
        return {"letter": letter_of(version)}
    chosen = form.cleaned_data
    return {
        "plan": queries.plan(viewer, version, chosen["lists"], chosen["contacts"]),
        "chosen": chosen,
        "letter": letter_of(version, " ".join(chosen["note"].split())),
    }


def _ledger(request: HttpRequest, viewer: Viewer, rows: Any) -> dict[str, Any]:
    """Figures, tabs and the page of deliveries in the condition that the address asks for."""
    counts = queries.counts(rows)
    condition = request.GET.get("keadaan", "")
    condition = condition if condition in queries.CONDITIONS else ""
    page = Paginator(queries.with_story(queries.narrowed(rows, condition)), PAGE_SIZE).get_page(request.GET.get("hal"))
    return {
        "counts": counts,
        "condition": condition,
        "tabs": _tabs(request, counts),
        "page": page,
        "may_retry": viewer.has(*policies.SENDERS),
        "here": request.get_full_path(),
    }


def _tabs(request: HttpRequest, counts: queries.Counts) -> list[Tab]:
    figures = [
        ("", _("Semua"), counts.total),
        ("queued", _("Antre"), counts.queued),
        ("held", _("Tertahan"), counts.held),
        ("sent", _("Terkirim"), counts.sent + counts.delivered),
        ("failed", _("Gagal"), counts.failed + counts.bounced),
        ("unknown", _("Hasil tidak pasti"), counts.unknown),
    ]
    return [Tab(key, label, _narrowed_address(request, key), count) for key, label, count in figures]


def _narrowed_address(request: HttpRequest, condition: str) -> str:
    query = request.GET.copy()
    query.pop("hal", None)
    query.pop("keadaan", None)
    if condition:
        query["keadaan"] = condition
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _back(request: HttpRequest, dispatch: Dispatch) -> HttpResponse:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_ours else reverse("dispatch_detail", args=[dispatch.pk]))
