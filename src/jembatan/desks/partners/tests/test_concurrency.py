"""Many orders at the same moment, of one agreement whose money is enough for some: none too many, no number lost."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection

from jembatan.desks.partners import actions
from jembatan.desks.partners.budgets import budget_of
from jembatan.desks.partners.models import Agreement, Placement
from jembatan.desks.partners.tests.making import in_force, officer, term_facts
from jembatan.foundation.refusal import Refused

if TYPE_CHECKING:
    from tests.committed import CommittedDatabase

THREADS, EACH, ENOUGH_FOR = 4, 4, 7


def test_the_same_money_is_never_spent_twice(committed_database: CommittedDatabase) -> None:
    world = committed_database.world()
    agreement = in_force(world, term_facts(price=1_000_000), budget=Decimal(1_110_000 * ENOUGH_FOR))
    viewer = officer(world)
    ready, refused, faults = threading.Barrier(THREADS), [], []

    def order_some(place: int) -> None:
        try:
            ready.wait(30)
            for turn in range(EACH):
                fresh = Agreement.objects.get(pk=agreement.pk)
                facts = actions.OrderFacts("greeting", f"Ucapan {place}/{turn}")
                try:
                    actions.order(viewer=viewer, agreement=fresh, facts=facts)
                except Refused as refusal:
                    refused.append(refusal)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=order_some, args=(place,)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not faults
    assert len(refused) == THREADS * EACH - ENOUGH_FOR
    numbers = sorted(int(number[:3]) for number in Placement.objects.values_list("order_number", flat=True))
    assert numbers == list(range(1, ENOUGH_FOR + 1))
    assert budget_of(agreement).left == 0
