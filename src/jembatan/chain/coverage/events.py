"""What coverage announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ArticleTraced:
    """An article has been compared with every published version; `version_ids` are those it was made from."""

    article_id: UUID
    version_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class StoryGrew:
    """A story was made or grew, or several were joined into it; `article_ids` are all that belong to it now."""

    story_id: UUID
    article_ids: tuple[UUID, ...]
