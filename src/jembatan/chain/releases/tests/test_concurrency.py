"""Many publications at the same moment: numbers without gap or double, and one winner of each race."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from django.db import connection

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import NumberCounter, Numbering, Release, Version
from jembatan.chain.releases.states import State
from jembatan.chain.releases.tests.making import cleared, clearer, drafted, save, submitted, writer
from jembatan.foundation.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.committed import CommittedDatabase

# One process publishes its share of versions; every third publication is refused first, and every fourth rolled back.
PUBLISHER = """
import sys, uuid
import django
django.setup()
from datetime import timedelta
from django.db import transaction
from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import system_viewer

class Fails(Exception):
    pass

print("ready", flush=True)
sys.stdin.readline()
for place, pk in enumerate(sys.argv[1:]):
    version = Version.objects.select_related("release").get(pk=pk)
    viewer = system_viewer("test", version.release.unit_id)
    if place % 3 == 0:
        try:
            actions.publish_version(viewer=viewer, version=version, issued_at=clock.now() + timedelta(days=1))
        except Refused:
            pass
    if place % 4 == 0:
        try:
            with transaction.atomic():
                actions.publish_version(viewer=viewer, version=version)
                raise Fails
        except Fails:
            pass
    actions.publish_version(viewer=viewer, version=version)
"""

PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


def many() -> int:
    """50 on PostgreSQL; fewer on SQLite, which lets one writer in at a time anyway."""
    return 50 if connection.vendor == "postgresql" else 16


def test_numbers_have_no_gap_and_no_double_under_concurrent_publications(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    Numbering.objects.create(unit=world.ntt, pattern="{number}/SP/HMS/{year}")
    count = many()
    versions = [str(cleared(world).pk) for _ in range(count)]
    processes = 5 if connection.vendor == "postgresql" else 4
    environment = {**committed_database.env, "DJANGO_SETTINGS_MODULE": "jembatan.config.settings"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    started = [
        committed_database.start("-c", PUBLISHER, *versions[place::processes], env=environment, **PIPES)
        for place in range(processes)
    ]
    for process in started:
        process.stdout.readline()
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        _out, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
    numbers = [int(re.match(r"\d+", number)[0]) for number in Release.objects.values_list("number", flat=True)]
    assert sorted(numbers) == list(range(1, count + 1))
    assert NumberCounter.objects.get().last == count


def test_fifty_publications_at_once_from_threads(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    Numbering.objects.create(unit=world.ntt, pattern="{number}/SP/HMS/{year}")
    versions = [cleared(world) for _ in range(many())]
    viewer = clearer(world)
    errors = together([lambda v=version: actions.publish_version(viewer=viewer, version=v) for version in versions])
    assert errors == []
    numbers = [int(re.match(r"\d+", number)[0]) for number in Release.objects.values_list("number", flat=True)]
    assert sorted(numbers) == list(range(1, len(versions) + 1))


def test_of_two_who_save_at_once_one_wins_and_the_other_is_told(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    release = drafted(world)
    viewer = writer(world)
    errors = together(
        [lambda n=number: save(viewer, release, body=f"<p>Teks {n}.</p>", revision=1) for number in range(6)]
    )
    assert [type(error).__name__ for error in errors] == ["Conflict"] * 5
    release.refresh_from_db()
    assert release.draft.revision == 2


def test_saving_and_submitting_at_once_lose_no_text(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    viewer = writer(world)
    for number in range(5):
        release = drafted(world)
        text = f"<p>Teks terakhir {number}.</p>"
        errors = together(
            [
                lambda r=release, t=text: save(viewer, r, body=t, revision=1),
                lambda r=release: actions.submit_release(viewer=viewer, release=r),
            ]
        )
        version = Version.objects.get(release=release)
        assert all(isinstance(error, Refused) for error in errors)
        # Either the save came first and its text was frozen, or it came second and its writer was told.
        assert (version.body == text) == (not errors)


def test_a_version_is_published_once_though_many_try(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    version = cleared(world)
    viewer = clearer(world)
    errors = together([lambda: actions.publish_version(viewer=viewer, version=version)] * 6)
    assert len(errors) == 5
    assert all(isinstance(error, Refused) for error in errors)
    assert Version.objects.filter(state=State.PUBLISHED).count() == 1


def test_clearing_and_returning_at_once_have_one_outcome(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    version = submitted(world)
    viewer = clearer(world)
    errors = together(
        [
            lambda: actions.clear_version(viewer=viewer, version=version),
            lambda: actions.return_version(viewer=viewer, version=version, comment="Perbaiki."),
        ]
    )
    assert len(errors) == 1
    version.refresh_from_db()
    assert version.clearances.count() == 1
    assert (version.state == State.RETURNED) == hasattr(Release.objects.get(), "draft")


def together(deeds: list[Callable[[], object]]) -> list[Exception]:
    """Do all `deeds` at the same moment in threads of their own; what they raised."""
    gate, errors = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait(60)
            deed()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    return errors
