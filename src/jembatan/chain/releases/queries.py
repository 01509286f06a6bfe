"""Reading releases, as far as the viewer may see; and what is public, which goes by the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404

from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation.models import Asset
from jembatan.chain.releases.models import (
    Clearance,
    Draft,
    DraftRevision,
    Numbering,
    Release,
    ReleaseAsset,
    Retraction,
    Version,
    VersionPhoto,
)
from jembatan.chain.releases.states import DRAFT, State
from jembatan.foundation import clock
from jembatan.foundation.units.access import visible
from jembatan.foundation.units.models import Unit
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import Viewer

#: The states that a list can be narrowed to, in the order of a release's life.
LIST_STATES = ("draft", "returned", "submitted", "cleared", "embargoed", "published", "retracted")


@dataclass(frozen=True, slots=True)
class ReleaseFilter:
    """What a list of releases is narrowed by; empty values narrow nothing.

    `state` is one of LIST_STATES; `since` and `until` are aware and half-open; `mine`: those the viewer has written at.
    """

    words: str = ""
    state: str = ""
    unit_id: UUID | None = None
    event_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    mine: bool = False


def release_for(viewer: Viewer, pk: UUID) -> Release:
    """The release. Raises Http404 if the viewer may not see it."""
    release = visible(Release, viewer).select_related("unit__government", "event", "created_by").filter(pk=pk).first()
    if release is None:
        raise Http404
    return release


def version_for(viewer: Viewer, pk: UUID) -> Version:
    """The version, with its release. Raises Http404 if the viewer may not see it."""
    rows = visible(Version, viewer).select_related("release__unit__government", "release__event")
    version = rows.filter(pk=pk).first()
    if version is None:
        raise Http404
    return version


def draft_for(viewer: Viewer, release: Release) -> Draft | None:
    """The draft, if there is one that the viewer may see."""
    return visible(Draft, viewer).filter(release=release).select_related("saved_by").first()


def versions_of(viewer: Viewer, release: Release) -> list[Version]:
    """The versions that the viewer may see, newest first, each with those who wrote and decided at hand."""
    rows = visible(Version, viewer).filter(release=release).select_related("submitted_by", "published_by")
    return list(rows.prefetch_related("authors").order_by("-ordinal"))


def revisions_of(viewer: Viewer, release: Release) -> list[DraftRevision]:
    """The kept states of the draft that the viewer may see, newest first."""
    rows = visible(DraftRevision, viewer).filter(release=release).select_related("saved_by", "version")
    return list(rows.order_by("-revision"))


def clearances_of(viewer: Viewer, release: Release) -> list[Clearance]:
    """Who cleared or returned which version, newest first."""
    rows = visible(Clearance, viewer).filter(version__release=release).select_related("version", "decided_by")
    return list(rows.order_by("-decided_at"))


def retractions_of(viewer: Viewer, release: Release) -> list[Retraction]:
    """The retractions of versions that the viewer may see, newest first."""
    rows = visible(Retraction, viewer).filter(version__release=release).select_related("version", "retracted_by")
    return list(rows.order_by("-retracted_at"))


def photos_in_work(viewer: Viewer, release: Release) -> list[ReleaseAsset]:
    """The photos chosen for the release as it is being worked on, in order."""
    rows = visible(ReleaseAsset, viewer).filter(release=release).select_related("asset__unit")
    return list(rows.order_by("order", "pk"))


def photos_of(viewer: Viewer, version: Version) -> list[VersionPhoto]:
    """The photos frozen with a version, in order."""
    rows = visible(VersionPhoto, viewer).filter(version=version).select_related("asset__unit")
    return list(rows.order_by("order"))


def releases(viewer: Viewer, narrow: ReleaseFilter = ReleaseFilter()) -> QuerySet[Release]:
    """Releases, what was worked on last first. Each has `title`, `event_title`, `work`, `standing`, `touched_at`.

    `work` is the state of the text in work ("" where there is none, and for other units' eyes): draft, returned,
    submitted or cleared. `standing` is what the release is to others: "", embargoed, published or retracted.
    """
    rows = _annotated(viewer).select_related("unit")
    if narrow.words:
        in_draft = Q(pk__in=visible(Draft, viewer).filter(_words(narrow.words)).values("release_id"))
        in_version = Q(pk__in=visible(Version, viewer).filter(_words(narrow.words)).values("release_id"))
        rows = rows.filter(in_draft | in_version | Q(number__icontains=narrow.words))
    if narrow.state in LIST_STATES:
        is_standing = narrow.state in {"embargoed", "published", "retracted"}
        rows = rows.filter(**{"standing" if is_standing else "work": narrow.state})
    if narrow.unit_id is not None:
        rows = rows.filter(unit_id=narrow.unit_id)
    if narrow.event_id is not None:
        rows = rows.filter(event_id=narrow.event_id)
    if narrow.since is not None:
        rows = rows.filter(touched_at__gte=narrow.since)
    if narrow.until is not None:
        rows = rows.filter(touched_at__lt=narrow.until)
    if narrow.mine:
        wrote = visible(DraftRevision, viewer).filter(saved_by_id=viewer.user_id).values("release_id")
        rows = rows.filter(Q(created_by_id=viewer.user_id) | Q(pk__in=wrote))
    return rows.order_by("-touched_at", "-pk")


def releases_of_event(viewer: Viewer, event: Event) -> list[Release]:
    """The releases of an event that the viewer may see, each annotated as in `releases`."""
    return list(releases(viewer, ReleaseFilter(event_id=event.pk)).order_by("created_at"))


def public_versions(unit: Unit | None = None) -> QuerySet[Version]:
    """What the public may read now: published, not retracted or superseded, no embargo running by the clock.

    Newest date of issue first. The only source of the newsroom; no worker has to have run.
    """
    rows = Version.objects.filter(_open_now()).select_related("release__unit__government", "release__event")
    if unit is not None:
        rows = rows.filter(release__unit=unit)
    return rows.order_by("-release__issued_at", "-pk")


def public_version(pk: UUID) -> Version:
    """The public version of the release `pk` (the identifier in public addresses). Raises Http404."""
    version = public_versions().filter(release_id=pk).first()
    if version is None:
        raise Http404
    return version


def public_photos(version: Version) -> list[VersionPhoto]:
    """The photos of a public version, in order; none if it is not public now."""
    if not public_versions().filter(pk=version.pk).exists():
        return []
    return list(VersionPhoto.objects.filter(version=version).select_related("asset").order_by("order"))


def published_version_of(viewer: Viewer, release: Release) -> Version | None:
    """The version published now, embargoed or not, if the viewer may see it."""
    return visible(Version, viewer).filter(release=release, state=State.PUBLISHED).first()


def numbering_of(viewer: Viewer) -> Numbering | None:
    """How the viewer's unit numbers its releases; None where it does not."""
    return Numbering.objects.filter(unit_id=viewer.unit_id).first() if viewer.unit_id else None


def event_of(viewer: Viewer, release: Release) -> Event | None:
    """The event of the release, if the viewer may see it."""
    return visible(Event, viewer).filter(pk=release.event_id).first() if release.event_id else None


def events_to_report(viewer: Viewer, keep: UUID | None = None) -> QuerySet[Event]:
    """The events that the viewer's unit owns, hosts or joins, and so may write a release of; the newest first.

    `keep` is one that stays in the choice in any case.
    """
    has_part = Q(unit_id=viewer.unit_id) | Q(host_id=viewer.unit_id)
    joined = Event.participants.through.objects.filter(Q(unit_id=viewer.unit_id)).values("event_id")
    rows = visible(Event, viewer).filter(has_part | Q(pk__in=joined) | Q(pk=keep))
    return rows.filter(~Q(state=Event.State.CANCELLED) | Q(pk=keep)).order_by("-starts_at")


def assets_to_choose(viewer: Viewer, release: Release, limit: int = 60) -> list[Asset]:
    """Photos of the release's event and of its unit that are not with it yet, the event's and the newest first."""
    rows = visible(Asset, viewer).filter(Q(event_id=release.event_id, event__isnull=False) | Q(unit_id=release.unit_id))
    chosen = visible(ReleaseAsset, viewer).filter(release=release).values("asset_id")
    is_of_event = Case(When(event_id=release.event_id, event__isnull=False, then=Value(0)), default=Value(1))
    return list(rows.exclude(pk__in=chosen).order_by(is_of_event, "-created_at")[:limit])


def asset_to_choose(viewer: Viewer, pk: UUID) -> Asset:
    """A photo that the viewer may see. Raises Http404."""
    asset = visible(Asset, viewer).filter(pk=pk).first()
    if asset is None:
        raise Http404
    return asset


def units_to_speak_for(viewer: Viewer) -> QuerySet[Unit]:
    """The units that a release of the viewer's unit may name as spoken for: all of the network but its own."""
    return units(viewer).exclude(Q(pk=viewer.unit_id)).order_by("government__code", "name")


def _open_now() -> Q:
    return Q(state=State.PUBLISHED) & (Q(embargo_until=None) | Q(embargo_until__lte=clock.now()))


def _words(words: str) -> Q:
    return Q(title__icontains=words) | Q(body__icontains=words)


def _annotated(viewer: Viewer) -> QuerySet[Any]:
    versions = visible(Version, viewer).filter(release=OuterRef("pk"))
    latest = versions.order_by("-ordinal")
    published = versions.filter(state=State.PUBLISHED)
    draft = visible(Draft, viewer).filter(release=OuterRef("pk"))
    # A public release may be of an event that is closed to this viewer: then its title is not told either.
    event = visible(Event, viewer).filter(pk=OuterRef("event_id"))
    rows = visible(Release, viewer).annotate(
        event_title=Subquery(event.values("title")[:1]),
        has_draft=Exists(draft),
        latest_state=Subquery(latest.values("state")[:1]),
        is_open=Exists(published.filter(_open_now())),
        is_published=Exists(published),
        is_retracted=Exists(versions.filter(state=State.RETRACTED)),
        embargo=Subquery(published.values("embargo_until")[:1]),
        title=Coalesce(
            Subquery(published.values("title")[:1]),
            Subquery(draft.values("title")[:1]),
            Subquery(latest.values("title")[:1]),
            Value(""),
        ),
        touched_at=Coalesce(
            Subquery(draft.values("saved_at")[:1]),
            F("issued_at"),
            Subquery(latest.values("submitted_at")[:1]),
            F("created_at"),
        ),
    )
    return rows.annotate(work=_work(), standing=_standing())


def _work() -> Case:
    """The state of the text in work; the owner's eyes only, since others see no draft and no version in review."""
    return Case(
        When(has_draft=True, latest_state=State.RETURNED, then=Value("returned")),
        When(has_draft=True, then=Value(DRAFT)),
        When(latest_state=State.SUBMITTED, then=Value("submitted")),
        When(latest_state=State.CLEARED, then=Value("cleared")),
        default=Value(""),
        output_field=CharField(),
    )


def _standing() -> Case:
    return Case(
        When(is_open=True, then=Value("published")),
        When(is_published=True, then=Value("embargoed")),
        When(is_retracted=True, then=Value("retracted")),
        default=Value(""),
        output_field=CharField(),
    )
