"""Freezing a draft as a version, and opening the next one."""

from django.utils.translation import gettext as _

from jembatan.chain.releases import policies
from jembatan.chain.releases.actions.rows import (
    draft_of,
    index,
    latest_version,
    locked,
    published_version,
    restore_draft,
    trace,
)
from jembatan.chain.releases.models import Draft, DraftRevision, Release, ReleaseAsset, Version, VersionPhoto
from jembatan.chain.releases.states import DRAFT, REVISABLE
from jembatan.chain.releases.text import to_text
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action
from jembatan.foundation.people.models import User
from jembatan.foundation.refusal import Conflict, Refused, refuse_if
from jembatan.foundation.viewer import Viewer


@action("releases.submit")
def submit_release(*, viewer: Viewer, release: Release, revision: int | None = None) -> Version:
    """Freeze the draft as the next version, for clearance. Raises Refused with all reasons.

    With `revision` given, raises Conflict if the draft has another by now: nobody submits a text that they never saw.
    """
    release = locked(release)
    draft = draft_of(release)
    latest = latest_version(release)
    state = DRAFT if draft is not None else latest.state if latest is not None else ""
    reasons = policies.reasons_against_step(viewer, release, "submit", state)
    if draft is None:
        raise Refused(reasons)
    refuse_if(reasons + _against_content(release, draft, latest))
    if revision is not None and revision != draft.revision:
        raise Conflict(_("Naskah ini berubah sejak Anda membukanya. Baca dahulu, lalu ajukan."), current=draft)
    version = _frozen(viewer, release, draft, latest)
    draft.delete()
    index(release)
    changes = {"ordinal": version.ordinal, "title": version.title, "state": version.state, "revision": version.revision}
    trace(viewer, "submit", release, changes, version=version)
    return version


@action("releases.revise")
def revise_release(*, viewer: Viewer, release: Release) -> Draft:
    """Open a draft of the next version, with the text of the latest; what is published stays so. Raises Refused."""
    release = locked(release)
    latest = latest_version(release)
    reasons = policies.reasons_against_writing(viewer, release)
    if draft_of(release) is not None:
        reasons.append(_("Naskah berikutnya sudah dibuka. Lanjutkan menyunting naskah itu."))
    elif latest is None or latest.state not in REVISABLE:
        reasons.append(_("Versi terakhir belum terbit, jadi versi berikutnya belum dapat dibuka."))
    refuse_if(reasons)
    assert latest is not None
    draft = restore_draft(latest)
    trace(viewer, "revise", release, {"from_ordinal": latest.ordinal})
    return draft


def _against_content(release: Release, draft: Draft, latest: Version | None) -> list[str]:
    reasons = []
    if not draft.title:
        reasons.append(_("Judul masih kosong."))
    if not to_text(draft.body).strip():
        reasons.append(_("Isi siaran pers masih kosong."))
    if draft.embargo_until is not None:
        published = published_version(release)
        if draft.embargo_until <= clock.now():
            reasons.append(_("Waktu embargo sudah lewat. Perbarui atau kosongkan waktunya."))
        elif published is not None and published.is_open_at(clock.now()):
            reasons.append(
                _("Versi %(n)d sudah terbuka untuk umum, jadi versi berikutnya tidak dapat diembargo.")
                % {"n": published.ordinal}
            )
    if latest is not None and latest.state in REVISABLE and _same_content(release, draft, latest):
        reasons.append(_("Belum ada yang berubah dari versi %(n)d.") % {"n": latest.ordinal})
    return reasons


def _same_content(release: Release, draft: Draft, version: Version) -> bool:
    if (draft.title, draft.body) != (version.title, version.body):
        return False
    now = [(link.asset_id, link.caption or link.asset.caption) for link in _links(release)]
    then = [(photo.asset_id, photo.caption) for photo in version.photos.all()]
    return now == then


def _links(release: Release) -> list[ReleaseAsset]:
    return list(ReleaseAsset.objects.filter(release=release).select_related("asset").order_by("order", "pk"))


def _frozen(viewer: Viewer, release: Release, draft: Draft, latest: Version | None) -> Version:
    version = Version.objects.create(
        release=release,
        ordinal=latest.ordinal + 1 if latest is not None else 1,
        revision=draft.revision,
        title=draft.title,
        body=draft.body,
        text=to_text(draft.body),
        submitted_at=clock.now(),
        submitted_by_id=viewer.user_id,
        embargo_until=draft.embargo_until,
    )
    # A draft always goes on from what came before, so everybody who ever saved a text of this release is an author.
    revisions = DraftRevision.objects.filter(release=release)
    saved_by = [draft.saved_by_id, *revisions.values_list("saved_by_id", flat=True)]
    version.authors.set(User.objects.filter(pk__in=[person for person in saved_by if person is not None]))
    revisions.filter(version=None).update(version=version)
    VersionPhoto.objects.bulk_create(
        VersionPhoto(
            version=version,
            asset=link.asset,
            order=place,
            caption=link.caption or link.asset.caption,
            credit=link.asset.credit,
        )
        for place, link in enumerate(_links(release))
    )
    return version
