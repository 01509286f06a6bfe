"""Narrowing lists of articles by words, by whichever way is short: a rare word by its finds, a frequent one row by row."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from jembatan.foundation.search.queries import found_ids
from jembatan.foundation.viewer import Viewer

M = TypeVar("M", bound=Model)
#: Up to so many finds are fetched and looked up; with more, a page is full after a few rows anyway.
FEW = 5_000


def narrowed_by_words(viewer: Viewer, rows: QuerySet[M], words: str, article: str = "pk") -> QuerySet[M]:
    """Those of `rows` whose article holds every word, by the search index; without any word in it, none.

    `article` is the field of `rows` that is the article's identifier.
    """
    found = found_ids(viewer, words, "article")
    if found is None:
        return rows.none()
    ids = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return rows.filter(**{f"{article}__in": ids})
    return rows.filter(Exists(found.filter(pk=OuterRef(article)).order_by().values("pk")))
