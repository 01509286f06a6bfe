"""The pause between two requests to one host, shared by all workers, and a Crawl-delay that asks for more."""

from datetime import timedelta

import pytest

from jembatan.chain.coverage.fetching import FetchFailed
from jembatan.chain.coverage.sources import pace
from jembatan.chain.coverage.sources.models import HostPace
from jembatan.foundation import clock


@pytest.fixture
def waits(settings, monkeypatch: pytest.MonkeyPatch, db: None) -> list[float]:
    settings.HOST_PACE_SECONDS = 5
    waited: list[float] = []
    monkeypatch.setattr(pace.time, "sleep", waited.append)
    return waited


def test_turns_at_one_host_lie_apart_and_hosts_do_not_wait_for_each_other(waits: list[float]) -> None:
    for host in ("pos.example", "pos.example", "pos.example", "lain.example"):
        pace.wait_for_turn(host)
    first, second, third, other = waits
    assert first == other == 0
    assert 4 < second <= 5
    assert 9 < third <= 10


def test_a_crawl_delay_counts_and_is_bounded(waits: list[float]) -> None:
    for host, robots in (
        ("pelan.example", "User-agent: *\nCrawl-delay: 12"),
        ("beku.example", "User-agent: *\nCrawl-delay: 9999"),
    ):
        HostPace.objects.create(host=host, robots=robots)
        pace.wait_for_turn(host)
        pace.wait_for_turn(host)
    assert 11 < waits[1] <= 12
    assert 29 < waits[3] <= 30


def test_nobody_waits_for_ever(waits: list[float]) -> None:
    HostPace.objects.create(host="ramai.example", free_at=clock.now() + timedelta(hours=1))
    with pytest.raises(FetchFailed) as failed:
        pace.wait_for_turn("ramai.example")
    assert not failed.value.is_permanent
    assert waits == []
