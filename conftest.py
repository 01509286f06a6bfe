"""Fixtures for all tests: a small world of two governments with units and people in every role."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before Django reads its settings: a home of the tests' own, never the developer's.
if "JEMBATAN_TEST_HOME" not in os.environ:
    os.environ["JEMBATAN_TEST_HOME"] = tempfile.mkdtemp(prefix="jembatan-test-")
os.environ["JEMBATAN_HOME"] = os.environ["JEMBATAN_TEST_HOME"]
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "jembatan-numba-cache"))

import pytest

from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """Units of NTT, West Sumba and the city of Kupang; accounts are made when asked for."""
    return World()


@pytest.fixture(autouse=True)
def _plain_static(settings: object) -> None:
    """Tests need no collected static files."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: object, tmp_path: Path) -> None:
    """Each test has its own folder of files and its own tracing index."""
    settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.TRACE_INDEX = tmp_path / "trace-index"  # type: ignore[attr-defined]
