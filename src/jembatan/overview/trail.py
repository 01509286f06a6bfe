"""The trail: from any link of a story to every other, as far as the viewer may see. Derived, never stored.

One shape of answer for the page, and later for the PDF and the API.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import Http404

from jembatan.chain.agenda.models import Event
from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.coverage.queries import article_for, matches_of_article, matches_of_release
from jembatan.chain.distribution.models import Delivery
from jembatan.chain.documentation.models import Asset
from jembatan.chain.releases.models import Clearance, Release, Version, VersionPhoto
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs.queries import paid_articles, placements_of_release
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class TrailRelease:
    """One release of the story. `version` is the one the viewer may know: the published one, else the newest."""

    release: Release
    version: Version | None
    cleared_by: str
    assets_used: int
    deliveries: dict[str, int]
    matches: list[Match]
    placements: list[Placement] = field(default_factory=list)
    paid_articles: frozenset[UUID] = frozenset()

    @property
    def deliveries_total(self) -> int:
        """How many recipients."""
        return sum(self.deliveries.values())


@dataclass(frozen=True, slots=True)
class Trail:
    """A story: at most one event, its assets, its releases with what became of each. `start` is where one came from."""

    start: str
    event: Event | None
    assets: list[Asset]
    releases: list[TrailRelease]
    article: Article | None = None

    @property
    def matches(self) -> list[Match]:
        """All matches of the story, the largest use first."""
        found = [match for release in self.releases for match in release.matches]
        return sorted(found, key=lambda match: (-match.article_share, -match.score))

    @property
    def event_key(self) -> str:
        """The event's identifier as text, for addresses."""
        return str(self.event.pk) if self.event is not None else ""

    @property
    def title(self) -> str:
        """What the story is called."""
        if self.event is not None:
            return self.event.title
        versions = [release.version.title for release in self.releases if release.version is not None]
        return versions[0] if versions else (self.article.title if self.article else "")


def trail_of_event(viewer: Viewer, pk: UUID) -> Trail:
    """The story of an event. Raises Http404 if the viewer may not see it."""
    event = _one(Event, viewer, pk)
    releases = visible(Release, viewer).filter(event=event).order_by("created_at")
    return Trail("event", event, _assets(viewer, event), [_release(viewer, release) for release in releases])


def trail_of_release(viewer: Viewer, pk: UUID) -> Trail:
    """The story that a release belongs to; alone if it has no event that the viewer may see."""
    release = _one(Release, viewer, pk)
    event = visible(Event, viewer).filter(pk=release.event_id).first() if release.event_id else None
    if event is not None:
        whole = trail_of_event(viewer, event.pk)
        return Trail("release", event, whole.assets, whole.releases)
    return Trail("release", None, [], [_release(viewer, release)])


def trail_of_article(viewer: Viewer, pk: UUID) -> Trail:
    """The story behind an article: that of its best match; the article alone if it has none."""
    article = article_for(viewer, pk)
    matches = matches_of_article(viewer, article)
    if not matches:
        return Trail("article", None, [], [], article=article)
    whole = trail_of_release(viewer, matches[0].version.release_id)
    own = {match.version.release_id for match in matches} - {item.release.pk for item in whole.releases}
    more = [_release(viewer, release) for release in visible(Release, viewer).filter(pk__in=own)]
    return Trail("article", whole.event, whole.assets, [*whole.releases, *more], article=article)


def trail_of_asset(viewer: Viewer, pk: UUID) -> Trail:
    """The story that a photo belongs to: its event's, else that of the first release it went with."""
    asset = _one(Asset, viewer, pk)
    event = visible(Event, viewer).filter(pk=asset.event_id).first() if asset.event_id else None
    if event is not None:
        whole = trail_of_event(viewer, event.pk)
        return Trail("asset", event, whole.assets, whole.releases)
    used = visible(Release, viewer).filter(assets=asset).order_by("created_at")
    return Trail("asset", None, [asset], [_release(viewer, release) for release in used])


def chosen_match(trail: Trail, match_id: UUID | None) -> Match | None:
    """The match to show side by side: the one asked for, else the article's best, else the story's largest."""
    matches = trail.matches
    wanted = next((match for match in matches if match.pk == match_id), None)
    if wanted is None and trail.article is not None:
        wanted = next((match for match in matches if match.article_id == trail.article.pk), None)
    return wanted or (matches[0] if matches else None)


def _release(viewer: Viewer, release: Release) -> TrailRelease:
    versions = visible(Version, viewer).filter(release=release).order_by("-ordinal")
    version = versions.filter(published_at__isnull=False).first() or versions.first()
    clearance = (
        visible(Clearance, viewer)
        .filter(version=version, decision=Clearance.Decision.CLEARED)
        .select_related("decided_by")
        .last()
        if version is not None
        else None
    )
    deliveries = visible(Delivery, viewer).filter(version__release=release).values_list("state", flat=True)
    matches = matches_of_release(viewer, release)
    return TrailRelease(
        release=release,
        version=version,
        cleared_by=str(clearance.decided_by) if clearance is not None else "",
        assets_used=visible(VersionPhoto, viewer).filter(version=version).count() if version is not None else 0,
        deliveries=dict(Counter(deliveries)),
        matches=matches,
        placements=placements_of_release(viewer, release),
        paid_articles=paid_articles(viewer, [match.article_id for match in matches]),
    )


def _assets(viewer: Viewer, event: Event) -> list[Asset]:
    return list(visible(Asset, viewer).filter(event=event).order_by("created_at"))


def _one(model: type[M], viewer: Viewer, pk: UUID) -> M:
    row = visible(model, viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
