"""The typed doors through which a lower room shows, or answers to, an upper room. Filled in `config.wiring` only.

A domain event is a frozen dataclass defined beside the actions of the app that announces it. Subscribers run inside the
transaction of the change, so they must write intents instead of doing slow or outside work.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from jembatan.foundation.viewer import Viewer

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page that another room contributes: a template of that room, and what it is drawn from."""

    template: str
    context: dict[str, Any]
    order: int = 50


PanelSource = Callable[[Viewer, Any], Panel | None]


@dataclass(slots=True)
class Registry:
    """All doors of one installation."""

    subscribers: dict[type[Any], list[Callable[[Any], None]]] = field(default_factory=lambda: defaultdict(list))
    panels: dict[str, list[PanelSource]] = field(default_factory=lambda: defaultdict(list))

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> None:
        """Have `handler` called, inside the transaction, for every announced event of `kind`."""
        if handler not in self.subscribers[kind]:
            self.subscribers[kind].append(handler)

    def announce(self, event: object) -> None:
        """Tell all subscribers, in the order of their subscription."""
        for handler in self.subscribers[type(event)]:
            handler(event)

    def add_panel(self, place: str, source: PanelSource) -> None:
        """Contribute a panel to the page part called `place` (such as "event.detail")."""
        if source not in self.panels[place]:
            self.panels[place].append(source)

    def panels_for(self, place: str, viewer: Viewer, subject: object) -> Sequence[Panel]:
        """The panels that the viewer gets at `place` about `subject`, in order."""
        made = (source(viewer, subject) for source in self.panels[place])
        return sorted((panel for panel in made if panel is not None), key=lambda panel: panel.order)


registry = Registry()
