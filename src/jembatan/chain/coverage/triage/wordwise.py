"""Narrowing the desk by words, by whichever way is short: a rare word by its finds, a frequent one row by row."""

from django.db.models import Exists, OuterRef, QuerySet

from jembatan.chain.coverage.triage.models import DeskItem
from jembatan.foundation.search.queries import found_ids
from jembatan.foundation.viewer import Viewer

#: Up to so many finds are fetched and looked up; with more, a page is full after a few rows anyway.
FEW = 5_000


def narrowed_by_words(viewer: Viewer, rows: QuerySet[DeskItem], words: str) -> QuerySet[DeskItem]:
    """Those of `rows` whose article holds every word, by the search index; without any word in it, none."""
    found = found_ids(viewer, words, "article")
    if found is None:
        return rows.none()
    ids = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return rows.filter(article__in=ids)
    return rows.filter(Exists(found.filter(pk=OuterRef("article_id")).order_by().values("pk")))
