"""Many write to one chain at once, from its very first link on."""

import threading

from django.db import connection, transaction

from jembatan.foundation.audit.actions import Entry, record_many
from jembatan.foundation.audit.models import AuditHead, AuditRecord
from jembatan.foundation.audit.tests.tampering import VIEWER
from jembatan.foundation.audit.verification import Verification
from jembatan.foundation.identifiers import new_id
from tests.committed import CommittedDatabase

WRITERS, TURNS = 20, 4


def test_a_chain_stays_whole_under_twenty_writers(committed_database: CommittedDatabase) -> None:
    units = [new_id(), new_id()]
    ready = threading.Barrier(WRITERS)
    faults: list[Exception] = []

    def write(number: int) -> None:
        try:
            ready.wait(timeout=60)
            order = units if number % 2 else units[::-1]
            for _ in range(TURNS):
                with transaction.atomic():
                    record_many(VIEWER, [Entry("a.b", unit, "", None, {"by": number}) for unit in order])
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert AuditRecord.objects.count() == 2 * WRITERS * TURNS
    assert set(AuditHead.objects.values_list("sequence", flat=True)) == {WRITERS * TURNS}
    assert list(Verification().run()) == []
