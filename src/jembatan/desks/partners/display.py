"""Which mark a state bears on the screen, and the line of a placement's life."""

from collections.abc import Sequence
from typing import Final

from jembatan.desks.partners.models import Placement
from jembatan.desks.partners.states import PlacementState
from jembatan.web.components import Step

#: State -> kind of badge. Words never repeat with another meaning among the tables.
KINDS: Final = {
    "requested": "waiting", "granted": "done", "refused": "neutral", "revoked": "attention",
    "draft": "waiting", "in_force": "done", "ended": "neutral", "terminated": "attention",
    "ordered": "waiting", "published": "waiting", "found": "waiting", "verified": "waiting", "accepted": "done",
    "paid": "done", "short": "attention", "late": "attention", "vanished": "attention", "cancelled": "neutral",
    "queued": "waiting", "sent": "done", "failed": "attention",
    "none": "neutral", "administrative": "done", "factual": "done",
}  # fmt: skip

_S = PlacementState
_LINE: Final = (_S.ORDERED, _S.PUBLISHED, _S.FOUND, _S.VERIFIED, _S.ACCEPTED, _S.PAID)


def placement_line(placement: Placement) -> Sequence[Step]:
    """The stations of a placement; one that went another way ends in where it stands."""
    if placement.state in _LINE:
        return [Step(state.value, state.label) for state in _LINE]
    return [Step(_S.ORDERED.value, _S.ORDERED.label), Step(placement.state, placement.get_state_display())]
