"""What the tests of replies share."""

from __future__ import annotations

from jembatan.chain.distribution.tests.conftest import post_office

__all__ = ["post_office"]
