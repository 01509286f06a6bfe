"""What the shell shows around a page: the menu, the unit in use, the person. Filled by `config`; `web` knows no app.

The viewer is whatever stands in `request.viewer`; only its truth and the callables given here look at it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

Text = Any  # a str, or a lazy translation of one

#: The phone's bar has five places; the last is "Lainnya".
BAR_PLACES = 4


def _everybody(viewer: object) -> bool:
    return viewer is not None


def _nothing(request: HttpRequest) -> int:
    del request
    return 0


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the menu.

    `icon` names a drawing of `jembatan.web.icons`; `group` is "main" or "side" (below the rule);
    `prefixes` are further path beginnings under which the entry counts as current, `is_exact` that only its own address
    does (the home page, under whose address all others lie);
    `count` says how many things wait behind it (0 shows nothing).
    """

    key: str
    label: Text
    url_name: str
    icon: str = "dot"
    order: int = 50
    group: str = "main"
    prefixes: tuple[str, ...] = ()
    is_exact: bool = False
    allowed: Callable[[Any], bool] = _everybody
    count: Callable[[HttpRequest], int] = _nothing


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry as drawn for one request."""

    key: str
    label: Text
    url: str
    icon: str
    group: str
    current: bool
    count: int


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit in which the person serves. `value` is posted as `unit` to the shell's `switch_url`."""

    value: str
    name: Text
    note: Text = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """What the top bar shows. `account_links` are (label, address) pairs of the account menu."""

    person: str = ""
    role: Text = ""
    units: Sequence[UnitChoice] = ()
    switch_url: str = ""
    account_links: Sequence[tuple[Text, str]] = ()
    logout_url: str = ""
    login_url: str = ""
    waiting: int = 0
    waiting_url: str = ""
    source_url: str = ""

    @property
    def unit(self) -> UnitChoice | None:
        """The unit in use."""
        return next((unit for unit in self.units if unit.current), None)

    @property
    def initials(self) -> str:
        """At most two letters for the round mark beside the name."""
        words = [word for word in self.person.split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


ShellSource = Callable[[HttpRequest], Shell]


def _empty_shell(request: HttpRequest) -> Shell:
    del request
    return Shell()


@dataclass(slots=True)
class Navigation:
    """The menu of one installation, and the source of the top bar."""

    items: list[NavItem] = field(default_factory=list)
    shell_source: ShellSource = _empty_shell

    def add(self, *items: NavItem) -> None:
        """Add entries; one of the same key is replaced."""
        keys = {item.key for item in items}
        kept = [item for item in self.items if item.key not in keys]
        self.items = sorted([*kept, *items], key=lambda item: (item.group != "main", item.order))

    def set_shell(self, source: ShellSource) -> None:
        """Say where person, units and account links of a request come from."""
        self.shell_source = source

    def shell_for(self, request: HttpRequest) -> Shell:
        """The top bar of this request, asked once a request."""
        known = getattr(request, "_web_shell", None)
        if isinstance(known, Shell):
            return known
        if not hasattr(request, "viewer"):
            return Shell()  # an error page drawn before anybody looked who is asking
        shell = self.shell_source(request)
        request._web_shell = shell  # type: ignore[attr-defined]
        return shell

    def entries_for(self, request: HttpRequest) -> list[NavEntry]:
        """The menu of this request; exactly the entry with the longest matching address is current."""
        viewer = getattr(request, "viewer", None)
        shown = [(item, reverse(item.url_name)) for item in self.items if item.allowed(viewer)]
        best = max((_match(item, url, request.path) for item, url in shown), default=0)
        entries = []
        for item, url in shown:
            current = best > 0 and _match(item, url, request.path) == best
            entries.append(NavEntry(item.key, item.label, url, item.icon, item.group, current, item.count(request)))
        return entries


def _match(item: NavItem, url: str, path: str) -> int:
    """How many characters of `path` the item's own addresses explain; an item at "/" explains only itself."""
    if item.is_exact:
        return len(url) if path == url else 0
    beginnings = (url, *item.prefixes)
    return max(
        (len(start) for start in beginnings if path == start or (start != "/" and path.startswith(start))), default=0
    )


navigation = Navigation()
