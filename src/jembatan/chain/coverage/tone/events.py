"""What tone announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ToneChanged:
    """An article's tone for an institution was judged anew, by the machine or a person, or a judgement taken back."""

    article_id: UUID
    institution_id: UUID
