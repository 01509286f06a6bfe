"""What the menu says of the desk."""

from django.http import HttpRequest

from jembatan.chain.coverage.triage.queries import new_count
from jembatan.foundation.people.gate import viewer_from


def desk_count(request: HttpRequest) -> int:
    """How many articles nobody has decided on, counted to 99 only: more says no more."""
    return new_count(viewer_from(request), most=99)
