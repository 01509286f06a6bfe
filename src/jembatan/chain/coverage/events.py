"""What coverage announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ArticleTraced:
    """An article has been compared with every published version; `version_ids` are those it was made from."""

    article_id: UUID
    version_ids: tuple[UUID, ...]
