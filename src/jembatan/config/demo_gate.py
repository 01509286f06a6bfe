"""While demo accounts exist, only this machine is answered, and only under its own name."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


class DemoGate:
    """Refuses a foreign Host and a foreign sender in the demo; absent from a real installation."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.IS_DEMO:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what comes from this machine."""
        if _is_from_here(request):
            return self.get_response(request)
        reason = _(
            "Instalasi ini berisi akun contoh, jadi hanya menjawab di komputer ini sendiri: "
            "http://127.0.0.1:%(port)s. Untuk dipakai bersama, buat instalasi biasa tanpa akun contoh."
        )
        return HttpResponse(reason % {"port": settings.PORT}, status=421, content_type="text/plain; charset=utf-8")


def _is_from_here(request: HttpRequest) -> bool:
    try:
        request.get_host()
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except (DisallowedHost, ValueError):
        return False
