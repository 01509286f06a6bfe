"""What the tests of clippings share."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from jembatan.chain.distribution.tests.post_office import PostOffice


@pytest.fixture
def post_office(settings: object) -> Iterator[PostOffice]:
    """A mail server on the loopback; settings.SMTP_URL leads there."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with PostOffice() as office:
        settings.SMTP_URL = office.url  # type: ignore[attr-defined]
        settings.SMTP_TIMEOUT_SECONDS = 5.0  # type: ignore[attr-defined]
        settings.MAIL_DOMAIN = "surat.example"  # type: ignore[attr-defined]
        yield office
