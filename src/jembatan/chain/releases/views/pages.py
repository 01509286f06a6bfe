"""Reading a release: its page, the preview, the history with the difference between any two states."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jembatan.chain.releases import policies, queries
from jembatan.chain.releases.diff import as_html, compare, words, words_html
from jembatan.chain.releases.display import (
    badge_of,
    checks_of,
    deeds_for,
    hindrances_for,
    photos_for,
    state_of,
    steps_of,
    waiting_for,
)
from jembatan.chain.releases.models import DraftRevision, Release, Version
from jembatan.chain.releases.views.writing import title_of
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.registry import registry
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history: a kept state of the draft ("r12") or a version ("v2")."""

    key: str
    label: str
    people: str
    at: datetime
    title: str
    body: str
    badge: tuple[str, str] | None = None


@require_safe
@member_required
def release_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One release: where it stands, its text, what may be done with it, and what other rooms know of it."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    draft = queries.draft_for(viewer, release)
    versions = queries.versions_of(viewer, release)
    text = draft or (versions[0] if versions else None)
    state = state_of(draft, versions)
    clearances = queries.clearances_of(viewer, release)
    photos = photos_for(viewer, release, draft, versions[0] if versions else None)
    published = queries.published_version_of(viewer, release)
    steps, step = steps_of(state, text.embargo_until if text is not None else None)
    may_write = policies.may_write(viewer, release)
    found = checks_of(viewer, release, text, len(photos)) if text is not None and may_write else []
    context = {
        "release": release,
        "event": queries.event_of(viewer, release),
        "draft": draft,
        "text": text,
        "title": title_of(viewer, release),
        "state_badge": badge_of(state),
        "published": published,
        "published_badge": badge_of(state_of(None, [published])) if published is not None else None,
        "steps": steps,
        "step": step,
        "waiting": waiting_for(release, versions[0] if versions else None, clearances)
        if viewer.unit_id == release.unit_id
        else None,
        "deeds": deeds_for(viewer, release, draft, versions),
        "hindrances": hindrances_for(viewer, release, versions),
        "checks": found,
        "done": sum(check.is_done for check in found),
        "clearances": clearances,
        "retractions": queries.retractions_of(viewer, release),
        "photos": photos,
        "versions": versions,
        "may_write": may_write,
        "spoken_for": release.speaks_for.all(),
        "panels": panels(request, "release.detail", release),
        "aside_panels": panels(request, "release.aside", release),
    }
    return render(request, "releases/release_detail.html", context)


@require_safe
@member_required
def release_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text as it would stand on the public page; `?versi=` shows that version instead of the draft."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    versions = queries.versions_of(viewer, release)
    asked = next((version for version in versions if str(version.ordinal) == request.GET.get("versi")), None)
    draft = queries.draft_for(viewer, release) if asked is None else None
    version = asked or (versions[0] if versions else None)
    text = draft or version
    photos = photos_for(viewer, release, draft, version)
    context = {
        "release": release,
        "text": text,
        "title": (text.title if text is not None else "") or _("Siaran pers tanpa judul"),
        "version": version if draft is None else None,
        "photos": photos,
        "may_write": policies.may_write(viewer, release),
        "is_draft": draft is not None,
    }
    return render(request, "releases/release_preview.html", context)


@require_safe
@member_required
def release_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All states, and the difference from `?dari=` to `?ke=` (by default between the newest two)."""
    viewer = viewer_from(request)
    release = queries.release_for(viewer, pk)
    entries = _entries(viewer, release)
    known = {entry.key: entry for entry in entries}
    new = known.get(request.GET.get("ke", "")) or (entries[0] if entries else None)
    old = known.get(request.GET.get("dari", "")) or _before(entries, new)
    difference = compare(old.body, new.body) if old is not None and new is not None else None
    context = {
        "release": release,
        "title": title_of(viewer, release),
        "entries": entries,
        "old": old,
        "new": new,
        "difference": difference,
        "difference_html": as_html(difference) if difference is not None else "",
        "title_html": words_html(words(old.title, new.title)) if old is not None and new is not None else "",
        "clearances": queries.clearances_of(viewer, release),
        "retractions": queries.retractions_of(viewer, release),
    }
    return render(request, "releases/release_history.html", context)


def panels(request: HttpRequest, place: str, release: Release) -> list[SafeString]:
    """What other rooms contribute to `place`, drawn."""
    found = registry.panels_for(place, viewer_from(request), release)
    return [render_to_string(panel.template, panel.context, request) for panel in found]


def _entries(viewer: Viewer, release: Release) -> list[Entry]:
    """Newest first; a version stands right above the revision that it froze."""
    versions = [_version_entry(version) for version in queries.versions_of(viewer, release)]
    revisions = [_revision_entry(revision) for revision in queries.revisions_of(viewer, release)]
    return sorted([*versions, *revisions], key=lambda entry: (entry.at, entry.key), reverse=True)


def _version_entry(version: Version) -> Entry:
    people = ", ".join(str(author) for author in version.authors.all())
    label = _("Versi %(n)d") % {"n": version.ordinal}
    return Entry(
        f"v{version.ordinal}", label, people, version.submitted_at, version.title, version.body, badge_of(version.state)
    )


def _revision_entry(revision: DraftRevision) -> Entry:
    label = _("Revisi %(n)d") % {"n": revision.revision}
    author = str(revision.saved_by) if revision.saved_by is not None else _("Jembatan")
    return Entry(f"r{revision.revision}", label, author, revision.saved_at, revision.title, revision.body)


def _before(entries: list[Entry], entry: Entry | None) -> Entry | None:
    """The next older entry with another text; else the next older one."""
    if entry is None:
        return None
    older = entries[entries.index(entry) + 1 :]
    other = (item for item in older if (item.title, item.body) != (entry.title, entry.body))
    return next(other, older[0] if older else None)
