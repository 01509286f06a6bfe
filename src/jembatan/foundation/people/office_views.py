"""Who holds which office: put in, ended, resumed. Drawn on the unit's page by the panel of this room."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jembatan.foundation import clock
from jembatan.foundation.people import offices, queries
from jembatan.foundation.people.forms import AppointmentForm, EndForm
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.people.models import Appointment
from jembatan.foundation.refusal import Refused, into_form
from jembatan.foundation.registry import Panel
from jembatan.foundation.units.models import Unit
from jembatan.foundation.units.queries import unit_for
from jembatan.foundation.viewer import Viewer

ANSWERS = {"GET", "HEAD", "POST"}


def staff_panel(viewer: Viewer, subject: object) -> Panel | None:
    """Leaders and staff on the page of a unit, those of today apart from those before."""
    if not isinstance(subject, Unit):
        return None
    today = clock.today(subject.zone)
    is_own = viewer.unit_id == subject.pk
    now: list[Appointment] = []
    past: list[Appointment] = []
    for appointment in [*queries.leader_offices(subject.government), *queries.staff_of(subject)]:
        (past if appointment.until is not None and appointment.until < today else now).append(appointment)
    context = {
        "now": now,
        "past": past,
        "may_appoint": is_own and not offices.reasons_against_appointing(viewer, subject, is_leader=True),
    }
    return Panel("people/staff_panel.html", context, order=20)


@require_http_methods(ANSWERS)
@member_required
def appointment_new(request: HttpRequest) -> HttpResponse:
    """Put a person in office."""
    viewer = viewer_from(request)
    unit = unit_for(viewer)
    reasons = offices.reasons_against_appointing(viewer, unit, is_leader=True)
    if reasons:
        raise Refused(reasons)
    form = AppointmentForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            appointment = offices.appoint_person(viewer=viewer, unit=unit, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("%(name)s tercatat.") % {"name": appointment})
            return redirect("unit_detail")
    return render(request, "people/appointment_form.html", {"form": form, "unit": unit})


@require_http_methods(ANSWERS)
@member_required
def appointment_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an office on a day; GET asks for it."""
    viewer = viewer_from(request)
    unit = unit_for(viewer)
    appointment = queries.appointment_for(viewer, pk)
    form = EndForm(request.POST or None, initial={"until": clock.today(unit.zone)})
    if request.method == "POST" and form.is_valid():
        try:
            offices.end_appointment(viewer=viewer, unit=unit, appointment=appointment, until=form.cleaned_data["until"])
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Masa jabatan %(name)s berakhir.") % {"name": appointment.person})
            return redirect("unit_detail")
    context = {
        "question": _("Akhiri masa jabatan ini?"),
        "name": appointment,
        "consequence": _("Jabatan ini tetap tercatat dalam riwayat, dan dapat dilanjutkan kembali."),
        "action": _("Akhiri"),
        "form": form,
        "cancel_url": reverse("unit_detail"),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@member_required
def appointment_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo the end of an office."""
    viewer = viewer_from(request)
    appointment = queries.appointment_for(viewer, pk)
    offices.resume_appointment(viewer=viewer, unit=unit_for(viewer), appointment=appointment)
    messages.success(request, _("%(name)s kembali tercatat menjabat.") % {"name": appointment.person})
    return redirect("unit_detail")
