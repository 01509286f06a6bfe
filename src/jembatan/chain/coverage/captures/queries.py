"""Reading captures."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from jembatan.chain.coverage.captures.models import Capture, CapturedFile
from jembatan.foundation.units.access import may_change, visible
from jembatan.foundation.viewer import Viewer


def captures(viewer: Viewer, state: str = "") -> QuerySet[Capture]:
    """Captures, newest first; those that were discarded only when they are asked for."""
    rows = visible(Capture, viewer).select_related("outlet", "article", "taken_by")
    return rows.filter(state=state) if state else rows.exclude(state=Capture.State.DISCARDED)


def capture_for(viewer: Viewer, pk: UUID) -> Capture:
    """One capture, or Http404."""
    row = visible(Capture, viewer).select_related("outlet", "article", "unit").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def files_of(viewer: Viewer, capture: Capture) -> list[CapturedFile]:
    """Its photographed pages or recordings, in order."""
    return list(visible(CapturedFile, viewer).filter(capture=capture).select_related("file").order_by("order"))


def file_for(viewer: Viewer, capture: Capture, order: int) -> CapturedFile:
    """One of them, or Http404."""
    found = next((file for file in files_of(viewer, capture) if file.order == order), None)
    if found is None:
        raise Http404
    return found


def may_work_on(viewer: Viewer, capture: Capture) -> bool:
    """Whether the screen offers to correct it."""
    return may_change(viewer, capture)
