"""Which photos go with a release."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jembatan.chain.releases import actions, policies, queries
from jembatan.chain.releases.display import thumbnail_url
from jembatan.chain.releases.models import Release
from jembatan.chain.releases.views.writing import title_of
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, refuse_if


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def release_photos(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The chosen photos and those to choose from; POST attaches those ticked (`asset`)."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    refuse_if(policies.reasons_against_writing(viewer, release))
    if request.method != "POST":
        return _page(request, release)
    ticked = [found for text in request.POST.getlist("asset") if (found := read_id(text)) is not None]
    assets = [queries.asset_to_choose(viewer, found) for found in ticked]
    try:
        for asset in assets:
            actions.attach_asset(viewer=viewer, release=release, asset=asset)
    except Refused as refusal:
        return _page(request, release, reasons=refusal.reasons)
    if assets:
        text = ngettext("%(n)d foto ditambahkan.", "%(n)d foto ditambahkan.", len(assets))
        messages.success(request, text % {"n": len(assets)})
    return redirect("release_photos", pk=pk)


@require_POST
@member_required
def release_photo_order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep order (`urutan-<asset>`, a number) and captions (`keterangan-<asset>`) of the chosen photos."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    wanted = [found for text in request.POST.getlist("foto") if (found := read_id(text)) is not None]
    places = {asset: _place(request.POST.get(f"urutan-{asset}", "")) for asset in wanted}
    captions = {asset: request.POST.get(f"keterangan-{asset}", "") for asset in wanted}
    try:
        actions.order_assets(
            viewer=viewer, release=release, order=sorted(wanted, key=lambda asset: places[asset]), captions=captions
        )
    except Refused as refusal:
        return _page(request, release, reasons=refusal.reasons)
    messages.success(request, _("Urutan dan keterangan foto tersimpan."))
    return redirect("release_photos", pk=pk)


@require_POST
@member_required
def release_photo_removal(request: HttpRequest, pk: UUID, asset_pk: UUID) -> HttpResponse:
    """Take a photo out of the release; it stays in the documentation and can be chosen again."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    asset = queries.asset_to_choose(viewer, asset_pk)
    try:
        actions.detach_asset(viewer=viewer, release=release, asset=asset)
    except Refused as refusal:
        return _page(request, release, reasons=refusal.reasons)
    messages.success(request, _("Foto dilepas dari siaran pers ini. Fotonya tetap ada di dokumentasi."))
    return redirect("release_photos", pk=pk)


def _place(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 99_999


def _page(request: HttpRequest, release: Release, reasons: tuple[str, ...] = ()) -> HttpResponse:
    viewer = viewer_from(request)
    chosen = queries.photos_in_work(viewer, release)
    offered = queries.assets_to_choose(viewer, release)
    context = {
        "release": release,
        "title": title_of(viewer, release),
        "chosen": [(link, thumbnail_url(link.asset_id)) for link in chosen],
        "offered": [(asset, thumbnail_url(asset.pk)) for asset in offered],
        "reasons": reasons,
        "is_open": queries.draft_for(viewer, release) is not None,
    }
    return render(request, "releases/release_photos.html", context, status=409 if reasons else 200)
