"""The life of an event, as one table. Nothing else changes a state."""

from dataclasses import dataclass

from jembatan.foundation.viewer import Role

PLANNED, CONFIRMED, DONE, POSTPONED, CANCELLED = "planned", "confirmed", "done", "postponed", "cancelled"
STATES = (PLANNED, CONFIRMED, DONE, POSTPONED, CANCELLED)

#: Who plans and changes events, and says that one is over.
PLANNERS = frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.PROTOCOL_OFFICER})
#: Who says whether it takes place.
DECIDERS = PLANNERS - {Role.CONTRIBUTOR}


@dataclass(frozen=True, slots=True)
class Transition:
    """From a state, by an action, to a state, for who holds one of the roles."""

    before: str
    action: str
    after: str
    roles: frozenset[Role]


TRANSITIONS = (
    Transition(PLANNED, "confirm", CONFIRMED, DECIDERS),
    Transition(POSTPONED, "confirm", CONFIRMED, DECIDERS),
    Transition(PLANNED, "postpone", POSTPONED, DECIDERS),
    Transition(CONFIRMED, "postpone", POSTPONED, DECIDERS),
    Transition(CONFIRMED, "finish", DONE, PLANNERS),
    Transition(PLANNED, "cancel", CANCELLED, DECIDERS),
    Transition(CONFIRMED, "cancel", CANCELLED, DECIDERS),
    Transition(POSTPONED, "cancel", CANCELLED, DECIDERS),
)
ACTIONS = ("confirm", "postpone", "finish", "cancel")
#: A done event may still be put right; a cancelled one is closed for good.
CHANGEABLE = frozenset({PLANNED, CONFIRMED, POSTPONED, DONE})


def transition(state: str, action: str) -> Transition | None:
    """The line of the table for `action` in `state`; None if there is none."""
    return next((line for line in TRANSITIONS if line.before == state and line.action == action), None)


def roles_for(action: str) -> frozenset[Role]:
    """Who may take `action`, in whatever state it may be taken."""
    return frozenset(role for line in TRANSITIONS if line.action == action for role in line.roles)
