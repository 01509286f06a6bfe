"""Workers killed with -9 between five feeds and a hundred traced articles: no article twice, none lost."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter

import pytest

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources import actions
from jembatan.chain.coverage.sources.actions import SourceFacts
from jembatan.chain.coverage.sources.models import Sighting
from jembatan.chain.coverage.sources.tests.serving import rss, serving
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import Role

FEEDS, ITEMS, KILLS = 5, 20, 5
ALL = FEEDS * ITEMS


def progress() -> int:
    """Steps done so far, of two an article and one a poll."""
    fetched = Article.objects.exclude(state="fetching").count()
    return Sighting.objects.count() + fetched + Article.objects.filter(state="traced").count()


def wait_for(wanted: int, seconds: float = 400) -> None:
    end = time.monotonic() + seconds
    while progress() < wanted:
        assert time.monotonic() < end, f"stands still at {progress()} of {wanted}"
        time.sleep(0.05)


def test_killed_workers_lose_and_double_nothing(
    committed_database, monkeypatch: pytest.MonkeyPatch, settings, tmp_path_factory
) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setenv("JEMBATAN_FETCH_ALLOW", "127.0.0.1")
    monkeypatch.setenv("JEMBATAN_HOST_PACE", "0")
    # The machine code of the engine is made once for all the workers, not by each that is killed.
    if "NUMBA_CACHE_DIR" not in os.environ:
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path_factory.getbasetemp().parent / "numba"))
    world = committed_database.world()
    with serving() as site:
        for feed in range(FEEDS):
            # A neighbour's last articles stand in each feed too.
            shared = [f"{site.url}/berita/{n}" for n in range(max(0, feed * ITEMS - 3), feed * ITEMS)]
            site.put(f"/rss/{feed}", rss([*shared, *site.articles(ITEMS, feed * ITEMS)]), "text/xml")
            facts = SourceFacts(kind="feed", name=f"Umpan {feed}", address=f"{site.url}/rss/{feed}")
            actions.add_source(viewer=world.viewer(world.ntt, Role.EDITOR), facts=facts)
        sightings = ALL + 3 * (FEEDS - 1)
        whole = sightings + 2 * ALL
        marks = sorted(random.Random(11).sample(range(1, whole - 20), KILLS))
        for mark in marks:
            worker = committed_database.start("-m", "jembatan.cli", "work")
            wait_for(mark)
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        committed_database.start("-m", "jembatan.cli", "work")
        wait_for(whole)
        asked = Counter(path for path in site.asked if path.startswith("/berita/"))
    assert Article.objects.count() == ALL == Article.objects.values("canonical_key").distinct().count()
    assert Counter(Article.objects.values_list("state", flat=True)) == {"traced": ALL}
    assert Sighting.objects.count() == sightings
    assert len(asked) == ALL
    assert not Intent.objects.filter(state="dead").exists()
    assert Intent.objects.filter(losses__gt=0).exists(), "the kills did fall into work, or this test proves nothing"
