"""Screens of partners: `register`, `accreditation`, `contracts`, `orders`, and what the public may check (`public`)."""

from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jembatan.web.components import Tab

ANSWERS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 40
M = TypeVar("M", bound=Model)


def asked(request: HttpRequest, name: str, known: Any = None) -> str:
    """A parameter of the address: cut, harmless, and "" if it is none of `known`."""
    value = request.GET.get(name, "").replace("\x00", "").strip()[:200]
    return value if known is None or value in known else ""


def asked_day(request: HttpRequest, name: str) -> date | None:
    """A day in the address (ISO); None for anything else."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def page_of(request: HttpRequest, rows: QuerySet[M]) -> Page[M]:
    """The page `hal`."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("hal"))


def form_page(
    request: HttpRequest, form: forms.Form, heading: str, action: str, cancel_url: str, **more: Any
) -> HttpResponse:
    """A page with one form. `more`: lead, eyebrow (text), eyebrow_url, facts (pairs), warnings (texts)."""
    context = {"form": form, "heading": heading, "action": action, "cancel_url": cancel_url} | more
    return render(request, "partners/form.html", context, status=422 if form.is_bound else 200)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF that was set just now, shown by the browser; never kept by a cache in between."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def room_tabs() -> list[Tab]:
    """The five lists of the room."""
    return [
        Tab("partners", _("Mitra"), reverse("partner_list")),
        Tab("journalists", _("Wartawan"), reverse("journalist_list")),
        Tab("agreements", _("Kerja sama"), reverse("agreement_list")),
        Tab("placements", _("Pesanan publikasi"), reverse("placement_list")),
        Tab("accreditations", _("Akreditasi"), reverse("accreditation_list")),
    ]
