"""A pytest plugin (`-p`, in pyproject): a test run has a home of its own, never the developer's.

It can't be in conftest.py, since pytest-django reads the settings, and with them JEMBATAN_HOME, before any conftest.
The first process makes the home and removes it at the end; those of pytest-xdist inherit it.
"""

import os
import shutil
import tempfile
from pathlib import Path

_MAKES_HOME = "JEMBATAN_TEST_HOME" not in os.environ
if _MAKES_HOME:
    os.environ["JEMBATAN_TEST_HOME"] = tempfile.mkdtemp(prefix="jembatan-test-")
os.environ["JEMBATAN_HOME"] = os.environ["JEMBATAN_TEST_HOME"]
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "jembatan-numba-cache"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if _MAKES_HOME:
        shutil.rmtree(os.environ["JEMBATAN_TEST_HOME"], ignore_errors=True)
