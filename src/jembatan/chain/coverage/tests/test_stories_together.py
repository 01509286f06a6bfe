"""Real workers that group at the same time make one story of one; what was traced before stories came is grouped."""

import time
from datetime import timedelta

import pytest

from jembatan.chain.coverage import stories
from jembatan.chain.coverage.models import Article, Story
from jembatan.chain.coverage.tests.test_stories import NOON, PRINTED, add
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from tests.committed import CommittedDatabase
from tests.world import World

PLACES = ("Amfoang", "Lamboya", "Wewewa", "Kodi")
PATIENCE = 240.0


def told(place: int) -> str:
    """A text of its own for each place: no run of words is shared between two of them."""
    return "\n".join(" ".join(f"{PLACES[place]}{line}{word}" for word in range(14)) + "." for line in range(8))


def test_two_workers_at_once_make_one_story_of_one(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    for number in range(16):
        add(world, number, told(number % 4), hours=number)
    workers = [committed_database.start("-m", "jembatan.cli", "work") for _ in range(2)]
    until = time.monotonic() + PATIENCE
    while Article.objects.filter(story=None).exists() and time.monotonic() < until:
        assert all(worker.poll() is None for worker in workers)
        time.sleep(0.3)
    assert sorted(Story.objects.values_list("size", flat=True)) == [4, 4, 4, 4]
    for story in Story.objects.all():
        titles = Article.objects.filter(story=story).values_list("title", flat=True)
        assert len({int(title.split()[1]) % 4 for title in titles}) == 1
    assert not Intent.objects.filter(kind=stories.KIND, state=Intent.State.DEAD).exists()


def test_what_was_traced_before_is_grouped_in_batches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "BATCH", 2)
    for number in range(5):
        add(world, number, PRINTED, hours=number)
    drain(["coverage.trace"])
    Intent.objects.filter(kind=stories.KIND).delete()
    stories.sweep()
    assert Intent.objects.filter(kind=stories.KIND).count() == 1
    drain([stories.KIND])
    assert Story.objects.get().size == 5
    assert Story.objects.get().last_printed_at == NOON + timedelta(hours=4)
    stories.sweep()
    assert not Intent.objects.filter(kind=stories.KIND, state=Intent.State.WAITING).exists()
