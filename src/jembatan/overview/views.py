"""The home page and the trail."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jembatan.chain.coverage.marking import side_by_side
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.overview import home as home_page
from jembatan.overview import trail as trails
from jembatan.overview.strip import strip_of


@require_safe
@member_required
def home(request: HttpRequest) -> HttpResponse:
    """What needs the person today."""
    viewer = viewer_from(request)
    context = {"needs": home_page.needs(viewer), "events": home_page.events_today(viewer)}
    return render(request, "overview/home.html", context)


@require_safe
@member_required
def trail_event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The trail from an event."""
    return _trail(request, trails.trail_of_event(viewer_from(request), pk))


@require_safe
@member_required
def trail_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The trail from a release."""
    return _trail(request, trails.trail_of_release(viewer_from(request), pk))


@require_safe
@member_required
def trail_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The trail from an article."""
    return _trail(request, trails.trail_of_article(viewer_from(request), pk))


@require_safe
@member_required
def trail_asset(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The trail from a photo."""
    return _trail(request, trails.trail_of_asset(viewer_from(request), pk))


def _trail(request: HttpRequest, trail: trails.Trail) -> HttpResponse:
    chosen = trails.chosen_match(trail, read_id(request.GET.get("kecocokan", "")))
    sides = side_by_side(chosen.article.text, chosen.version.text, chosen.spans) if chosen else None
    context = {"trail": trail, "strip": strip_of(trail), "chosen": chosen, "sides": sides}
    return render(request, "overview/trail.html", context)
