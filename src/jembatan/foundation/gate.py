"""The door of the staff's rooms: a view behind it is only run for a member of a unit."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from jembatan.foundation.viewer import Viewer

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def viewer_from(request: HttpRequest) -> Viewer:
    """The viewer that `ViewerMiddleware` has set."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def member_required(view: View[P]) -> View[P]:
    """Send nobody to sign in; tell a person without a unit that they have none yet (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        viewer = viewer_from(request)
        if viewer.user_id is None:
            return redirect_to_login(request.get_full_path())
        if not viewer.is_member:
            return render(request, "web/no_unit.html", status=403)
        return view(request, *args, **kwargs)

    guarded.is_staff_only = True  # type: ignore[attr-defined]
    return cast("View[P]", guarded)
