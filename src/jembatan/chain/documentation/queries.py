"""Reading photos. Everything goes through the chokepoint."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404

from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation.models import Asset, Rendition
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class AssetFilter:
    """How the grid is narrowed."""

    words: str = ""
    event_id: UUID | None = None
    unit_id: UUID | None = None
    mine: bool = False


def asset_for(viewer: Viewer, pk: UUID) -> Asset:
    """One photo that the viewer may see. Raises Http404."""
    rows = visible(Asset, viewer).select_related("unit", "original", "created_by", "event")
    asset = rows.prefetch_related("people", "renditions").filter(pk=pk).first()
    if asset is None:
        raise Http404
    return asset


def assets(viewer: Viewer, narrow: AssetFilter | None = None) -> QuerySet[Asset]:
    """The photos that the viewer may see, narrowed, the newest first."""
    narrow = narrow or AssetFilter()
    rows = visible(Asset, viewer).select_related("unit").prefetch_related("renditions")
    if narrow.words:
        shown = Asset.people.through.objects.filter(person__full_name__icontains=narrow.words).values("asset_id")
        told = Q(caption__icontains=narrow.words) | Q(credit__icontains=narrow.words)
        rows = rows.filter(told | Q(pk__in=shown))
    if narrow.event_id is not None:
        # Of an event that the viewer does not see, nobody learns which photos belong to it.
        rows = rows.filter(event__in=visible(Event, viewer).filter(pk=narrow.event_id))
    if narrow.unit_id is not None:
        rows = rows.filter(unit_id=narrow.unit_id)
    if narrow.mine:
        rows = rows.filter(Q(unit_id=viewer.unit_id))
    return rows.order_by("-created_at", "-pk")


def assets_of(viewer: Viewer, event: Event) -> QuerySet[Asset]:
    """The photos of an event that the viewer may see, in the order in which they were taken."""
    rows = visible(Asset, viewer).filter(event=event).select_related("unit").prefetch_related("renditions")
    return rows.order_by(F("taken_at").asc(nulls_last=True), "created_at", "pk")


def event_of(viewer: Viewer, asset: Asset) -> Event | None:
    """The event that a photo documents, if the viewer may see it: a photo may be more open than its event."""
    return visible(Event, viewer).filter(pk=asset.event_id).first() if asset.event_id else None


def rendition_of(asset: Asset, name: str) -> Rendition | None:
    """The rendition `name` ("thumbnail", "screen" or "press"), if the worker has made it."""
    return asset.renditions.select_related("file").filter(name=name).first()


def file_of(viewer: Viewer, asset: Asset, name: str) -> StoredFile:
    """The file of a rendition, or the original for the owner's unit. Raises Http404 for anything else."""
    if name == ORIGINAL:
        if not owned(Asset, viewer).filter(pk=asset.pk).exists():
            raise Http404
        return asset.original
    rendition = rendition_of(asset, name)
    if rendition is None:
        raise Http404
    return rendition.file


def same_photo(viewer: Viewer, sha256: str, event: Event | None) -> Asset | None:
    """The photo of these bytes that the viewer's unit has already added to `event`: it was sent twice."""
    return owned(Asset, viewer).filter(original__sha256=sha256, event=event).first()


def event_seen(viewer: Viewer, event_id: UUID | None) -> Event | None:
    """The event with this identifier, if the viewer may see it."""
    return visible(Event, viewer).filter(pk=event_id).first() if event_id else None


def units_with_assets(viewer: Viewer) -> list[Unit]:
    """The units of which the viewer sees a photo; for the filter."""
    owners = visible(Asset, viewer).values("unit_id")
    return list(Unit.objects.filter(pk__in=owners).order_by("short_name"))
