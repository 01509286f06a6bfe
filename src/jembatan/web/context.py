"""What every page of the shell is drawn with."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jembatan.web.navigation import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """`viewer`: who is looking; `shell`: the top bar of this request, worked out only when a template asks."""
    return {
        "viewer": getattr(request, "viewer", None),
        "shell": SimpleLazyObject(lambda: navigation.shell_for(request)),
    }
