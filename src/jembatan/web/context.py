"""What every page of the shell is drawn with."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The viewer of this request, for the templates of the shell."""
    return {"viewer": getattr(request, "viewer", None)}
