"""A clipping that did not go is said on the home page, for everybody in the unit and nobody else."""

from __future__ import annotations

from datetime import timedelta

from jembatan.chain.coverage.clippings.tests.making import MORNING, plan
from jembatan.foundation import clock
from jembatan.foundation.viewer import Role
from tests.world import World


def test_the_home_page_says_it_without_any_worker(world: World) -> None:
    with clock.set_to(MORNING):
        plan(world)
        assert "Kliping pagi pukul" not in world.client(world.ntt, Role.CONTRIBUTOR).get("/kerja/").content.decode()
    with clock.set_to(MORNING + timedelta(minutes=6)):
        page = world.client(world.ntt, Role.CONTRIBUTOR).get("/kerja/").content.decode()
        assert "Kliping pagi pukul 06.00 WITA: belum mulai dibuat" in page
        assert "Kliping pagi pukul" not in world.client(world.kupang, Role.EDITOR).get("/kerja/").content.decode()
