"""What documentation shows on the pages of lower rooms."""

from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation import policies
from jembatan.chain.documentation.display import grid
from jembatan.chain.documentation.queries import assets_of
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer

#: An event's page shows so many photos; the rest stand behind a link.
SHOWN = 12


def event_photos(viewer: Viewer, event: Event) -> Panel:
    """The photos of an event, and the way to add some."""
    rows = assets_of(viewer, event)
    context = {
        "event": event,
        "photos": grid(rows[:SHOWN]),
        "count": rows.count(),
        "may_add": policies.may_add(viewer, event),
    }
    return Panel("documentation/_event_panel.html", context, order=20)
