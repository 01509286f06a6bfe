"""Adding photos, changing what is told of them, and keeping the renditions that the worker makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation import policies
from jembatan.chain.documentation.metadata import PhotoMetadata, read_metadata
from jembatan.chain.documentation.models import Asset, Rendition
from jembatan.chain.documentation.search_texts import search_text
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.files.actions import keep, let_go
from jembatan.foundation.files.kinds import TakenFile
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.people.models import Person
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.search.actions import index_document
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.viewer import Viewer

RENDER = "documentation.render"


@dataclass(frozen=True, slots=True)
class MadeRendition:
    """A rendition that lies on the disk and waits for its row. Sides in pixels."""

    name: str
    taken: TakenFile
    width: int
    height: int


def add_asset(
    *,
    viewer: Viewer,
    taken: TakenFile,
    event: Event | None = None,
    caption: str,
    credit: str,
    people: Sequence[Person] = (),
    visibility: str = Visibility.UNIT,
) -> Asset:
    """Add a photo that `files.actions.take_in` has checked; its renditions follow by the worker.

    Call it outside a transaction: the photo's own metadata are read first. Raises Refused with all reasons.
    """
    told = read_metadata(path_of(taken), taken.media_type, _zone_of(viewer))
    return _add(
        viewer=viewer,
        taken=taken,
        told=told,
        event=event,
        caption=caption.strip(),
        credit=credit.strip(),
        people=people,
        visibility=visibility,
    )


@action("documentation.add_asset")
def _add(
    *,
    viewer: Viewer,
    taken: TakenFile,
    told: PhotoMetadata,
    event: Event | None,
    caption: str,
    credit: str,
    people: Sequence[Person],
    visibility: str,
) -> Asset:
    reasons = policies.reasons_against_adding(viewer, event)
    reasons += policies.reasons_against_facts(caption=caption, credit=credit, visibility=visibility)
    if not taken.media_type.startswith("image/"):
        reasons.append(_("Berkas ini bukan foto."))
    refuse_if(reasons)
    assert viewer.unit_id is not None
    # The original is the unit's own, however far the photo is opened.
    original = keep(viewer=viewer, taken=taken, unit_id=viewer.unit_id, visibility=Visibility.UNIT)
    asset = Asset.objects.create(
        unit_id=viewer.unit_id,
        visibility=visibility,
        event=event,
        original=original,
        caption=caption,
        credit=credit,
        taken_at=told.taken_at,
        width=taken.content.width,
        height=taken.content.height,
        metadata=told.stored(),
        created_by_id=viewer.user_id,
    )
    asset.people.set(people)
    _record(viewer, asset, "documentation.add_asset", {**_facts(asset), "sha256": taken.sha256})
    index_document(search_text(asset))
    intents.request(
        kind=RENDER,
        key=f"{RENDER}:{asset.pk}",
        payload={"asset": str(asset.pk)},
        unit_id=asset.unit_id,
        requested_by_id=viewer.user_id,
    )
    return asset


@action("documentation.change_asset")
def change_asset(
    *,
    viewer: Viewer,
    asset: Asset,
    caption: str,
    credit: str,
    people: Sequence[Person],
    event: Event | None,
    visibility: str,
    taken_at: datetime | None,
) -> Asset:
    """Replace what is told of a photo. The photo itself is never changed. Raises Refused with all reasons."""
    asset = Asset.objects.select_for_update(of=("self",)).select_related("unit").get(pk=asset.pk)
    caption, credit = caption.strip(), credit.strip()
    reasons = policies.reasons_against_changing(viewer, asset)
    reasons += policies.reasons_against_facts(caption=caption, credit=credit, visibility=visibility)
    if event is not None and event.pk != asset.event_id:
        reasons += policies.reasons_against_event(viewer, event)
    refuse_if(reasons)
    before = _facts(asset)
    asset.caption, asset.credit, asset.event = caption, credit, event
    asset.visibility, asset.taken_at = visibility, taken_at
    asset.save()
    asset.people.set(people)
    changes = {name: value for name, value in _facts(asset).items() if before[name] != value}
    if changes:
        for rendition in asset.renditions.select_related("file"):
            rendition.file.visibility = visibility
            rendition.file.save(update_fields=["visibility"])
        _record(viewer, asset, "documentation.change_asset", changes)
        index_document(search_text(asset))
    return asset


@action("documentation.keep_renditions")
def keep_renditions(*, viewer: Viewer, asset: Asset, made: Sequence[MadeRendition]) -> list[Rendition]:
    """Keep what the worker made of a photo. Made twice, the same bytes stay; others replace what was there."""
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    kept = [_keep_rendition(viewer, asset, one) for one in made]
    if asset.render_failure:
        asset.render_failure = ""
        asset.save(update_fields=["render_failure"])
    _record(
        viewer, asset, "documentation.keep_renditions", {"renditions": {one.name: one.taken.sha256 for one in made}}
    )
    return kept


@action("documentation.note_render_failure")
def note_render_failure(*, viewer: Viewer, asset_id: UUID, reason: str) -> None:
    """Say on the photo's page why no renditions came of it; "" when it is tried again."""
    asset = Asset.objects.select_for_update().filter(pk=asset_id).first()
    if asset is None or asset.render_failure == reason[:500]:
        return
    asset.render_failure = reason[:500]
    asset.save(update_fields=["render_failure"])
    _record(viewer, asset, "documentation.note_render_failure", {"render_failure": asset.render_failure})


def _keep_rendition(viewer: Viewer, asset: Asset, made: MadeRendition) -> Rendition:
    present = asset.renditions.select_related("file").filter(name=made.name).first()
    if present is not None and present.file.sha256 == made.taken.sha256:
        return present
    stored = keep(viewer=viewer, taken=made.taken, unit_id=asset.unit_id, visibility=asset.visibility)
    if present is None:
        return Rendition.objects.create(asset=asset, name=made.name, file=stored, width=made.width, height=made.height)
    before, present.file = present.file, stored
    present.width, present.height = made.width, made.height
    present.save()
    let_go(stored=before)
    return present


def _zone_of(viewer: Viewer) -> ZoneInfo:
    unit = Unit.objects.select_related("government").filter(Q(pk=viewer.unit_id)).first()
    return unit.zone if unit is not None else ZoneInfo(settings.TIME_ZONE)


def _facts(asset: Asset) -> dict[str, Any]:
    return {
        "caption": asset.caption,
        "credit": asset.credit,
        "event": asset.event_id,
        "visibility": str(asset.visibility),
        "taken_at": asset.taken_at,
        "people": sorted(str(pk) for pk in asset.people.values_list("pk", flat=True)),
    }


def _record(viewer: Viewer, asset: Asset, name: str, changes: dict[str, Any]) -> None:
    record(
        viewer,
        name,
        unit_id=asset.unit_id,
        kind=Asset._meta.label,
        object_id=asset.pk,
        changes=changes,
    )
