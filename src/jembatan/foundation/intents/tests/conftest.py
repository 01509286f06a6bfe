"""A registry of handlers of each test's own."""

from collections.abc import Iterator

import pytest

from jembatan.foundation.intents.handlers import Handlers, handlers


@pytest.fixture
def registered() -> Iterator[Handlers]:
    """The installation's handlers; what the test adds is taken away again."""
    before = dict(handlers.known)
    yield handlers
    handlers.known.clear()
    handlers.known.update(before)
