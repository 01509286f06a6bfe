"""What partners show on the pages of lower rooms."""

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.queries import has_part_in
from jembatan.chain.releases.models import Release
from jembatan.desks.partners import policies, queries
from jembatan.foundation import clock
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def event_accreditations(viewer: Viewer, event: Event) -> Panel | None:
    """Who of the press is accredited for an event; for those who have a part in it."""
    rows = list(queries.accreditations(viewer, event=event))
    may_ask = (
        not policies.reasons_against_asking(viewer)
        and has_part_in(viewer, event)
        and event.state != Event.State.CANCELLED
        and event.supposed_end >= clock.now()
    )
    if not rows and not may_ask:
        return None
    return Panel("partners/_event_panel.html", {"rows": rows, "event": event, "may_ask": may_ask}, order=70)


def release_placements(viewer: Viewer, release: Release) -> Panel | None:
    """What was ordered of a release's text: paid publication, kept apart from what the press wrote by itself."""
    rows = queries.placements_of_release(viewer, release)
    if not rows:
        return None
    return Panel("partners/_release_panel.html", {"rows": rows, "release": release}, order=80)
