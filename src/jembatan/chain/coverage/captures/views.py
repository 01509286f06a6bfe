"""Screens of print, radio and television: the list, the page for the phone, the editor beside the picture."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.coverage.captures import actions, queries
from jembatan.chain.coverage.captures.forms import CorrectionForm, NewCaptureForm
from jembatan.chain.coverage.captures.models import Capture
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind, TakenFile
from jembatan.foundation.files.serving import respond
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form
from jembatan.foundation.viewer import Viewer

STEPS = {
    "jadikan-berita": actions.enter_capture,
    "buang": actions.discard_capture,
    "kembalikan": actions.restore_capture,
}


@require_safe
@member_required
def capture_list(request: HttpRequest) -> HttpResponse:
    """Captures of the unit, newest first."""
    viewer = viewer_from(request)
    state = request.GET.get("keadaan", "")
    state = state if state in Capture.State.values else ""
    page = Paginator(queries.captures(viewer, state), 50).get_page(request.GET.get("hal"))
    context = {"page": page, "states": Capture.State.choices, "state": state}
    return render(request, "captures/capture_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def capture_new(request: HttpRequest) -> HttpResponse:
    """Send a capture: by the form, or by the phone's outbox, which asks for JSON and may send twice."""
    viewer = viewer_from(request)
    if request.method != "POST":
        return _new_page(request, NewCaptureForm(viewer=viewer))
    form = NewCaptureForm(request.POST, request.FILES, viewer=viewer)
    capture = _sent(viewer, form) if form.is_valid() else None
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    if capture is None:
        if wants_json:
            reasons = [str(reason) for errors in form.errors.values() for reason in errors]
            return JsonResponse({"reasons": reasons}, status=422)
        return _new_page(request, form)
    address = reverse("capture_detail", args=[capture.pk])
    if wants_json:
        return JsonResponse({"address": address})
    messages.success(request, _("Tangkapan diterima."))
    return redirect(address)


@require_safe
def capture_worker(request: HttpRequest) -> HttpResponseBase:
    """The script that lets the page open without a signal. It stands here, since a worker rules only below itself."""
    del request
    path = finders.find("web/captureworker.js")
    if not isinstance(path, str):
        raise Http404
    return HttpResponse(Path(path).read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def capture_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture or recording with the editor beside it."""
    viewer = viewer_from(request)
    capture = queries.capture_for(viewer, pk)
    if request.method == "POST":
        form = CorrectionForm(request.POST, viewer=viewer)
        if form.is_valid() and _corrected(request, viewer, capture, form):
            return redirect("capture_detail", pk=pk)
        return _detail_page(request, viewer, capture, form)
    initial = {name: getattr(capture, name) for name in CorrectionForm.base_fields}
    return _detail_page(request, viewer, capture, CorrectionForm(initial=initial, viewer=viewer))


@require_POST
@member_required
def capture_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Make it an article, discard it, or bring it back."""
    viewer = viewer_from(request)
    capture = queries.capture_for(viewer, pk)
    try:
        capture = STEPS[step](viewer=viewer, capture=capture)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return redirect("capture_detail", pk=pk)
    if capture.article_id is not None:
        messages.success(request, _("Tangkapan menjadi berita dan sedang dilacak asalnya."))
        return redirect("article_detail", pk=capture.article_id)
    messages.success(request, _("Tangkapan berstatus: {state}.").format(state=capture.get_state_display()))
    return redirect("capture_detail", pk=pk)


@require_safe
@member_required
def capture_file(request: HttpRequest, pk: UUID, order: int) -> HttpResponseBase:
    """A photographed page, or a recording (with ranges, so that it can be played from the middle)."""
    viewer = viewer_from(request)
    file = queries.file_for(viewer, queries.capture_for(viewer, pk), order)
    return respond(file.file, request=request)


def _sent(viewer: Viewer, form: NewCaptureForm) -> Capture | None:
    """The capture; None where it was refused, with the reasons in the form."""
    medium = form.cleaned_data["medium"]
    try:
        files = [_taken(upload, medium) for upload in form.cleaned_data["files"]]
        return actions.send_capture(viewer=viewer, client_key=form.key, facts=form.facts(), files=files)
    except Refused as refusal:
        into_form(form, refusal)
        return None


def _taken(upload: "UploadedFile[Any]", medium: str) -> TakenFile:
    """A page is photographed; of a broadcast there is a recording, or a photo of the screen."""
    head = upload.read(12)
    upload.seek(0)
    is_photo = head.startswith((b"\xff\xd8\xff", b"\x89PNG")) or head[8:12] == b"WEBP"
    is_page = medium == Capture.Medium.PRINT or is_photo
    kind = FileKind.PHOTO if is_page else FileKind.RECORDING
    return take_in(upload, name=upload.name or "", accept=kind)  # type: ignore[arg-type]


def _corrected(request: HttpRequest, viewer: Viewer, capture: Capture, form: CorrectionForm) -> bool:
    try:
        actions.correct_capture(viewer=viewer, capture=capture, facts=form.facts())
    except Refused as refusal:
        into_form(form, refusal)
        return False
    messages.success(request, _("Teks tersimpan. Jadikan berita bila sudah benar."))
    return True


def _new_page(request: HttpRequest, form: NewCaptureForm) -> HttpResponse:
    return render(request, "captures/capture_new.html", {"form": form}, status=422 if form.is_bound else 200)


def _detail_page(request: HttpRequest, viewer: Viewer, capture: Capture, form: CorrectionForm) -> HttpResponse:
    files = queries.files_of(viewer, capture)
    context = {
        "capture": capture,
        "files": files,
        "form": form,
        "doubtful": [word for file in files for word in file.doubtful][:200],
        "may_work": queries.may_work_on(viewer, capture),
        "is_open": capture.state not in {Capture.State.ENTERED, Capture.State.DISCARDED},
        "is_reading": capture.state == Capture.State.CAPTURED
        and capture.medium == Capture.Medium.PRINT
        and not capture.failure,
    }
    return render(request, "captures/capture_detail.html", context, status=422 if form.is_bound else 200)
