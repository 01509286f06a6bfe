"""Answers that are not sent twice: an ETag over what would be sent, and Last-Modified where the page knows it.

The ETag covers the whole page, language and colours included, so that nothing stale is taken for current. Shared caches
keep nothing unasked: a text that is withdrawn must be gone at once.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

P = ParamSpec("P")


def conditional(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponseBase]:
    """Answer 304 where the reader has the same page already."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = cast(HttpRequest, args[0])
        response = view(*args, **kwargs)
        response.setdefault("Cache-Control", "no-cache")
        if response.status_code != 200:
            return response
        response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        found = get_conditional_response(request, response["ETag"], modified, response)
        assert found is not None
        return found

    return answer
