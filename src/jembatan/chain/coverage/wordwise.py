"""Articles that hold some words, by the search index; of a word that is nearly everywhere, the newest."""

from datetime import datetime

from jembatan.foundation.search.queries import Finds, newest_finds
from jembatan.foundation.viewer import Viewer

#: So many finds are looked at in one go: a list that needs more begins anew where they end.
MOST_FINDS = 500
NOTHING = Finds([], is_more=False, oldest=None)


def articles_with(viewer: Viewer, words: str, *, since: datetime | None = None, until: datetime | None = None) -> Finds:
    """The newest articles from `since` to `until` whose text or title holds every word; none without any word."""
    return newest_finds(viewer, words, "article", limit=MOST_FINDS, since=since, until=until) or NOTHING
