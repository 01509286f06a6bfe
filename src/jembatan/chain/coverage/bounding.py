"""Pages of a list that is never counted to its end."""

from datetime import date
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

#: So many rows have a page; further back leads the filter of days.
MOST_ROWS = 3_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """The first `MOST_ROWS` rows in pages; `is_more` if there are more."""

    @cached_property
    def _counted(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by().values("pk")[: MOST_ROWS + 1].count()

    @property
    def is_more(self) -> bool:
        """Whether there are rows that have no page."""
        return self._counted > MOST_ROWS

    @cached_property
    def count(self) -> int:
        """How many rows have a page."""
        return min(self._counted, MOST_ROWS)


def read_day(text: str) -> date | None:
    """A day of an address line; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
