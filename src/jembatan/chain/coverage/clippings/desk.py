"""The one place where clippings ask the desk (triage) and the evidence: which articles, and their pictures."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from jembatan.chain.coverage.evidence.queries import picture_of as evidence_picture
from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.triage.models import DeskItem
from jembatan.chain.coverage.triage.queries import accepted_between
from jembatan.foundation.files.queries import path_of
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


def articles_between(unit: Unit, start: datetime, end: datetime, *, include_new: bool) -> list[DeskArticle]:
    """What the desk of `unit` holds of the time from `start` to `end`, without what was rejected; the oldest first."""
    return [
        DeskArticle(
            article=item.article,
            unit_id=item.unit_id,
            story_id=item.story_key,
            is_paid=item.is_paid,
            is_new=item.state == DeskItem.State.NEW,
        )
        for item in accepted_between(unit, start, end, include_new=include_new)
    ]


def picture_of(viewer: Viewer, article: Article) -> Path | None:
    """Where the picture of an article lies: of its page, or of the printed page that was captured; None without one."""
    stored = evidence_picture(viewer, article)
    return path_of(stored) if stored is not None else None
