"""Trying a source before it is kept: what would be found, by the same look that the worker takes."""

from dataclasses import dataclass, field

from jembatan.chain.coverage.sources import actions
from jembatan.chain.coverage.sources.actions import SourceFacts
from jembatan.chain.coverage.sources.items import Item
from jembatan.chain.coverage.sources.looking import LookFailed, look_at
from jembatan.chain.coverage.sources.models import Source
from jembatan.foundation.viewer import Viewer

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """What stood there: the first items and how many there were; or why it could not be read."""

    items: list[Item] = field(default_factory=list)
    count: int = 0
    clippings: int = 0
    barred: int = 0
    failure: str = ""


def try_source(viewer: Viewer, facts: SourceFacts, kept: Source | None) -> Trial:
    """Look once, keep nothing. Raises Refused where `facts` could not be kept either."""
    draft = actions.drafted(viewer=viewer, facts=facts, kept=kept)
    password = facts.password if facts.password or kept is None else None
    try:
        look = look_at(draft, password=password)
    except LookFailed as failure:
        return Trial(failure=failure.reason)
    return Trial(look.items[:SHOWN], len(look.items), len(look.clippings), look.barred)
