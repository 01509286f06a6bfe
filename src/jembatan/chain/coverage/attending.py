"""Where the rooms above attend to an article: what they prepare outside the transaction is kept inside of it.

Reading, drawing, compressing take time and files, which a transaction must not wait for. So a room registers a function
that is called beforehand and answers another, which writes its rows in the very transaction that keeps the article.
Filled in `config.wiring_coverage` only, in the order of the layers.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from jembatan.chain.coverage.fetching import Page
from jembatan.chain.coverage.models import Article

#: Writes rows about the article as it then stands; runs in the transaction, quickly, with no file and no network.
Keep = Callable[[Article], None]
#: Looks at what was fetched for an article; answers what to keep, or None. It may read and write files.
AttendFetched = Callable[[Article, Page], Keep | None]
#: Looks at an article whose text is there, before its origin is kept; answers what to keep, or None.
AttendTraced = Callable[[Article], Keep | None]


@dataclass(slots=True)
class Attendance:
    """Who attends to fetched pages and to traced articles, in order."""

    fetched: list[AttendFetched] = field(default_factory=list)
    traced: list[AttendTraced] = field(default_factory=list)

    def when_fetched(self, attend: AttendFetched) -> None:
        """Have `attend` called with every page that was fetched for an article."""
        if attend not in self.fetched:
            self.fetched.append(attend)

    def when_traced(self, attend: AttendTraced) -> None:
        """Have `attend` called with every article that is traced, also when it is traced again."""
        if attend not in self.traced:
            self.traced.append(attend)

    def stop(self, attend: AttendFetched | AttendTraced) -> None:
        """Forget `attend`; for tests."""
        for known in (self.fetched, self.traced):
            with suppress(ValueError):
                known.remove(attend)  # type: ignore[arg-type]

    def to_page(self, article: Article, page: Page) -> list[Keep]:
        """What the rooms want to keep of a fetched page."""
        return [keep for attend in self.fetched if (keep := attend(article, page)) is not None]

    def to_text(self, article: Article) -> list[Keep]:
        """What the rooms want to keep of an article's text."""
        return [keep for attend in self.traced if (keep := attend(article)) is not None]


attendance = Attendance()
