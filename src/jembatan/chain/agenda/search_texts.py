"""An event as search knows it."""

from collections.abc import Iterator

from django.urls import reverse

from jembatan.chain.agenda.models import Event
from jembatan.foundation.search.actions import SearchText


def search_text(event: Event) -> SearchText:
    """Title, place, leaders and description; found by whoever sees the event."""
    leaders = ", ".join(str(leader) for leader in event.leaders.all())
    also = {unit.pk for unit in event.participants.all()} | ({event.host_id} if event.host_id else set())
    return SearchText(
        id=event.pk,
        kind="event",
        unit_id=event.unit_id,
        visibility=event.visibility,
        title=event.title,
        body="\n".join(part for part in (event.place, leaders, event.description) if part),
        url=reverse("event_detail", args=[event.pk]),
        dated_at=event.starts_at,
        also_units=tuple(sorted(also)),
    )


def all_search_texts() -> Iterator[SearchText]:
    """Every event, for making the index anew."""
    rows = Event.objects.order_by("pk").prefetch_related("leaders", "participants")
    for event in rows.iterator(chunk_size=500):
        yield search_text(event)
