"""Every step of a placement after its order."""

from datetime import date, timedelta

from jembatan.desks.partners import policies
from jembatan.desks.partners.models import Placement, PlacementStep
from jembatan.desks.partners.states import PLACEMENT, PlacementState, move_from
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer

LONGEST_REASON = 500


@action("partners.step_placement")
def step_placement(
    *,
    viewer: Viewer,
    placement: Placement,
    step: str,
    reason: str = "",
    published_on: date | None = None,
) -> Placement:
    """Take a step of the table in `states.py` (publish, find, verify, accept …); the placement as it stands then.

    `published_on`: the day on which it ran, where the step makes it known; the last day online is counted from it.
    "reappear" leads back to the state before it vanished. "cancel" has an action of its own. Raises Refused with all
    reasons, also ValueError for a step that no table knows.
    """
    if step == "cancel" or all(move.act != step for move in PLACEMENT):
        raise ValueError(f"no step of proofs: {step!r}")
    placement = locked_placement(placement)
    after = _state_before_vanishing(placement) if step == "reappear" else ""
    refuse_if(policies.reasons_against_step(viewer, placement, step, reason, after))
    if published_on is not None:
        placement.published_on = published_on
        days = placement.term.days_online
        placement.online_until = published_on + timedelta(days=days) if days else None
    move(viewer, placement, step, reason=reason, after=after)
    record(
        viewer,
        "partners.step_placement",
        unit_id=placement.unit_id,
        kind=Placement._meta.label,
        object_id=placement.pk,
        changes={"step": step, "state": placement.state, "published_on": placement.published_on},
        reason=reason,
    )
    return placement


def locked_placement(placement: Placement) -> Placement:
    """The placement as it stands, locked until the transaction ends, with agreement, term and unit at hand."""
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "agreement__contracting_officer", "agreement__partner__outlet", "term", "unit__government"
    )
    return rows.get(pk=placement.pk)


def move(viewer: Viewer, placement: Placement, act: str, *, reason: str = "", after: str = "") -> None:
    """Write the step and the new state; the caller has checked that it may, and records it."""
    line = move_from(PLACEMENT, act, placement.state, after)
    assert line is not None
    before, placement.state = placement.state, PlacementState(line.after)
    placement.save(update_fields=["state", "published_on", "online_until"])
    PlacementStep.objects.create(
        placement=placement,
        act=act,
        before=before,
        after=placement.state,
        reason=" ".join(reason.split())[:LONGEST_REASON],
        taken_by_id=viewer.user_id,
        taken_at=clock.now(),
    )


def _state_before_vanishing(placement: Placement) -> str:
    vanished = PlacementStep.objects.filter(placement=placement, act="vanish").order_by("-taken_at", "-id").first()
    return vanished.before if vanished is not None else PlacementState.PUBLISHED
