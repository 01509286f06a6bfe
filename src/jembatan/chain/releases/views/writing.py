"""Writing: the editor's page, the saving behind it, and the details of a release."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jembatan.chain.releases import actions, policies, queries
from jembatan.chain.releases.diff import as_html, compare
from jembatan.chain.releases.display import checks_of, state_of, steps_of
from jembatan.chain.releases.forms import DetailsForm, DraftForm
from jembatan.chain.releases.models import Draft, Release
from jembatan.chain.releases.text import clean
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Conflict, Refused, refuse_if
from jembatan.foundation.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def release_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The editor. A plain form post saves; the button `ajukan` submits as well. A conflict shows both texts."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    refuse_if(policies.reasons_against_writing(viewer, release))
    if request.method == "POST":
        return _saved(request, viewer, release)
    draft = queries.draft_for(viewer, release)
    if draft is None:
        return redirect("release_detail", pk=pk)
    return _page(request, viewer, release, _form_of(draft))


@require_POST
@member_required
def release_autosave(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Save in passing: 200 {revision, saved_at}; 409 {revision, title, body, author, diff_html}; 403, 422 {reasons}."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    reasons = policies.reasons_against_writing(viewer, release)
    if reasons:
        return JsonResponse({"reasons": reasons}, status=403)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"reasons": [str(error) for errors in form.errors.values() for error in errors]}, status=422
        )
    try:
        draft = _save(viewer, release, form)
    except Conflict as conflict:
        return JsonResponse(_conflict(form, conflict), status=409)
    except Refused as refusal:
        return JsonResponse({"reasons": [str(reason) for reason in refusal.reasons]}, status=422)
    return JsonResponse({"revision": draft.revision, "saved_at": f"{localtime(draft.saved_at):%H.%M}"})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def release_details(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which event the release is of, and for whom it speaks."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    refuse_if(policies.reasons_against_writing(viewer, release))
    form = DetailsForm(request.POST if request.method == "POST" else None, viewer=viewer, release=release)
    reasons: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            actions.change_release(viewer=viewer, release=release, **form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("Keterangan siaran pers tersimpan."))
            return redirect("release_detail", pk=pk)
    context = {"release": release, "form": form, "reasons": reasons, "title": title_of(viewer, release)}
    return render(request, "releases/release_details.html", context, status=422 if form.is_bound else 200)


def title_of(viewer: Viewer, release: Release) -> str:
    """What the release is called on screens: its draft's title, else its newest version's."""
    draft = queries.draft_for(viewer, release)
    versions = queries.versions_of(viewer, release)
    title = draft.title if draft is not None else versions[0].title if versions else ""
    return title or _("Siaran pers tanpa judul")


def _saved(request: HttpRequest, viewer: Viewer, release: Release) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, release, form, status=422)
    try:
        draft = _save(viewer, release, form)
    except Conflict as conflict:
        return _page(
            request, viewer, release, _form_after(form, conflict), conflict=_conflict(form, conflict), status=409
        )
    except Refused as refusal:
        return _page(request, viewer, release, form, reasons=refusal.reasons, status=422)
    if "ajukan" not in request.POST:
        messages.success(request, _("Naskah tersimpan sebagai revisi %(n)d.") % {"n": draft.revision})
        return redirect("release_edit", pk=release.pk)
    try:
        actions.submit_release(viewer=viewer, release=release, revision=draft.revision)
    except Refused as refusal:
        current = queries.draft_for(viewer, release) or draft
        return _page(request, viewer, release, _form_of(current), reasons=refusal.reasons, status=422)
    messages.success(request, _("Siaran pers diajukan untuk diperiksa."))
    return redirect("release_detail", pk=release.pk)


def _save(viewer: Viewer, release: Release, form: DraftForm) -> Draft:
    data = form.cleaned_data
    return actions.save_draft(
        viewer=viewer,
        release=release,
        revision=data["revision"],
        title=data["title"],
        body=data["body"],
        embargo_until=data["embargo"],
    )


def _form_of(draft: Draft) -> DraftForm:
    moment = localtime(draft.embargo_until) if draft.embargo_until is not None else None
    return DraftForm(initial={"title": draft.title, "body": draft.body, "embargo": moment, "revision": draft.revision})


def _form_after(form: DraftForm, conflict: Conflict) -> DraftForm:
    """The person's own text, ready to be saved on top of the other's once they have seen it."""
    assert isinstance(conflict.current, Draft)
    typed = {name: form.data.get(name, "") for name in form.fields}
    return DraftForm({**typed, "revision": str(conflict.current.revision)})


def _conflict(form: DraftForm, conflict: Conflict) -> dict[str, Any]:
    """The other's text, and what would change if this person's text replaced it."""
    current = conflict.current
    assert isinstance(current, Draft)
    return {
        "revision": current.revision,
        "title": current.title,
        "body": current.body,
        "author": str(current.saved_by) if current.saved_by is not None else "",
        "diff_html": as_html(compare(current.body, clean(form.cleaned_data["body"]))),
    }


def _page(
    request: HttpRequest,
    viewer: Viewer,
    release: Release,
    form: DraftForm,
    *,
    conflict: dict[str, Any] | None = None,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    draft = queries.draft_for(viewer, release)
    versions = queries.versions_of(viewer, release)
    photos = queries.photos_in_work(viewer, release)
    text = draft or versions[0]
    state = state_of(draft, versions)
    steps, step = steps_of(state, text.embargo_until)
    found = checks_of(viewer, release, text, len(photos))
    context = {
        "release": release,
        "form": form,
        "draft": draft,
        "conflict": conflict,
        "reasons": reasons,
        "steps": steps,
        "step": step,
        "checks": found,
        "done": sum(check.is_done for check in found),
        "clearances": queries.clearances_of(viewer, release),
        "photos": photos,
        "versions": versions,
        "revision": form["revision"].value(),
        "title": text.title or _("Siaran pers tanpa judul"),
    }
    return render(request, "releases/release_edit.html", context, status=status)
