"""The fixture that other rooms' tests of concurrency stand on."""

import os
import threading

from django.db import connection

from jembatan.foundation.units.models import Unit
from tests.committed import CommittedDatabase

COUNT = "from jembatan.foundation.units.models import Unit; print('units', Unit.objects.count())"


def test_other_processes_and_threads_see_what_is_committed(committed_database: CommittedDatabase) -> None:
    committed_database.world()
    shown = committed_database.run("manage", "shell", "-c", COUNT)
    assert "units 4" in shown.stdout, shown.stderr
    seen: list[int] = []

    def look() -> None:
        seen.append(Unit.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [4]


def test_the_next_test_finds_nothing_of_it(committed_database: CommittedDatabase) -> None:
    assert not Unit.objects.exists()


def test_nor_does_an_ordinary_test(db: None) -> None:
    assert not Unit.objects.exists()


def test_the_test_database_lies_in_the_home_of_the_run(db: None) -> None:
    """Settings are read before any conftest; were the home set there, tests would work in the developer's own."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        assert name.startswith(os.environ["JEMBATAN_TEST_HOME"])
    else:
        assert name.startswith("test_jembatan_")
