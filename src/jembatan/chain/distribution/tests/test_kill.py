"""Workers killed with -9 in the middle of thirty letters: everybody gets it, and every possible second copy is counted."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable

import pytest

from jembatan.chain.distribution.actions import SEND
from jembatan.chain.distribution.models import Delivery, DeliveryFact
from jembatan.chain.distribution.tests.making import dispatched
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.foundation.intents.models import Intent

LETTERS = 30
KILLS = 3


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.02)


def test_killed_workers_lose_nobody(committed_database, monkeypatch: pytest.MonkeyPatch) -> None:
    with PostOffice() as office:
        office.delay = 0.15
        monkeypatch.setenv("JEMBATAN_SMTP_URL", office.url)
        dispatch = dispatched(committed_database.world(), LETTERS)
        Intent.objects.exclude(kind=SEND).delete()
        for round_ in range(1, KILLS + 1):
            worker = committed_database.start("-m", "jembatan.cli", "work")
            wanted = round_ * LETTERS // (KILLS + 2)
            wait_until(lambda wanted=wanted: len(office.letters) >= wanted, f"{wanted} letters")
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        office.delay = 0
        committed_database.start("-m", "jembatan.cli", "work")
        wait_until(lambda: not dispatch.deliveries.exclude(state="sent").exists(), "all sent")
        _check(office)


def _check(office: PostOffice) -> None:
    copies = Counter(recipient for _s, recipient, _m in office.letters)
    assert set(copies) == {f"k{n:02d}@pos.example" for n in range(LETTERS)}, "everybody got it"
    assert set(Delivery.objects.values_list("state", "reason")) == {("sent", "")}
    for delivery in Delivery.objects.all():
        counted = DeliveryFact.objects.filter(delivery=delivery, kind="unknown").count()
        assert copies[delivery.address] <= 1 + counted, "a second copy is only where it was counted"
        assert {mail["Message-ID"] for mail in office.copies_to(delivery.address)} == {delivery.message_id}
    cut_off = DeliveryFact.objects.filter(kind="unknown").count()
    assert cut_off, "the kills did fall into the open window, or this test proves nothing"
