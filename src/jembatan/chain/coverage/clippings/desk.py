"""The one place where clippings ask the desk (triage) and the evidence: which articles, and their pictures."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.queries import visible_matches
from jembatan.foundation.units.access import visible
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """An article on a unit's desk. `is_new`: nobody has accepted it yet."""

    article: Article
    unit_id: UUID
    story_id: UUID | None
    is_paid: bool
    is_new: bool


def articles_between(
    viewer: Viewer, unit: Unit, start: datetime, end: datetime, *, include_new: bool
) -> list[DeskArticle]:
    """What the desk of `unit` holds of the time from `start` to `end`, without what was rejected; the oldest first."""
    if not include_new:
        return []
    own = visible_matches(viewer).filter(version__release__unit=unit.pk).order_by().values("article_id")
    rows = visible(Article, viewer).filter(state=Article.State.TRACED).filter(Q(pk__in=own) | Q(added_by_unit=unit.pk))
    rows = rows.filter(
        Q(published_at__gte=start, published_at__lt=end)
        | Q(published_at__isnull=True, created_at__gte=start, created_at__lt=end)
    )
    rows = rows.select_related("outlet").order_by("published_at", "created_at")
    return [DeskArticle(row, unit.pk, row.story_id, is_paid=False, is_new=True) for row in rows]


def picture_of(viewer: Viewer, article: Article) -> Path | None:
    """Where the picture of an article lies: of its page, or of the printed page that was captured."""
    return None
