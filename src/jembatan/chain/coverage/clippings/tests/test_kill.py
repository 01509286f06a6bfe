"""Workers killed with -9 while letters go: everybody has the clipping, and every possible second copy is counted."""

from __future__ import annotations

import os
import signal
from collections import Counter
from datetime import timedelta

import pytest

from jembatan.chain.coverage.clippings import actions
from jembatan.chain.coverage.clippings.models import Clipping, Letter
from jembatan.chain.coverage.clippings.tests.making import editor, wish
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.chain.distribution.tests.test_kill import wait_until
from jembatan.foundation import clock

LETTERS = 12
KILLS = 2


def test_killed_workers_lose_no_receiver(committed_database, monkeypatch: pytest.MonkeyPatch) -> None:
    with PostOffice() as office:
        office.delay = 0.3
        monkeypatch.setenv("JEMBATAN_SMTP_URL", office.url)
        world = committed_database.world()
        addresses = [f"k{n:02d}@luar.example" for n in range(LETTERS)]
        soon = (clock.now() - timedelta(minutes=2)).astimezone(world.ntt.zone).time()
        with clock.set_to(clock.now() - timedelta(days=1)):
            actions.set_plan(viewer=editor(world), wish=wish(addresses=addresses, hour=soon))
        for round_ in range(1, KILLS + 1):
            worker = committed_database.start("-m", "jembatan.cli", "work")
            wanted = round_ * LETTERS // (KILLS + 2)
            wait_until(lambda wanted=wanted: len(office.letters) >= wanted, f"{wanted} letters")
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        office.delay = 0
        committed_database.start("-m", "jembatan.cli", "work")
        wait_until(lambda: Clipping.objects.filter(state="sent").exists(), "sent")
        copies = Counter(recipient for _s, recipient, _m in office.letters)
        assert set(copies) == set(addresses), "everybody got it"
        assert Clipping.objects.count() == 1
        for letter in Letter.objects.all():
            assert letter.state == "sent"
            assert copies[letter.address] <= 1 + letter.uncertain, "a second copy is only where it was counted"
            assert {mail["Message-ID"] for mail in office.copies_to(letter.address)} == {letter.message_id}
