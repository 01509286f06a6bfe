"""What the worker does for replies: say that a deadline has passed."""

from contextlib import suppress

from jembatan.desks.replies import actions, queries
from jembatan.foundation import clock
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import system_viewer


def watch_deadlines() -> int:
    """Mark the requests whose day is over in their unit's zone; how many. One answered meanwhile is left as it is."""
    count = 0
    for request in queries.overdue_everywhere():
        if request.due_on is None or clock.today(request.unit.zone) <= request.due_on:
            continue
        with suppress(Refused):
            actions.note_unanswered(viewer=system_viewer("worker", request.unit_id), request=request)
            count += 1
    return count
