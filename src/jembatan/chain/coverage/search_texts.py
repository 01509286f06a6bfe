"""Every article as search knows it, for building the index anew."""

from collections.abc import Iterator

from jembatan.chain.coverage.actions import search_text
from jembatan.chain.coverage.models import Article
from jembatan.foundation.search.actions import SearchText


def all_search_texts() -> Iterator[SearchText]:
    """All articles that have a text."""
    rows = Article.objects.exclude(text="").exclude(added_by_unit=None)
    return (search_text(article) for article in rows.iterator(chunk_size=500))
