"""What the public and journalists see. Nothing here asks who is looking: it is the same for everybody."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import http_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jembatan.chain.documentation.models import Rendition
from jembatan.chain.releases.models import Retraction, Version
from jembatan.foundation.files.serving import respond
from jembatan.foundation.units.models import Unit
from jembatan.newsroom import queries
from jembatan.newsroom.addresses import whole
from jembatan.newsroom.conditional import conditional
from jembatan.newsroom.feeds import atom, summary
from jembatan.newsroom.structured import news_article

PAGE_SIZE = 20
FEED_SIZE = 30
ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"


@require_safe
@conditional
def newsroom(request: HttpRequest) -> HttpResponse:
    """The releases of the whole network."""
    return _list(request, None)


@require_safe
@conditional
def newsroom_unit(request: HttpRequest, slug: str) -> HttpResponse:
    """The releases of one unit."""
    return _list(request, queries.unit_called(slug))


@require_safe
@conditional
def newsroom_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One release; 410 with the reason if it was withdrawn; an old version's address leads to the release."""
    standing = queries.standing(pk)
    if standing.moved_to is not None:
        return redirect("newsroom_release", pk=standing.moved_to, permanent=True)
    if standing.retraction is not None:
        return _withdrawn(request, standing.retraction)
    assert standing.version is not None
    version = standing.version
    unit = version.release.unit
    with timezone.override(unit.zone):
        response = render(request, "newsroom/release.html", _release_context(version))
    if (changed := queries.changed_at(version)) is not None:
        response["Last-Modified"] = http_date(int(changed.timestamp()))
    return response


@require_safe
def newsroom_photo(request: HttpRequest, pk: UUID, asset_pk: UUID, name: str) -> HttpResponseBase:
    """A picture of a public release: the screen's or the press's, never the original."""
    if name not in Rendition.Name.values:
        raise Http404
    stored, version = queries.photo_file(pk, asset_pk, name)
    download_name = f"{slugify(version.title)[:60] or 'foto'}-{str(asset_pk)[-6:]}.jpg"
    is_press = name == Rendition.Name.PRESS
    return respond(stored, request=request, download_name=download_name, inline=not is_press, is_public=True)


@require_safe
@conditional
def newsroom_feed(_request: HttpRequest) -> HttpResponse:
    """Atom of the whole network."""
    return _feed(None)


@require_safe
@conditional
def newsroom_unit_feed(_request: HttpRequest, slug: str) -> HttpResponse:
    """Atom of one unit."""
    return _feed(queries.unit_called(slug))


@require_safe
@conditional
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of site maps: the fixed pages, and one for each month."""
    maps = [whole("newsroom_sitemap_pages"), *(whole("newsroom_sitemap_month", m.key) for m in queries.months())]
    return render(request, "newsroom/sitemap_index.xml", {"maps": maps}, content_type=XML)


@require_safe
@conditional
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The front page and the units' pages."""
    pages = [whole("newsroom"), *(whole("newsroom_unit", unit.slug) for unit in queries.publishing_units())]
    return render(request, "newsroom/sitemap.xml", {"entries": [(page, None) for page in pages]}, content_type=XML)


@require_safe
@conditional
def sitemap_month(request: HttpRequest, month: str) -> HttpResponse:
    """The releases of one month."""
    rows = queries.releases(month=_month(month))
    entries = [(whole("newsroom_release", row.release_id), queries.changed_at(row)) for row in rows]
    return render(request, "newsroom/sitemap.xml", {"entries": entries}, content_type=XML)


@require_safe
@conditional
def robots(_request: HttpRequest) -> HttpResponse:
    """What search engines may read: all that is public."""
    closed = ("/kerja/", "/akun/", "/masuk/", "/pengelola/", "/bahasa/", "/desain/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {whole('newsroom_sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _list(request: HttpRequest, unit: Unit | None) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    wanted = request.GET.get("bulan", "")
    month = _month(wanted) if wanted else None
    page = Paginator(queries.releases(unit=unit, month=month, words=words), PAGE_SIZE).get_page(request.GET.get("hal"))
    context: dict[str, Any] = {
        "unit": unit,
        "network": queries.network_name(),
        "page": page,
        "entries": [_entry(version) for version in page],
        "words": words,
        "month": month,
        "month_name": _month_name(month) if month else "",
        "months": [(one.key, _month_name(one.first), one.count) for one in queries.months(unit)],
        "units": queries.publishing_units(),
        "canonical": whole("newsroom_unit", unit.slug) if unit is not None else whole("newsroom"),
        "is_filtered": bool(words or month),
    }
    return render(request, "newsroom/list.html", context)


def _entry(version: Version) -> dict[str, Any]:
    release = version.release
    return {
        "version": version,
        "release": release,
        "unit_name": _name_then(version),
        "summary": summary(version.text),
    }


def _release_context(version: Version) -> dict[str, Any]:
    release = version.release
    photos = queries.photos(version)
    unit_name = _name_then(version)
    canonical = whole("newsroom_release", release.pk)
    return {
        "version": version,
        "release": release,
        "unit": release.unit,
        "unit_name": unit_name,
        "network": queries.network_name(),
        "summary": summary(version.text),
        "photos": photos,
        "og_image": whole("newsroom_photo", release.pk, photos[0].photo.asset_id, "screen") if photos else "",
        "canonical": canonical,
        "before": queries.replaced_by(version),
        "changed_at": queries.changed_at(version),
        "structured": news_article(version, unit_name, photos),
        "share_text": f"*{version.title.replace('*', '')}*\n\n{summary(version.text)}\n\n{canonical}",
    }


def _withdrawn(request: HttpRequest, retraction: Retraction) -> HttpResponse:
    release = retraction.version.release
    context = {"retraction": retraction, "release": release, "unit": release.unit, "network": queries.network_name()}
    with timezone.override(release.unit.zone):
        return render(request, "newsroom/withdrawn.html", context, status=410)


def _feed(unit: Unit | None) -> HttpResponse:
    versions = list(queries.releases(unit=unit)[:FEED_SIZE])
    changed = queries.last_change(unit)
    title = _("Siaran pers %(name)s") % {"name": unit.name if unit is not None else queries.network_name()}
    response = HttpResponse(atom(versions, title=title, unit=unit, changed=changed), content_type=ATOM)
    if changed is not None:
        response["Last-Modified"] = http_date(int(changed.timestamp()))
    return response


def _name_then(version: Version) -> str:
    """What the unit was called on the day of the release."""
    release = version.release
    if release.issued_at is None:
        return release.unit.name
    return release.unit.name_on(release.issued_at.astimezone(release.unit.zone).date())


def _month(key: str) -> date:
    """The first day of "2018-04". Raises Http404 for anything else."""
    try:
        return date.fromisoformat(f"{key}-01")
    except ValueError as fault:
        raise Http404 from fault


def _month_name(month: date) -> str:
    return date_format(month, "F Y", use_l10n=False)
