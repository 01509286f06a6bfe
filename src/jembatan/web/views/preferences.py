"""What a reader chooses for this device: the language and the colour scheme. Kept in cookies, nothing else changes.

Both are exempt from the CSRF check on purpose: the public pages stay free of a token and its cookie, and the most that
a foreign site could do is change the look of a page.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

THEME_COOKIE = "tampilan"
_YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Back to the page that was read, if it is one of ours."""
    target = request.POST.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=hosts, require_https=request.is_secure())
    return HttpResponseRedirect(target if target and safe else "/")


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language (`language`: id or en) for this device."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES) or not check_for_language(code):
        return HttpResponseBadRequest(_("Bahasa itu tidak tersedia."), content_type="text/plain; charset=utf-8")
    response = _back(request)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the colour scheme (`theme`: light, dark, or auto for that of the device)."""
    chosen = request.POST.get("theme", "")
    if chosen not in {"light", "dark", "auto"}:
        return HttpResponseBadRequest(_("Tampilan itu tidak tersedia."), content_type="text/plain; charset=utf-8")
    response = _back(request)
    if chosen == "auto":
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return response
