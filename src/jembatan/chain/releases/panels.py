"""What releases show on the pages of lower rooms."""

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases import policies, queries
from jembatan.chain.releases.display import badges_of
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def event_releases(viewer: Viewer, event: Event) -> Panel | None:
    """The releases of an event that the viewer may see, and the way to write one."""
    rows = [(release, badges_of(release)) for release in queries.releases_of_event(viewer, event)]
    may_begin = not policies.reasons_against_starting(viewer, event)
    if not rows and not may_begin:
        return None
    return Panel("releases/_event_panel.html", {"rows": rows, "event": event, "may_begin": may_begin}, order=40)
