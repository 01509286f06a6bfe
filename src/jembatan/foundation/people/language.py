"""The language of an account, carried to the device by the cookie that Django reads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_YEAR_SECONDS = 365 * 24 * 3600


def remember_language(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Have this device read in `language` from the next page on; an unknown one changes nothing."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_YEAR_SECONDS,
            samesite="Lax",
            secure=request.is_secure(),
        )
