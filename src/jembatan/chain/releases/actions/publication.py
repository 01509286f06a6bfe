"""Publishing a version, opening it when its embargo has passed, and retracting it."""

from datetime import datetime

from django.utils.translation import gettext as _

from jembatan.chain.releases import policies
from jembatan.chain.releases.actions.rows import index, locked_version, published_version, trace
from jembatan.chain.releases.events import ReleaseOpened, ReleasePublished, ReleaseRetracted
from jembatan.chain.releases.models import Retraction, Version
from jembatan.chain.releases.numbering import take_number
from jembatan.chain.releases.states import State, step_from
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer

OPEN = "releases.open"


@action("releases.publish")
def publish_version(*, viewer: Viewer, version: Version, issued_at: datetime | None = None) -> Version:
    """Publish a cleared version; the one published before is superseded. Raises Refused with all reasons.

    `issued_at` (aware; now, if not given) is the date the release bears and may lie in the past for an imported one; it
    is set once, at the first publication, and so is the number. With an embargo that still runs the version is
    published for its unit, and public when the embargo passes.
    """
    version = locked_version(version)
    release, now = version.release, clock.now()
    before = published_version(release)
    refuse_if(_against(viewer, version, before, issued_at, now))
    if before is not None:
        _move(before, "supersede")
        before.save(update_fields=["state"])
    _move(version, "publish")
    version.published_at, version.published_by_id = now, viewer.user_id
    if release.issued_at is None:
        release.issued_at = issued_at or now
        release.number = take_number(release.unit, release.issued_at)
        release.save(update_fields=["issued_at", "number"])
    version.save(update_fields=["state", "published_at", "published_by"])
    registry.announce(ReleasePublished(release.pk, version.pk, release.unit_id))
    if version.is_open_at(now):
        _open(version, now)
    else:
        _open_later(viewer, version)
        index(release)
    changes = {"state": version.state, "number": release.number, "issued_at": release.issued_at, "text": version.text}
    trace(viewer, "publish", release, changes, version=version)
    return version


@action("releases.open")
def open_version(*, viewer: Viewer, version: Version) -> bool:
    """Announce a version as public, once its embargo has passed. Whether there was anything to open.

    What was superseded or retracted meanwhile, or opened already, stays as it is. Raises Refused before the time.
    """
    version = locked_version(version)
    if version.state != State.PUBLISHED or version.opened_at is not None:
        return False
    now = clock.now()
    if not version.is_open_at(now):
        refuse_if([_("Embargo siaran pers ini belum lewat.")])
    _open(version, now)
    trace(viewer, "open", version.release, {"opened_at": now}, version=version)
    return True


@action("releases.retract")
def retract_version(*, viewer: Viewer, version: Version, reason: str) -> Version:
    """Take back a published or superseded version, saying why; it stays in the record. Raises Refused."""
    version = locked_version(version)
    release = version.release
    reasons = policies.reasons_against_step(viewer, release, "retract", version.state)
    if not reason.strip():
        reasons.append(_("Tulis alasan pencabutan; alasan ini tersimpan bersama siaran persnya."))
    refuse_if(reasons)
    _move(version, "retract")
    version.save(update_fields=["state"])
    now = clock.now()
    Retraction.objects.create(version=version, reason=reason.strip(), retracted_by_id=viewer.user_id, retracted_at=now)
    if published_version(release) is None and release.visibility == Visibility.PUBLIC:
        # It was public, so the network may go on seeing it, marked as retracted; the public no longer does.
        release.visibility = Visibility.NETWORK
        release.save(update_fields=["visibility"])
    index(release)
    registry.announce(ReleaseRetracted(release.pk, version.pk, release.unit_id, reason.strip()))
    trace(viewer, "retract", release, {"state": version.state}, version=version, reason=reason.strip())
    return version


def _against(
    viewer: Viewer, version: Version, before: Version | None, issued_at: datetime | None, now: datetime
) -> list[str]:
    release = version.release
    reasons = policies.reasons_against_step(viewer, release, "publish", version.state)
    if issued_at is not None and issued_at > now:
        reasons.append(_("Tanggal terbit tidak boleh di masa depan. Untuk menunda, pakai embargo."))
    if issued_at is not None and release.issued_at is not None:
        reasons.append(_("Tanggal terbit sudah ditetapkan pada versi pertama."))
    is_embargoed = version.embargo_until is not None and version.embargo_until > now
    if is_embargoed and before is not None and before.is_open_at(now):
        reasons.append(
            _("Versi %(n)d sudah terbuka untuk umum, jadi versi berikutnya tidak dapat diembargo.")
            % {"n": before.ordinal}
        )
    return reasons


def _move(version: Version, name: str) -> None:
    step = step_from(version.state, name)
    assert step is not None
    version.state = step.target


def _open(version: Version, now: datetime) -> None:
    """The release is public: its row, its search document, and whoever waits for it."""
    release = version.release
    version.opened_at = now
    version.save(update_fields=["opened_at"])
    release.visibility = Visibility.PUBLIC
    release.save(update_fields=["visibility"])
    index(release)
    registry.announce(ReleaseOpened(release.pk, version.pk, release.unit_id))


def _open_later(viewer: Viewer, version: Version) -> None:
    intents.request(
        kind=OPEN,
        key=f"{OPEN}:{version.pk}",
        payload={"version": str(version.pk)},
        unit_id=version.release.unit_id,
        due_at=version.embargo_until,
        requested_by_id=viewer.user_id,
    )
