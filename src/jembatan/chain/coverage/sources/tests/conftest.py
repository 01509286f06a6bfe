"""A site on loopback that may be asked, at once."""

from collections.abc import Iterator

import pytest

from jembatan.chain.coverage.sources.tests.serving import Site, serving


@pytest.fixture
def site(settings) -> Iterator[Site]:
    settings.FETCH_ALLOWED_HOSTS = frozenset({"127.0.0.1"})
    settings.HOST_PACE_SECONDS = 0
    with serving() as made:
        yield made
