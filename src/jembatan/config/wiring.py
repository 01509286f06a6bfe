"""Who subscribes to what: the whole of it, in one readable place.

Rooms do not know who listens to them. Here each event, panel, intent handler and menu entry is connected to the room
that answers. One function a room; `wire` calls them in the order of the layers.
"""


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


def _wire_overview() -> None:
    """What the home page counts."""


def _wire_navigation() -> None:
    """The menu of the staff shell."""
