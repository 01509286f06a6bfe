"""The grid of photos, a photo's page, and the files themselves."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.chain.documentation import actions, display, policies, queries
from jembatan.chain.documentation.forms import VISIBILITY_WORDS, AssetForm
from jembatan.chain.documentation.models import Asset
from jembatan.chain.documentation.renditions import SIZES
from jembatan.foundation.files.serving import respond
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, refuse_if

PAGE_SIZE = 48


@require_safe
@member_required
def asset_list(request: HttpRequest) -> HttpResponse:
    """The photos that the viewer may see, narrowed by the address."""
    viewer = viewer_from(request)
    narrow = queries.AssetFilter(
        words=request.GET.get("kata", "").replace("\x00", "").strip()[:200],
        event_id=_uuid(request.GET.get("kegiatan", "")),
        unit_id=_uuid(request.GET.get("unit", "")),
        mine=request.GET.get("milik") == "kita",
    )
    page = Paginator(queries.assets(viewer, narrow), PAGE_SIZE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "photos": display.grid(page.object_list),
        "narrow": narrow,
        "is_narrowed": bool(request.GET.keys() - {"hal"}),
        "event": queries.event_seen(viewer, narrow.event_id),
        "units": queries.units_with_assets(viewer),
        "may_add": policies.may_add(viewer),
    }
    return render(request, "documentation/asset_list.html", context)


@require_safe
@member_required
def asset_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One photo with what is told of it. The part with the picture is asked for again until the worker is done."""
    viewer = viewer_from(request)
    asset = queries.asset_for(viewer, pk)
    made = {rendition.name: rendition for rendition in asset.renditions.all()}
    context = {
        "asset": asset,
        "event": queries.event_of(viewer, asset),
        "screen": made.get("screen"),
        "press": made.get("press"),
        "done": len(made),
        "total": len(SIZES),
        "is_working": len(made) < len(SIZES) and not asset.render_failure,
        "is_ours": viewer.unit_id == asset.unit_id,
        "may_change": not policies.reasons_against_changing(viewer, asset),
        "visibility": VISIBILITY_WORDS.get(asset.visibility, asset.get_visibility_display()),
    }
    is_part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    template = "documentation/_picture.html" if is_part else "documentation/asset_detail.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def asset_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is told of a photo."""
    viewer = viewer_from(request)
    asset = queries.asset_for(viewer, pk)
    refuse_if(policies.reasons_against_changing(viewer, asset))
    event = queries.event_of(viewer, asset)
    form = AssetForm(request.POST or None, viewer=viewer, event=event, initial=AssetForm.told(asset))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if asset.event_id is not None and event is None and data["event"] is None:
            data["event"] = asset.event  # hidden from the viewer, so it was not theirs to take away
        try:
            actions.change_asset(viewer=viewer, asset=asset, **data)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("Keterangan foto tersimpan."))
            return redirect("asset_detail", pk=pk)
    status = 422 if form.is_bound else 200
    return render(request, "documentation/asset_edit.html", {"form": form, "asset": asset}, status=status)


@require_safe
@member_required
def asset_file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """The bytes of a rendition, or of the original for the owner's unit. `?unduh=1` saves instead of showing."""
    viewer = viewer_from(request)
    if name not in {*SIZES, queries.ORIGINAL}:
        raise Http404
    asset = queries.asset_for(viewer, pk)
    stored = queries.file_of(viewer, asset, name)
    is_original = name == queries.ORIGINAL
    return respond(
        stored,
        request=request,
        download_name=stored.original_name if is_original else _download_name(asset, name),
        inline=not is_original and request.GET.get("unduh") != "1",
    )


def _download_name(asset: Asset, name: str) -> str:
    return f"{slugify(asset.caption)[:60].strip('-') or 'foto'}-{str(asset.pk)[-6:]}-{name}.jpg"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
