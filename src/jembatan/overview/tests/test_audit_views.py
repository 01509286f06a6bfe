"""The screens of the audit log."""

import pytest
from django.urls import reverse

from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.audit.models import AuditPayload, AuditRecord
from jembatan.foundation.audit.tests.tampering import unguarded
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

READERS = [Role.AUDITOR, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR]


@action("agenda.plan_event")
def plan(*, viewer: Viewer, title: str) -> AuditRecord:
    if not title:
        raise Refused("Judul belum diisi")
    return record(
        viewer, "agenda.plan_event", unit_id=viewer.unit_id, kind="agenda.Event", object_id=viewer.user_id,
        changes={"title": title}, reason="Panen raya jagung",
    )  # fmt: skip


@pytest.fixture
def row(world: World) -> AuditRecord:
    return plan(viewer=world.viewer(world.ntt, Role.EDITOR), title="Panen raya")


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_the_log(world: World, row: AuditRecord, role: Role) -> None:
    client = world.client(world.ntt, role)
    expected = (200, 200) if role in READERS else (403, 404)
    assert client.get(reverse("audit_log")).status_code == expected[0]
    assert client.get(reverse("audit_record", args=[row.pk])).status_code == expected[1]
    stranger = world.client(world.diskominfo, role)
    assert "Panen raya" not in stranger.get(reverse("audit_log")).content.decode()
    assert stranger.get(reverse("audit_record", args=[row.pk])).status_code == 404


def test_the_log_says_who_what_why_and_from_where(world: World, row: AuditRecord) -> None:
    page = world.client(world.ntt, Role.AUDITOR).get(reverse("audit_log")).content.decode()
    for text in ("Mencatat kegiatan", "Kegiatan", "Panen raya jagung", "test", ["editor", "biro-adpim-ntt.example"][0]):
        assert text in page


def test_the_address_narrows(world: World, row: AuditRecord) -> None:
    with pytest.raises(Refused):
        plan(viewer=world.viewer(world.ntt, Role.CONTRIBUTOR), title="")
    client = world.client(world.ntt, Role.AUDITOR)

    def count(**query: object) -> int:
        return client.get(reverse("audit_log"), query).context["page"].paginator.count

    day = row.at.date().isoformat()
    assert count() == 2
    assert count(tindakan="agenda.plan_event") == 2, "with the refused"
    assert count(tindakan="releases.publish") == 0
    assert count(ditolak="1") == 1
    assert count(jenis="agenda.Event") == 1
    assert count(orang=row.actor_id) == 1
    assert count(objek=row.object_id) == 1
    assert count(dari="2018-01-01", sampai="2018-12-31") == 0
    assert count(dari="2018-01-01", sampai="2999-12-31") == 2
    assert count(dari="bukan tanggal", orang="x' OR 1=1", objek="-", hal="-9") == 2
    assert day


def test_a_record_shows_its_place_in_the_chain(world: World, row: AuditRecord) -> None:
    client = world.client(world.ntt, Role.AUDITOR)
    address = reverse("audit_record", args=[row.pk])
    page = client.get(address)
    assert page.context["place"].is_whole
    assert "Utuh" in page.content.decode()
    with unguarded():
        AuditRecord.objects.filter(pk=row.pk).update(action="agenda.cancel_event")
    assert "Tidak cocok" in client.get(address).content.decode()


def test_a_payload_that_was_changed_is_told(world: World, row: AuditRecord) -> None:
    with unguarded():
        payload = AuditPayload.objects.get(pk=row.pk)
        payload.content["changes"]["title"] = "Lain"
        payload.save()
    page = world.client(world.ntt, Role.AUDITOR).get(reverse("audit_record", args=[row.pk]))
    assert page.context["place"].is_whole
    assert "Tidak cocok" in page.content.decode()


def test_the_administrator_erases_with_a_reason(world: World, row: AuditRecord) -> None:
    client = world.client(world.ntt, Role.UNIT_ADMINISTRATOR)
    address = reverse("audit_erase", args=[row.pk])
    assert client.get(address).status_code == 200
    refused = client.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.content.decode()
    assert client.post(address, {"reason": "Permintaan"}).status_code == 302
    shown = client.get(reverse("audit_record", args=[row.pk])).content.decode()
    assert "Panen raya" not in shown
    assert "Lihat catatan penghapusannya" in shown
    assert "Utuh" in shown


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.BUREAU_HEAD])
def test_other_readers_do_not_erase(world: World, row: AuditRecord, role: Role) -> None:
    reply = world.client(world.ntt, role).post(reverse("audit_erase", args=[row.pk]), {"reason": "Permintaan"})
    assert reply.status_code == 422
    assert not AuditPayload.objects.get(pk=row.pk).is_erased
