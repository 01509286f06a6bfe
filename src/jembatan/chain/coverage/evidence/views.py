"""Giving evidence out, having a page drawn, and examining the evidence of one article."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jembatan.chain.coverage.evidence import actions, queries
from jembatan.chain.coverage.evidence.verification import Examination
from jembatan.chain.coverage.queries import article_for
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.files.serving import respond
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused


@require_safe
@member_required
def evidence_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The stored bytes: pictures are shown, everything else is saved."""
    row = queries.evidence_for(viewer_from(request), pk)
    if not path_of(row.file).exists():
        return render(request, "evidence/file_missing.html", {"row": row}, status=404)
    return respond(row.file, request=request, inline="unduh" not in request.GET)


@require_POST
@member_required
def evidence_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a picture of the stored page."""
    viewer = viewer_from(request)
    article = article_for(viewer, pk)
    try:
        actions.request_picture(viewer=viewer, article=article)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("Gambar halaman sedang dibuat dan tampil di sini beberapa saat lagi."))
    return redirect("article_detail", pk=article.pk)


@require_safe
@member_required
def evidence_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether the evidence of an article is as it was kept."""
    article = article_for(viewer_from(request), pk)
    examination = Examination(article.pk)
    faults = list(examination.run())
    context = {"article": article, "faults": faults, "pieces": examination.pieces}
    return render(request, "evidence/evidence_check.html", context)
