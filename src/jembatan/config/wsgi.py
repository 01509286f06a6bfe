"""The WSGI entrance that granian serves."""

import os
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jembatan.config.settings")


def _entrance() -> Callable[..., Any]:
    """Django, behind the proxies that this installation trusts. Refuses to serve an unmarked demo."""
    serve: Callable[..., Any] = get_wsgi_application()

    from django.conf import settings
    from django.db import Error

    from jembatan.config.demo import Mark, has_accounts, write_mark

    try:
        is_unmarked = not settings.IS_DEMO and has_accounts()
    except Error:
        is_unmarked = False  # No tables yet, so no accounts either.
    if is_unmarked:
        write_mark(settings.HOME, Mark(is_told=True))
        raise ImproperlyConfigured("This database holds demo accounts. It was marked as a demo; start again.")
    if settings.TRUSTED_PROXIES and not settings.IS_DEMO:
        from granian.utils.proxies import wrap_wsgi_with_proxy_headers

        serve = wrap_wsgi_with_proxy_headers(serve, trusted_hosts=settings.TRUSTED_PROXIES)
    return serve


application = _entrance()
