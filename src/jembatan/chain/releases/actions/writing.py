"""Beginning a release, and saving its draft so that nothing of anybody is overwritten."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases import policies
from jembatan.chain.releases.actions.rows import draft_of, index, latest_version, locked, trace
from jembatan.chain.releases.models import Draft, Release
from jembatan.chain.releases.revisions import keep_revision
from jembatan.chain.releases.text import LONGEST_BODY, LONGEST_TITLE, clean, clean_title
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action
from jembatan.foundation.refusal import Conflict, refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer


@action("releases.start")
def start_release(*, viewer: Viewer, event: Event | None = None, title: str = "", body: str = "") -> Release:
    """Begin a release of the viewer's unit with a draft. Raises Refused.

    `event`: owned or hosted by the unit, or joined by it. `body` is HTML or plain text; it is cleaned.
    """
    refuse_if(policies.reasons_against_starting(viewer, event) + _against_length(title, body))
    assert viewer.unit_id is not None
    release = Release.objects.create(unit_id=viewer.unit_id, event=event, created_by_id=viewer.user_id)
    draft = Draft(
        release=release, title=clean_title(title), body=clean(body), saved_at=clock.now(), saved_by_id=viewer.user_id
    )
    if draft.title or draft.body:
        draft.revision = 1
        keep_revision(draft, saved_by_id=viewer.user_id, now=draft.saved_at)
    draft.save()
    index(release)
    trace(viewer, "start", release, {"title": draft.title, "event": str(event.pk) if event is not None else ""})
    return release


@action("releases.save_draft")
def save_draft(
    *, viewer: Viewer, release: Release, revision: int, title: str, body: str, embargo_until: datetime | None = None
) -> Draft:
    """Save the draft that was `revision` when it was read; the saved one has the next number.

    Raises Conflict, with the draft that stands there now in `.current`, if somebody has saved another text meanwhile;
    Refused if the viewer may not write, or if there is no draft because the text is being decided about. Saving what
    stands there already changes nothing, so that a repeated request is no conflict with itself.
    """
    refuse_if(policies.reasons_against_writing(viewer, release) + _against_length(title, body))
    release = locked(release)
    present = draft_of(release)
    if present is None:
        refuse_if(_against_no_draft(release))
        raise AssertionError("a release without draft has a version")
    texts = (clean_title(title), clean(body))
    before = (present.title, present.body)
    if (*texts, embargo_until) == (*before, present.embargo_until):
        return present
    now = clock.now()
    saved = Draft.objects.filter(release=release, revision=revision).update(
        title=texts[0],
        body=texts[1],
        embargo_until=embargo_until,
        revision=revision + 1,
        saved_at=now,
        saved_by_id=viewer.user_id,
    )
    if not saved:
        raise Conflict(_("Orang lain menyimpan naskah ini lebih dahulu. Teks Anda belum menimpanya."), current=present)
    return _kept(viewer, release, present, now)


def _kept(viewer: Viewer, release: Release, before: Draft, now: datetime) -> Draft:
    """What follows a save: history, search, and the trace of all but those saves that only extend a state."""
    draft = Draft.objects.select_related("saved_by").get(release=release)
    is_text = (draft.title, draft.body) != (before.title, before.body)
    is_new = keep_revision(draft, saved_by_id=viewer.user_id, now=now) if is_text else False
    if is_text:
        index(release)
    if is_new or draft.embargo_until != before.embargo_until:
        changes = {"revision": draft.revision, "title": draft.title, "embargo_until": draft.embargo_until}
        trace(viewer, "save_draft", release, changes)
    return draft


@action("releases.change")
def change_release(
    *, viewer: Viewer, release: Release, event: Event | None, speaks_for: Collection[Unit] = ()
) -> Release:
    """Say which event the release is of, and which units it speaks for besides its own. Raises Refused."""
    reasons = policies.reasons_against_writing(viewer, release)
    if event is not None and event.pk != release.event_id:
        reasons += policies.reasons_against_event(viewer, event)
    refuse_if(reasons)
    release = locked(release)
    release.event = event
    release.save(update_fields=["event"])
    release.speaks_for.set(unit for unit in speaks_for if unit.pk != release.unit_id)
    changes = {"event": str(event.pk) if event else "", "speaks_for": sorted(str(unit.pk) for unit in speaks_for)}
    trace(viewer, "change", release, changes)
    return release


def _against_length(title: str, body: str) -> list[str]:
    reasons = []
    if len(title) > LONGEST_TITLE:
        reasons.append(_("Judul paling panjang %(n)d karakter.") % {"n": LONGEST_TITLE})
    if len(body) > LONGEST_BODY:
        reasons.append(_("Isi paling panjang 200.000 karakter. Bagi menjadi beberapa siaran pers."))
    return reasons


def _against_no_draft(release: Release) -> list[str]:
    latest = latest_version(release)
    state = policies.state_name(latest.state) if latest is not None else ""
    return [
        _("Naskah ini berstatus “%(state)s” dan tidak sedang disunting. Teks Anda belum tersimpan di server.")
        % {"state": state}
    ]
