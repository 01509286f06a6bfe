"""The page of a unit, and the list of all units of the network."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jembatan.foundation.gate import member_required, viewer_from
from jembatan.foundation.registry import registry
from jembatan.foundation.units import queries
from jembatan.foundation.units.access import administers
from jembatan.foundation.units.forms import AliasForm
from jembatan.foundation.units.models import Unit

PAGE_SIZE = 50


@require_GET
@member_required
def unit_list(request: HttpRequest) -> HttpResponse:
    """All units of the network, narrowed by `q`: any name that the unit or its government has or had."""
    text = request.GET.get("q", "").strip()
    page = Paginator(queries.units(viewer_from(request), text=text), PAGE_SIZE).get_page(request.GET.get("hal"))
    return render(request, "units/unit_list.html", {"page": page, "text": text})


@require_GET
@member_required
def unit_detail(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """A unit with its names over time, its sections and what other rooms tell of it; without `slug`, one's own."""
    return unit_page(request, queries.unit_for(viewer_from(request), slug))


def unit_page(request: HttpRequest, unit: Unit, alias_form: AliasForm | None = None) -> HttpResponse:
    """Draw the page; `alias_form` carries the error of a refused alias."""
    viewer = viewer_from(request)
    may_change = administers(viewer, unit)
    context = {
        "unit": unit,
        "facts": _facts(unit),
        "names": queries.names_of(unit),
        "sections": queries.sections_of(unit),
        "aliases": list(unit.government.aliases.order_by("name")),
        "may_change": may_change,
        "alias_form": (alias_form or AliasForm()) if may_change else None,
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in registry.panels_for("unit.detail", viewer, unit)
        ],
    }
    return render(request, "units/unit_detail.html", context)


def _facts(unit: Unit) -> list[tuple[str, str]]:
    government = unit.government
    return [
        (_("Pemerintah daerah"), government.name),
        (_("Kode wilayah"), government.code),
        (_("Ibu kota"), government.capital),
        (_("Jenis unit"), unit.get_kind_display()),
        (_("Zona waktu"), {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}.get(
            government.zone_name, government.zone_name)),
        (_("Surel unit"), unit.email),
    ]  # fmt: skip
