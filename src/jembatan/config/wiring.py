"""Who subscribes to what: the whole of it, in one readable place.

Rooms do not know who listens to them. Here each event, panel, intent handler and menu entry is connected to the room
that answers. One function a room; `wire` calls them in the order of the layers.
"""

from jembatan.chain.coverage import panels as coverage_panels
from jembatan.chain.coverage import tasks as coverage_tasks
from jembatan.chain.releases.events import ReleasePublished
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.registry import registry


def wire() -> None:
    """Connect the rooms; called once, when Django is ready. Calling it again changes nothing."""
    _wire_documentation()
    _wire_releases()
    _wire_distribution()
    _wire_coverage()
    _wire_overview()
    _wire_navigation()


def _wire_documentation() -> None:
    """Renditions are made by the worker; an event's page shows its photos."""


def _wire_releases() -> None:
    """An embargo opens by itself; an event's page shows its releases."""


def _wire_distribution() -> None:
    """Deliveries go out by the worker; a release's page shows them."""


def _wire_coverage() -> None:
    """Published texts enter the tracing index; new articles are traced; a release's page shows its matches."""
    handlers.register("coverage.fetch", coverage_tasks.fetch_article, on_dead=coverage_tasks.fetch_is_dead)
    handlers.register("coverage.trace", coverage_tasks.trace_article)
    handlers.register("coverage.index", coverage_tasks.index_version)
    registry.subscribe(ReleasePublished, coverage_tasks.index_published)
    registry.add_panel("release.detail", coverage_panels.release_articles)


def _wire_overview() -> None:
    """What the home page counts."""


def _wire_navigation() -> None:
    """The menu of the staff shell."""
