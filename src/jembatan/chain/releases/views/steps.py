"""What happens to a release: each step asks first (GET) and is done by POST."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jembatan.chain.releases import actions, queries
from jembatan.chain.releases.display import Deed, deed_of, revision_deed, submission_deed
from jembatan.chain.releases.forms import CommentForm, PublicationForm, ReasonForm, ReturnForm, WithdrawalForm
from jembatan.chain.releases.models import Release, Version
from jembatan.chain.releases.views.writing import title_of
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Viewer

ASKED = require_http_methods(["GET", "HEAD", "POST"])


@ASKED
@member_required
def release_submission(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Submit the draft, if it still is the revision that was looked at (`?revisi=`)."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    asked = request.GET.get("revisi", "")
    draft = queries.draft_for(viewer, release)
    present = draft.revision if draft is not None else None
    revision = int(asked) if asked.isdecimal() and len(asked) < 10 else present

    def act(data: dict[str, Any]) -> str:
        del data
        actions.submit_release(viewer=viewer, release=release, revision=revision)
        return _("Siaran pers diajukan untuk diperiksa.")

    return _step(request, release, submission_deed(release, revision), title_of(viewer, release), forms.Form, act)


@ASKED
@member_required
def release_revision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the next version, and go on to writing it."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)

    def act(data: dict[str, Any]) -> str:
        del data
        actions.revise_release(viewer=viewer, release=release)
        return _("Versi berikutnya dibuka. Versi yang terbit tidak berubah.")

    deed = revision_deed(release)
    return _step(request, release, deed, title_of(viewer, release), forms.Form, act, then="release_edit")


@ASKED
@member_required
def version_clearance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Clear a version."""

    def act(viewer: Viewer, version: Version, data: dict[str, Any]) -> str:
        actions.clear_version(viewer=viewer, version=version, comment=data["comment"])
        return _("Siaran pers disetujui. Sekarang dapat diterbitkan.")

    return _version_step(request, pk, "clear", CommentForm, act)


@ASKED
@member_required
def version_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a version back with a comment."""

    def act(viewer: Viewer, version: Version, data: dict[str, Any]) -> str:
        actions.return_version(viewer=viewer, version=version, comment=data["comment"])
        return _("Siaran pers dikembalikan. Naskahnya ada di draf bersama catatan Anda.")

    return _version_step(request, pk, "return", ReturnForm, act)


@ASKED
@member_required
def version_publication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish a cleared version."""

    def act(viewer: Viewer, version: Version, data: dict[str, Any]) -> str:
        published = actions.publish_version(viewer=viewer, version=version, issued_at=data["issued_at"])
        number = published.release.number
        return (
            _("Siaran pers terbit dengan nomor %(number)s.") % {"number": number}
            if number
            else _("Siaran pers terbit.")
        )

    return _version_step(request, pk, "publish", PublicationForm, act)


@ASKED
@member_required
def version_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a cleared version back into the draft."""

    def act(viewer: Viewer, version: Version, data: dict[str, Any]) -> str:
        actions.withdraw_version(viewer=viewer, version=version, reason=data["reason"])
        return _("Siaran pers ditarik kembali ke draf.")

    return _version_step(request, pk, "withdraw", WithdrawalForm, act)


@ASKED
@member_required
def version_retraction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Retract a published version."""

    def act(viewer: Viewer, version: Version, data: dict[str, Any]) -> str:
        actions.retract_version(viewer=viewer, version=version, reason=data["reason"])
        return _("Siaran pers dicabut.")

    return _version_step(request, pk, "retract", ReasonForm, act)


def _version_step(
    request: HttpRequest,
    pk: UUID,
    name: str,
    form_class: type[forms.Form],
    act: Callable[[Viewer, Version, dict[str, Any]], str],
) -> HttpResponse:
    viewer = viewer_from(request)
    version = queries.version_for(viewer, pk)
    return _step(
        request,
        version.release,
        deed_of(name, version),
        version.title,
        form_class,
        lambda data: act(viewer, version, data),
    )


def _step(
    request: HttpRequest,
    release: Release,
    deed: Deed,
    title: str,
    form_class: type[forms.Form],
    act: Callable[[dict[str, Any]], str],
    then: str = "release_detail",
) -> HttpResponse:
    """Ask; or act, and go on to `then`; or ask again, with what is wrong and what was typed."""
    form = form_class(request.POST if request.method == "POST" else None)
    reasons: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect(then, pk=release.pk)
    context = {
        "deed": deed,
        "name": title,
        "form": form,
        "reasons": reasons,
        "cancel_url": reverse("release_detail", args=[release.pk]),
    }
    status = 409 if reasons else 422 if form.is_bound else 200
    return render(request, "releases/step.html", context, status=status)
