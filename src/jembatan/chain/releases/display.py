"""What the screens show of a release: its badges, its steps, who is waited for, and what the viewer may do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.releases import policies, queries
from jembatan.chain.releases.completeness import Check, Subject, checks
from jembatan.chain.releases.models import Clearance, Draft, Release, ReleaseAsset, Version, VersionPhoto
from jembatan.chain.releases.states import CLEARERS, DRAFT, IN_REVIEW, PUBLISHERS, REVISABLE, State
from jembatan.foundation import clock
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.viewer import Viewer
from jembatan.web.components import Photo, Step
from jembatan.web.times import when

_KINDS = {
    DRAFT: "neutral",
    "returned": "attention",
    "submitted": "waiting",
    "cleared": "waiting",
    "embargoed": "waiting",
    "published": "done",
    "superseded": "neutral",
    "withdrawn": "neutral",
    "retracted": "attention",
}
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who is waited for, and since when. `note` tells why nobody can act, if so."""

    whom: str
    since: datetime
    note: str = ""

    @property
    def span(self) -> str:
        """For how long, in the largest unit that says enough."""
        minutes = int((clock.now() - self.since).total_seconds() // 60)
        if minutes < 1:
            return _("baru saja")
        if minutes < 60:
            return ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes}
        hours = minutes // 60
        if hours < 48:
            return ngettext("%(n)d jam", "%(n)d jam", hours) % {"n": hours}
        return ngettext("%(n)d hari", "%(n)d hari", hours // 24) % {"n": hours // 24}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the viewer may do with the release now: a button that asks first."""

    url: str
    label: str
    question: str
    consequence: str
    style: str = "primary"
    reason: str = ""


def state_label(state: str) -> str:
    """The word of a state, also of those that only a list knows."""
    words = {"embargoed": _("Embargo"), "draft": _("Draf"), "returned": _("Dikembalikan")}
    return words.get(state) or policies.state_name(state)


def badge_of(state: str) -> tuple[str, str]:
    """Kind and word of a state's badge."""
    return _KINDS[state], state_label(state)


def badges_of(release: Any) -> list[tuple[str, str]]:
    """The badges of a row of `queries.releases`: what it is to others, then what is in work."""
    return [badge_of(state) for state in (release.standing, release.work) if state]


def state_of(draft: Draft | None, versions: Sequence[Version]) -> str:
    """The state of the text that is looked at: the draft, else the newest version; "embargoed" where one runs."""
    latest = versions[0] if versions else None
    if draft is not None:
        return "returned" if latest is not None and latest.state == State.RETURNED else DRAFT
    if latest is None:
        return DRAFT
    if latest.state == State.PUBLISHED and not latest.is_open_at(clock.now()):
        return "embargoed"
    return str(latest.state)


def steps_of(state: str, embargo_until: datetime | None) -> tuple[list[Step], str]:
    """The stations of the lifecycle, and the one where the text stands."""
    steps = [Step(DRAFT, _("Draf")), Step("submitted", _("Diajukan")), Step("cleared", _("Disetujui"))]
    if embargo_until is not None and (state == "embargoed" or embargo_until > clock.now()):
        steps.append(Step("embargoed", _("Embargo"), when(embargo_until)))
    steps.append(Step("published", _("Terbit")))
    if state in {"superseded", "retracted"}:
        steps.append(Step(state, state_label(state)))
    return steps, DRAFT if state in {"returned", "withdrawn"} else state


def waiting_for(release: Release, version: Version | None, clearances: Sequence[Clearance]) -> Waiting | None:
    """Who has to act on `version` now; None if nobody."""
    if version is None:
        return None
    decided = next((item for item in clearances if item.version_id == version.pk), None)
    if version.state == State.SUBMITTED:
        return _for_clearance(release, version)
    if version.state == State.CLEARED:
        people = members_with(release.unit_id, *PUBLISHERS)
        return Waiting(_names(people), decided.decided_at if decided else version.submitted_at)
    if version.state == State.RETURNED and decided is not None:
        return Waiting(_names(list(version.authors.all())), decided.decided_at)
    return None


def _for_clearance(release: Release, version: Version) -> Waiting:
    authors = {author.pk for author in version.authors.all()}
    able = [person for person in members_with(release.unit_id, *CLEARERS) if person.pk not in authors]
    note = "" if able else _("Semua pejabat pemeriksa unit ini ikut menulis. Tunjuk pemeriksa lain.")
    return Waiting(_names(able) or _("belum ada pemeriksa"), version.submitted_at, note)


def _names(people: Sequence[User]) -> str:
    shown = ", ".join(str(person) for person in people[:MOST_NAMES])
    more = len(people) - MOST_NAMES
    return _("%(names)s dan %(n)d orang lagi") % {"names": shown, "n": more} if more > 0 else shown


def deeds_for(viewer: Viewer, release: Release, draft: Draft | None, versions: Sequence[Version]) -> list[Deed]:
    """What the viewer may do now, in the order of the work."""
    deeds = []
    if draft is not None and not policies.reasons_against_step(viewer, release, "submit", DRAFT):
        deeds.append(submission_deed(release, draft.revision))
    latest = versions[0] if versions else None
    if latest is not None and latest.state in IN_REVIEW:
        authors = {author.pk for author in latest.authors.all()}
        deeds += [
            _DEEDS[name](latest)
            for name in ("clear", "return", "publish", "withdraw")
            if not policies.reasons_against_step(viewer, release, name, latest.state, authors)
        ]
    if draft is None and latest is not None and latest.state in REVISABLE and policies.may_write(viewer, release):
        deeds.append(_revision(release))
    published = next((version for version in versions if version.state == State.PUBLISHED), None)
    if published is not None and not policies.reasons_against_step(viewer, release, "retract", published.state):
        deeds.append(_retraction(published))
    return deeds


def hindrances_for(viewer: Viewer, release: Release, versions: Sequence[Version]) -> list[str]:
    """Why somebody who holds a clearing role can't clear the version that waits."""
    latest = versions[0] if versions else None
    if latest is None or latest.state != State.SUBMITTED or not viewer.has(*CLEARERS):
        return []
    authors = {author.pk for author in latest.authors.all()}
    return policies.reasons_against_step(viewer, release, "clear", latest.state, authors)


def submission_deed(release: Release, revision: int | None) -> Deed:
    """Submitting; the address carries the revision that was looked at, so that no other is submitted unseen."""
    address = reverse("release_submission", args=[release.pk])
    return Deed(
        address if revision is None else f"{address}?revisi={revision}",
        _("Ajukan"),
        _("Ajukan siaran pers ini?"),
        _("Naskah dibekukan sebagai versi dan diperiksa orang lain."),
    )


def _clearance(version: Version) -> Deed:
    return Deed(
        reverse("version_clearance", args=[version.pk]),
        _("Setujui"),
        _("Setujui siaran pers ini?"),
        _("Nama Anda tercatat sebagai pemberi persetujuan. Siaran pers belum terbit."),
    )


def _return(version: Version) -> Deed:
    return Deed(
        reverse("version_return", args=[version.pk]),
        _("Kembalikan dengan catatan"),
        _("Kembalikan siaran pers ini?"),
        _("Naskah kembali ke draf, dan catatan Anda tampil bagi penulisnya."),
        "secondary",
        "comment",
    )


def _publication(version: Version) -> Deed:
    is_held = version.embargo_until is not None and version.embargo_until > clock.now()
    consequence = (
        _("Terbit bagi unit Anda; terbuka untuk umum pada %(when)s.") % {"when": when(version.embargo_until)}
        if is_held
        else _("Siaran pers langsung terbuka untuk umum. Teks yang sudah terbit tidak dapat diubah.")
    )
    return Deed(
        reverse("version_publication", args=[version.pk]), _("Terbitkan"), _("Terbitkan siaran pers ini?"), consequence
    )


def _withdrawal(version: Version) -> Deed:
    return Deed(
        reverse("version_withdrawal", args=[version.pk]),
        _("Tarik kembali ke draf"),
        _("Tarik kembali siaran pers ini?"),
        _("Persetujuannya tidak berlaku lagi; naskah harus diajukan ulang."),
        "quiet",
    )


def _revision(release: Release) -> Deed:
    return Deed(
        reverse("release_revision", args=[release.pk]),
        _("Buka versi berikutnya"),
        _("Buka versi berikutnya?"),
        _("Versi yang sekarang tetap terbit sampai versi berikutnya disetujui dan terbit."),
        "secondary",
    )


def _retraction(version: Version) -> Deed:
    return Deed(
        reverse("version_retraction", args=[version.pk]),
        _("Cabut"),
        _("Cabut siaran pers ini?"),
        _("Siaran pers hilang dari halaman umum dan ditandai dicabut. Pencabutan tidak dapat dibatalkan."),
        "danger",
        "reason",
    )


_DEEDS = {"clear": _clearance, "return": _return, "publish": _publication, "withdraw": _withdrawal}


def deed_of(name: str, version: Version) -> Deed:
    """The deed called `name` for its page that asks. Raises KeyError for an unknown one."""
    return {**_DEEDS, "retract": _retraction}[name](version)


def revision_deed(release: Release) -> Deed:
    """Opening the next version, for its page that asks."""
    return _revision(release)


def thumbnail_url(asset_id: UUID) -> str:
    """The address of an asset's small picture."""
    return reverse("asset_file", args=[asset_id, "thumbnail"])


def photos_for(viewer: Viewer, release: Release, draft: Draft | None, version: Version | None) -> list[Photo]:
    """The photos that go with the text that is looked at, for the grid.

    The owner's people see the asset itself; others get the picture that the public gets, while there is one.
    """
    links: list[ReleaseAsset] | list[VersionPhoto] = []
    if draft is not None:
        links = queries.photos_in_work(viewer, release)
    elif version is not None:
        links = queries.photos_of(viewer, version)
    if viewer.unit_id == release.unit_id or viewer.is_system:
        return [
            _photo(link, thumbnail_url(link.asset_id), reverse("asset_detail", args=[link.asset_id])) for link in links
        ]
    if version is None or not version.is_open_at(clock.now()):
        return []
    return [
        _photo(link, reverse("newsroom_photo", args=[release.pk, link.asset_id, "thumbnail"]), "") for link in links
    ]


def _photo(link: ReleaseAsset | VersionPhoto, thumb: str, url: str) -> Photo:
    caption = link.caption or link.asset.caption
    return Photo(thumb=thumb, alt=caption, url=url, caption=caption, credit=link.asset.credit)


def checks_of(viewer: Viewer, release: Release, text: Draft | Version, photos: int) -> list[Check]:
    """Kelengkapan of the text that is looked at."""
    event = queries.event_of(viewer, release)
    return checks(
        Subject(
            title=text.title,
            body=text.body,
            place=event.place if event is not None else "",
            leaders=[leader.full_name for leader in event.leaders.all()] if event is not None else (),
            photos=photos,
        )
    )
