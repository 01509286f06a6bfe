"""What the tests of partners share."""

from __future__ import annotations

from jembatan.chain.distribution.tests.conftest import post_office

__all__ = ["post_office"]
