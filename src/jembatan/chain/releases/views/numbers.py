"""How the unit numbers its releases."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jembatan.chain.releases import actions, policies, queries
from jembatan.chain.releases.forms import NumberingForm
from jembatan.chain.releases.numbering import number_text
from jembatan.foundation import clock
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.queries import unit_for


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def release_numbering(request: HttpRequest) -> HttpResponse:
    """Show and set the pattern of the viewer's unit."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_numbering(viewer))
    unit = unit_for(viewer)
    present = queries.numbering_of(viewer)
    initial = {
        "pattern": present.pattern if present else "{number:03d}/SP/HMS/{year}",
        "is_on": bool(present and present.is_on),
    }
    form = NumberingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.set_numbering(viewer=viewer, unit=unit, **form.cleaned_data)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("Penomoran tersimpan dan berlaku sejak penerbitan berikutnya."))
            return redirect("release_numbering")
    example = number_text(present.pattern, 12, localtime(clock.now())) if present is not None else ""
    context = {"form": form, "example": example, "unit": unit}
    return render(request, "releases/numbering.html", context, status=422 if form.is_bound else 200)
