"""Fixtures for all tests: a small world of two governments with units and people in every role."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.committed import CommittedDatabase

#: Folders and files whose tests run in one process: each starts an installation, or browsers, of its own.
GROUPS = {"tests/start/": "start", "tests/journeys/test_browser_": "browser"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep `GROUPS` together. xdist 3.8 writes the mark `xdist_group` where pytest 9.2 does not read it any more."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling

    class Grouped(LoadGroupScheduling):
        def _split_scope(self, nodeid: str) -> str:
            named = (group for start, group in GROUPS.items() if nodeid.startswith(start))
            return next(named, super()._split_scope(nodeid))

    return Grouped(config, log)


@pytest.fixture
def world(db: None) -> World:
    """Units of NTT, West Sumba and the city of Kupang; accounts are made when asked for."""
    return World()


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The test database, also where no test of this run asks for `db`: pytest-django makes it only for those."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    settings = connection.settings_dict
    if str(settings["NAME"]) == str(settings["TEST"]["NAME"]):
        yield
        return
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed_database(
    request: pytest.FixtureRequest, migrated_database: None, django_db_blocker: object, tmp_path: Path
) -> Iterator[CommittedDatabase]:
    """A database of this test's own, where commits are real and other processes can work; see tests/committed.py.

    For tests that need threads or processes (numbering under concurrency, workers killed at work), or `on_commit`.
    Do not ask for `db`, `world` or `transactional_db` beside it: `committed_database.world()` gives the world.

        def test_it(committed_database):
            world = committed_database.world()
            worker = committed_database.start("-m", "jembatan.cli", "work")     # Popen, killed at the end
            done = committed_database.run("audit", "verify")                    # CompletedProcess of `jembatan ...`
            subprocess.run(..., env=committed_database.env)                     # DATABASE_URL, JEMBATAN_HOME

    The home is the test's tmp_path, which is where settings.FILES_ROOT and the like point too. Threads of the test see
    the same database, and close their connection before they end (`connection.close()`).
    """
    from tests.committed import committed_copy

    if {"db", "transactional_db"} & set(request.fixturenames):
        pytest.fail("committed_database stands alone: take the world from committed_database.world()")
    label = re.sub(r"[^a-z0-9]+", "_", request.node.name.lower())[:24].strip("_")
    with django_db_blocker.unblock(), committed_copy(tmp_path, label) as database:  # type: ignore[attr-defined]
        yield database


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    """Every test begins in Indonesian: a request that a test makes in English leaves its thread in English."""
    from django.utils import translation

    with translation.override("id"):
        yield


@pytest.fixture(autouse=True)
def _quick_passwords(settings: object) -> None:
    """Hashing a password slowly is the product's business, not that of a test that wants an account."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _no_pause_between_requests(settings: object) -> None:
    """Hosts of tests are their own; what tests the pace sets it."""
    settings.HOST_PACE_SECONDS = 0  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _plain_static(settings: object) -> None:
    """Tests need no collected static files."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: object, tmp_path: Path) -> None:
    """Each test has its own home: folder of files, tracing index, keys."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.TRACE_INDEX = tmp_path / "trace-index"  # type: ignore[attr-defined]
