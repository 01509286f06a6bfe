"""The life of a source, as a table. Nothing else changes its state.

    step     from     to       who
    pause    active   paused   a person of the unit
    resume   paused   active   a person of the unit

Whether a source is well (`health`) is no state: it follows from its polls and is computed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceState(models.TextChoices):
    """Whether a source is watched."""

    ACTIVE = "active", _("Dipantau")
    PAUSED = "paused", _("Dijeda")


S = SourceState

#: (from, step) -> to.
TRANSITIONS: dict[tuple[str, str], str] = {
    (S.ACTIVE, "pause"): S.PAUSED,
    (S.PAUSED, "resume"): S.ACTIVE,
}


def may(state: str, step: str) -> bool:
    """Whether `step` is possible from `state`."""
    return (state, step) in TRANSITIONS


def after(state: str, step: str) -> str:
    """The state after `step`. Raises KeyError where the step is not possible."""
    return TRANSITIONS[state, step]
