"""Every request gets its viewer; every refusal becomes a page that tells the reasons."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jembatan.foundation.people.queries import viewer_of
from jembatan.foundation.refusal import Conflict, Refused

GetResponse = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Sets `request.viewer` from the account and the unit that it has chosen, and the unit's time zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its viewer set."""
        viewer, zone = viewer_of(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        with timezone.override(zone):
            return self.get_response(request)


class RefusalMiddleware:
    """A `Refused` that no view has caught becomes a page (403, or 409 for a conflict) with all its reasons."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the reasons; anything but a refusal goes on."""
        if not isinstance(exception, Refused):
            return None
        status = 409 if isinstance(exception, Conflict) else 403
        return render(request, "web/refused.html", {"reasons": exception.reasons}, status=status)
