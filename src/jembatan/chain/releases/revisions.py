"""Which saves of a draft are kept as states of their own.

A draft is saved every few seconds. A save extends the newest kept state, instead of adding one, only if
- the same person made both, with nobody's save in between, and the state has not gone into a version;
- the state began less than five minutes ago;
- the saves that were folded into it, this one included, took out at most twenty words of what they found.
So the text of another person is never folded away, and a deletion of any size leaves the text before it in the history,
whether it was made at once or word by word.
"""

import re
from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from jembatan.chain.releases.blocks import blocks_of
from jembatan.chain.releases.models import Draft, DraftRevision

STRETCH = timedelta(minutes=5)
MOST_WORDS_LOST = 20


def keep_revision(draft: Draft, *, saved_by_id: UUID | None, now: datetime) -> bool:
    """Keep the draft's text as it stands after a save. Whether that began a new state."""
    last = DraftRevision.objects.filter(release_id=draft.release_id).order_by("-revision").first()
    if last is not None and _may_extend(last, saved_by_id, now):
        lost = last.words_lost + words_lost(last.title, last.body, draft.title, draft.body)
        if lost <= MOST_WORDS_LOST:
            last.revision, last.title, last.body = draft.revision, draft.title, draft.body
            last.saved_at, last.words_lost = now, lost
            last.save(update_fields=["revision", "title", "body", "saved_at", "words_lost"])
            return False
    DraftRevision.objects.create(
        release_id=draft.release_id,
        revision=draft.revision,
        title=draft.title,
        body=draft.body,
        began_at=now,
        saved_at=now,
        saved_by_id=saved_by_id,
    )
    return True


def words_lost(title: str, body: str, new_title: str, new_body: str) -> int:
    """How many words of the first text the second has no longer, wherever they stand."""
    return (_bag(title, body) - _bag(new_title, new_body)).total()


def _may_extend(last: DraftRevision, saved_by_id: UUID | None, now: datetime) -> bool:
    is_own = last.saved_by_id == saved_by_id and last.version_id is None
    return is_own and last.began_at <= now < last.began_at + STRETCH


def _bag(title: str, body: str) -> Counter[str]:
    text = "\n".join([title, *(block.text for block in blocks_of(body))])
    return Counter(re.findall(r"\w+", text))
