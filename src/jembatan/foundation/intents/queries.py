"""What waits, what failed, how much of each: as far as the viewer may see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

from jembatan.foundation import clock
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.policies import reasons_against_retry
from jembatan.foundation.intents.states import DEAD, DONE, LEASED, WAITING
from jembatan.foundation.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Counts:
    """How many intents there are in each condition; `failing` are those that wait after a failed attempt."""

    waiting: int
    failing: int
    leased: int
    done: int
    dead: int
    oldest_due: datetime | None


def intents(viewer: Viewer, *, state: str = "", kind: str = "", failing: bool = False) -> QuerySet[Intent]:
    """The intents that `viewer` may see, newest first. Strictly the own unit's: these doors open to no other unit."""
    rows = _visible(viewer)
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if failing:
        rows = rows.filter(state=WAITING).exclude(last_error="")
    return rows.order_by("-created_at", "-id")


def intent_for(viewer: Viewer, pk: UUID) -> Intent:
    """One intent. Raises Http404 where the viewer may not see it."""
    intent = _visible(viewer).filter(pk=pk).first()
    if intent is None:
        raise Http404
    return intent


def may_retry(viewer: Viewer, intent: Intent) -> bool:
    """Whether the screen offers to try it again."""
    return not reasons_against_retry(viewer, intent)


def kinds(viewer: Viewer) -> list[str]:
    """The kinds among the intents that `viewer` may see."""
    return list(_visible(viewer).order_by("kind").values_list("kind", flat=True).distinct())


def counts(viewer: Viewer) -> Counts:
    """Figures over all that `viewer` may see."""
    now = clock.now()
    figures = _visible(viewer).aggregate(
        waiting=Count("pk", filter=Q(state=WAITING)),
        failing=Count("pk", filter=Q(state=WAITING) & ~Q(last_error="")),
        leased=Count("pk", filter=Q(state=LEASED)),
        done=Count("pk", filter=Q(state=DONE)),
        dead=Count("pk", filter=Q(state=DEAD)),
        oldest_due=Min("due_at", filter=Q(state=WAITING, due_at__lte=now)),
    )
    return Counts(**figures)


def _visible(viewer: Viewer) -> QuerySet[Intent]:
    """`policies.may_see` as a query."""
    rows = Intent.objects.all()
    if viewer.is_system:
        return rows
    if not viewer.is_member:
        return rows.none()
    reach = Q(unit_id=viewer.unit_id)
    if viewer.has(Role.UNIT_ADMINISTRATOR):
        reach |= Q(unit_id__isnull=True)
    return rows.filter(reach)
