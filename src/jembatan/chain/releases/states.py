"""The life of a version, as one table; and a release's own state, which is derived."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.viewer import Role


class State(models.TextChoices):
    """The states of a version. "Scheduled" comes with scheduled publication."""

    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    CLEARED = "cleared", _("Disetujui")
    PUBLISHED = "published", _("Terbit")
    SUPERSEDED = "superseded", _("Digantikan")
    WITHDRAWN = "withdrawn", _("Ditarik")
    RETRACTED = "retracted", _("Dicabut")


WRITERS = frozenset({Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
CLEARERS = frozenset({Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
PUBLISHERS = frozenset({Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD})

#: The state of a text that is not a version yet.
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Step:
    """`action` leads from `origin` to `target`, if somebody with one of `roles` takes it."""

    origin: str
    action: str
    target: str
    roles: frozenset[Role]


#: Nothing else changes the state of a version. "supersede" is taken by the publication of the next version.
STEPS: tuple[Step, ...] = (
    Step(DRAFT, "submit", State.SUBMITTED, WRITERS),
    Step(State.SUBMITTED, "clear", State.CLEARED, CLEARERS),
    Step(State.SUBMITTED, "return", State.RETURNED, CLEARERS),
    Step(State.CLEARED, "publish", State.PUBLISHED, PUBLISHERS),
    Step(State.CLEARED, "withdraw", State.WITHDRAWN, PUBLISHERS),
    Step(State.PUBLISHED, "supersede", State.SUPERSEDED, PUBLISHERS),
    Step(State.PUBLISHED, "retract", State.RETRACTED, CLEARERS),
    Step(State.SUPERSEDED, "retract", State.RETRACTED, CLEARERS),
)

ACTIONS = frozenset(step.action for step in STEPS)
#: From these, the latest version of a release may be followed by another.
REVISABLE = frozenset({State.PUBLISHED, State.RETRACTED})
#: A version that somebody is still deciding about. There is no draft beside it.
IN_REVIEW = frozenset({State.SUBMITTED, State.CLEARED})


def step_from(origin: str, action: str) -> Step | None:
    """The step that `action` takes from `origin`; None where there is none."""
    return next((step for step in STEPS if step.origin == origin and step.action == action), None)


def roles_for(action: str) -> frozenset[Role]:
    """Who may take `action`, from whatever state. Raises StopIteration for an action that is not in the table."""
    return next(step.roles for step in STEPS if step.action == action)


def is_open(state: str, embargo_until: datetime | None, now: datetime) -> bool:
    """Whether the public may read a version at `now`: published, not superseded or retracted, no embargo running."""
    return state == State.PUBLISHED and (embargo_until is None or embargo_until <= now)
