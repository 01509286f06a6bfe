"""What anybody may check by the QR of a badge or of an order: whether it holds, and nothing more than is printed there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import override
from django.views.decorators.http import require_safe

from jembatan.chain.agenda.models import Event
from jembatan.desks.partners import queries
from jembatan.desks.partners.models import Accreditation, Placement
from jembatan.foundation import clock


@require_safe
def accreditation_check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a press badge holds: name, outlet, event."""
    row = queries.accreditation_by_token(token)
    is_known = row is not None and row.state in {Accreditation.State.GRANTED, Accreditation.State.REVOKED}
    if row is None or not is_known:
        return _page(request, "partners/accreditation_check.html", {"verdict": "unknown"}, 404)
    verdict = "valid"
    if row.state == Accreditation.State.REVOKED:
        verdict = "revoked"
    elif row.event.state == Event.State.CANCELLED or row.event.supposed_end < clock.now():
        verdict = "expired"
    with override(row.unit.zone):
        return _page(request, "partners/accreditation_check.html", {"verdict": verdict, "row": row})


@require_safe
def order_check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a Surat Pesanan is genuine: number, day, unit, outlet."""
    row = queries.order_by_token(token)
    if row is None:
        return _page(request, "partners/order_check.html", {"verdict": "unknown"}, 404)
    verdict = "cancelled" if row.state == Placement.State.CANCELLED else "valid"
    return _page(request, "partners/order_check.html", {"verdict": verdict, "row": row})


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Not for search engines, not for caches, and no address of it goes to other sites."""
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
