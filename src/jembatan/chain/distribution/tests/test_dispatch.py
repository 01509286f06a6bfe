"""Who may send what to whom, and who is left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jembatan.chain.distribution import actions, queries, states
from jembatan.chain.distribution.actions import SEND, dispatch_version
from jembatan.chain.distribution.models import Delivery, Dispatch, LeftOut
from jembatan.chain.distribution.tests.making import contact, contact_list, dispatched, kinds, sender
from jembatan.chain.releases.actions import retract_version
from jembatan.chain.releases.tests.making import cleared, clearer, published, submitted
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role
from tests.world import World

MAY = {Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_send(world: World, role: Role) -> None:
    version, one = published(world), contact(world.ntt, "Ani")
    viewer = world.viewer(world.ntt, role)
    if role in MAY:
        assert dispatch_version(viewer=viewer, version=version, contacts=[one]).deliveries.count() == 1
    else:
        with pytest.raises(Refused, match="tidak berwenang"):
            dispatch_version(viewer=viewer, version=version, contacts=[one])
        assert not Dispatch.objects.exists()


def test_another_unit_sends_neither_the_release_nor_to_our_contacts(world: World) -> None:
    version, ours = published(world), contact(world.ntt, "Ani")
    stranger = world.viewer(world.kupang, Role.EDITOR)
    theirs = contact(world.kupang, "Budi")
    with pytest.raises(Refused) as refusal:
        dispatch_version(viewer=stranger, version=version, contacts=[ours, theirs])
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="tidak ditemukan"):
        dispatch_version(viewer=sender(world), version=version, contacts=[ours, theirs])
    assert not Delivery.objects.exists()


def test_only_what_is_public_goes_out(world: World) -> None:
    one, viewer = contact(world.ntt, "Ani"), sender(world)
    soon = clock.now() + timedelta(hours=3)
    old = published(world)
    published(world, old.release, body="<p>Teks yang diperbarui seluruhnya.</p>")
    gone = published(world)
    retract_version(viewer=clearer(world), version=gone, reason="Keliru")
    for version in (submitted(world), cleared(world), published(world, embargo_until=soon), old, gone):
        with pytest.raises(Refused):
            dispatch_version(viewer=viewer, version=version, contacts=[one])
    assert not Delivery.objects.exists()
    assert not Intent.objects.filter(kind=SEND).exists()


def test_an_embargoed_release_goes_out_when_its_time_has_come(world: World) -> None:
    one, soon = contact(world.ntt, "Ani"), clock.now() + timedelta(hours=3)
    version = published(world, embargo_until=soon)
    with pytest.raises(Refused, match="Embargo"):
        dispatch_version(viewer=sender(world), version=version, contacts=[one])
    with clock.set_to(soon + timedelta(seconds=1)):
        assert dispatch_version(viewer=sender(world), version=version, contacts=[one]).deliveries.count() == 1


def test_everybody_on_the_lists_gets_it_or_is_named_with_the_reason(world: World) -> None:
    ani, budi = contact(world.ntt, "Ani"), contact(world.ntt, "Budi")
    silent, resting = contact(world.ntt, "Citra", ""), contact(world.ntt, "Dedi", is_active=False)
    twin = contact(world.ntt, "Zus Ani", "ANI@pos.example")
    first = contact_list(world.ntt, [ani, silent, resting])
    second = contact_list(world.ntt, [ani, budi, twin], "Semua media")
    dispatch = dispatch_version(
        viewer=sender(world), version=published(world), lists=[first, second], contacts=[budi], note=" Mohon \n dimuat "
    )
    assert {one.contact for one in dispatch.deliveries.all()} == {ani, budi}
    assert dict(dispatch.left_out.values_list("contact__name", "reason")) == {
        "Citra": "no_address",
        "Dedi": "inactive",
        "Zus Ani": "same",
    }
    assert dispatch.note == "Mohon dimuat"
    assert Intent.objects.filter(kind=SEND).count() == 2
    assert all(kinds(one) == ["queued"] for one in dispatch.deliveries.all())
    record = AuditRecord.objects.get(action="distribution.dispatch")
    assert record.object_id == dispatch.pk
    assert "@" not in str(record.fields)


def test_nobody_gets_a_version_twice(world: World) -> None:
    first = dispatched(world, 2)
    held = first.deliveries.first()
    new = contact(world.ntt, "Baru")
    everybody = [one.contact for one in first.deliveries.all()]
    with pytest.raises(Refused, match="sudah dikirim"):
        dispatch_version(viewer=sender(world), version=first.version, contacts=everybody)
    second = dispatch_version(viewer=sender(world), version=first.version, contacts=[*everybody, new])
    assert [one.contact for one in second.deliveries.all()] == [new]
    assert set(second.left_out.values_list("reason", flat=True)) == {LeftOut.Reason.HAS_IT}
    assert Delivery.objects.filter(version=first.version, contact=held.contact).count() == 1


def test_the_next_version_goes_to_the_same_people(world: World) -> None:
    first = dispatched(world, 2)
    version = published(world, first.version.release, body="<p>Teks yang diperbarui seluruhnya.</p>")
    lists = list(first.lists.all())
    assert dispatch_version(viewer=sender(world), version=version, lists=lists).deliveries.count() == 2


def test_a_choice_that_grew_unseen_is_refused(world: World) -> None:
    chosen = contact_list(world.ntt, [contact(world.ntt, "Ani")])
    version = published(world)
    chosen.contacts.add(contact(world.ntt, "Budi"))
    with pytest.raises(Refused, match="berubah"):
        dispatch_version(viewer=sender(world), version=version, lists=[chosen], expected=1)
    assert dispatch_version(viewer=sender(world), version=version, lists=[chosen], expected=2).pk


def test_nothing_chosen_and_empty_lists_are_refused(world: World) -> None:
    version, viewer = published(world), sender(world)
    with pytest.raises(Refused, match="Pilih"):
        dispatch_version(viewer=viewer, version=version)
    with pytest.raises(Refused, match="belum berisi"):
        dispatch_version(viewer=viewer, version=version, lists=[contact_list(world.ntt, [])])
    sleeping = contact_list(world.ntt, [contact(world.ntt, "Ani")], "Lama")
    sleeping.is_active = False
    sleeping.save()
    with pytest.raises(Refused, match="tidak aktif"):
        dispatch_version(viewer=viewer, version=version, lists=[sleeping])


def test_the_table_has_no_other_steps() -> None:
    every = {states.QUEUED, states.SENT, states.DELIVERED, states.BOUNCED, states.FAILED}
    acts = {line.act for line in states.TABLE}
    possible = {(act, state) for act in acts for state in every if states.may(act, state)}
    assert possible == {
        ("send", "queued"),
        ("give_up", "queued"),
        ("retry", "failed"),
        ("deliver", "sent"),
        ("bounce", "sent"),
    }
    for act in acts:
        for state in every - {before for name, before in possible if name == act}:
            with pytest.raises(KeyError):
                states.after(act, state)


def test_only_senders_try_again(world: World) -> None:
    delivery = dispatched(world).deliveries.get()
    Delivery.objects.update(state="failed", reason="550 no")
    for viewer in (world.viewer(world.ntt, Role.AUDITOR), world.viewer(world.kupang, Role.EDITOR)):
        with pytest.raises(Refused):
            actions.retry_delivery(viewer=viewer, delivery=delivery)
        with pytest.raises(Refused):
            actions.retry_held(viewer=viewer, dispatch=delivery.dispatch)
    assert Delivery.objects.get().state == "failed"


def test_figures_add_up(world: World) -> None:
    dispatch = dispatched(world, 4)
    pks = list(dispatch.deliveries.order_by("address").values_list("pk", flat=True))
    Delivery.objects.filter(pk=pks[0]).update(state="sent")
    Delivery.objects.filter(pk=pks[1]).update(state="failed")
    Delivery.objects.filter(pk=pks[2]).update(is_held=True)
    counts = queries.counts(queries.deliveries_in(sender(world), dispatch))
    assert (counts.total, counts.sent, counts.failed, counts.held, counts.queued, counts.settled) == (4, 1, 1, 1, 1, 2)
