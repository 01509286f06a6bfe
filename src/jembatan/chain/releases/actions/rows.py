"""What all changes of a release share: its lock, its trace, and its row in search."""

from collections.abc import Mapping
from typing import Any

from jembatan.chain.releases.models import Draft, DraftRevision, Release, Version
from jembatan.chain.releases.search_texts import search_text
from jembatan.chain.releases.states import State
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import record
from jembatan.foundation.search import actions as search
from jembatan.foundation.viewer import Viewer


def locked(release: Release) -> Release:
    """The release as it stands, locked until the transaction ends. Always the first lock of a change."""
    rows = Release.objects.select_for_update(of=("self",), no_key=True).select_related("unit__government")
    return rows.get(pk=release.pk)


def locked_version(version: Version) -> Version:
    """The version as it stands, its release locked and at hand."""
    release = locked(version.release)
    fresh = release.versions.get(pk=version.pk)
    fresh.release = release
    return fresh


def trace(
    viewer: Viewer,
    action: str,
    release: Release,
    changes: Mapping[str, Any],
    *,
    version: Version | None = None,
    reason: str = "",
) -> None:
    """Write the audit record; the last lock of a change."""
    record(
        viewer,
        f"releases.{action}",
        unit_id=release.unit_id,
        kind=Version._meta.label if version is not None else Release._meta.label,
        object_id=version.pk if version is not None else release.pk,
        changes=changes,
        reason=reason,
    )


def draft_of(release: Release) -> Draft | None:
    """The draft, if there is one."""
    return Draft.objects.filter(release=release).select_related("saved_by").first()


def latest_version(release: Release) -> Version | None:
    """The version with the highest ordinal."""
    return Version.objects.filter(release=release).order_by("-ordinal").first()


def published_version(release: Release) -> Version | None:
    """The one version that is published now."""
    return Version.objects.filter(release=release, state=State.PUBLISHED).first()


def restore_draft(version: Version) -> Draft:
    """The text of `version` back in a draft, which goes on from the revision that was frozen."""
    last = DraftRevision.objects.filter(release_id=version.release_id).order_by("-revision").first()
    now = clock.now()
    return Draft.objects.create(
        release_id=version.release_id,
        title=version.title,
        body=version.body,
        revision=version.revision,
        embargo_until=version.embargo_until if version.embargo_until and version.embargo_until > now else None,
        saved_at=last.saved_at if last is not None else now,
        saved_by_id=last.saved_by_id if last is not None else None,
    )


def index(release: Release) -> None:
    """Write what search knows of the release."""
    text = search_text(release)
    if text is not None:
        search.index_document(text)
