"""Who verifies, accepts and pays, in which order, and every reason against."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from jembatan.chain.coverage.triage.models import DeskItem
from jembatan.desks.partners.actions import cancel_order
from jembatan.desks.partners.models import PaperNumbering, Placement
from jembatan.desks.partners.tests.making import bare
from jembatan.desks.proofs import actions
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import Acceptance, FindingFlag, Payment, ProofItem, Verification
from jembatan.desks.proofs.states import VerdictState, steps_to
from jembatan.desks.proofs.tests import making
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role
from tests.world import World


def refusal(act: object, **told: object) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        act(**told)  # type: ignore[operator]
    return caught.value.reasons


def accepted(world: World, **more: object) -> Placement:
    placement = making.found(world, **more)
    eyes = making.staff(world, world.ntt)
    actions.verify(viewer=eyes.verifies, placement=placement)
    actions.accept(viewer=eyes.accepts, placement=placement)
    placement.refresh_from_db()
    return placement


def pay(world: World, placement: Placement, amount: int, reference: str = "SP2D-7", days: int = 0) -> Payment:
    return actions.record_payment(
        viewer=making.staff(world, world.ntt).pays,
        placement=placement,
        amount=Decimal(amount),
        paid_on=clock.today(world.ntt.zone) + timedelta(days=days),
        reference=reference,
    )


def test_four_pairs_of_eyes_from_found_to_paid(world: World) -> None:
    eyes = making.staff(world, world.ntt)
    placement = making.found(world)
    assert placement.state == "found"
    verified = actions.verify(viewer=eyes.verifies, placement=placement)
    assert (verified.decision, verified.decided_by_id) == ("verified", eyes.verifies.user_id)
    assert verified.verdict["state"] == "found"
    record = actions.accept(viewer=eyes.accepts, placement=placement)
    assert (record.amount, record.tax, record.total) == (1_000_000, 110_000, 1_110_000)
    assert "/BAST-MEDIA/" in record.number
    payment = pay(world, placement, 1_000_000)
    assert (payment.tax, payment.total) == (110_000, 1_110_000)
    placement.refresh_from_db()
    assert placement.state == "paid"
    names = set(AuditRecord.objects.values_list("action", flat=True))
    assert {"proofs.look", "proofs.verify", "proofs.accept", "proofs.pay"} <= names


def test_the_record_is_numbered_by_the_units_pattern(world: World) -> None:
    PaperNumbering.objects.create(unit=world.ntt, kind="acceptance", pattern="BAST.{number}/{year}")
    assert accepted(world).acceptance.number == f"BAST.1/{clock.today(world.ntt.zone).year}"


def test_nobody_verifies_what_they_ordered_brought_or_accept(world: World) -> None:
    eyes = making.staff(world, world.ntt)
    placement = making.found(world)
    assert "memesan" in refusal(actions.verify, viewer=eyes.orders, placement=placement)[0]
    assert "PPK" in refusal(actions.verify, viewer=eyes.accepts, placement=placement)[0]
    actions.bring_proof(viewer=eyes.verifies, placement=placement, facts=actions.HandInFacts(note="Tangkapan layar"))
    actions.verify(viewer=eyes.verifies, placement=placement)  # a note is no proof where the text was found
    other = making.ordered(world, kind="greeting")
    actions.bring_proof(viewer=eyes.verifies, placement=other, facts=actions.HandInFacts(note="Tayang di beranda"))
    assert "menambahkan buktinya" in refusal(actions.verify, viewer=eyes.verifies, placement=other)[0]


def test_the_auditor_and_other_units_only_read(world: World) -> None:
    placement = making.found(world)
    auditor = world.viewer(world.ntt, Role.AUDITOR, email="auditor@ntt.example")
    stranger = world.viewer(world.kupang, Role.EDITOR)
    for viewer in (auditor, stranger):
        for act, more in (
            (actions.look, {}),
            (actions.verify, {"reason": "x"}),
            (actions.return_placement, {"reason": "x"}),
            (actions.make_link, {}),
            (actions.bring_proof, {"facts": actions.HandInFacts(note="x")}),
        ):
            assert refusal(act, viewer=viewer, placement=placement, **more)
    assert not Verification.objects.exists()


def test_accepting_before_verifying_and_paying_before_accepting_is_refused(world: World) -> None:
    eyes = making.staff(world, world.ntt)
    placement = making.found(world)
    assert any(
        "belum diverifikasi" in reason for reason in refusal(actions.accept, viewer=eyes.accepts, placement=placement)
    )
    told = {"placement": placement, "amount": Decimal(1), "paid_on": clock.today(world.ntt.zone), "reference": "1"}
    assert any("belum diterima" in reason for reason in refusal(actions.record_payment, viewer=eyes.pays, **told))
    assert not Acceptance.objects.exists()
    assert not Payment.objects.exists()


def test_all_reasons_are_told_at_once(world: World) -> None:
    placement = making.found(world)
    reasons = refusal(
        actions.record_payment,
        viewer=world.viewer(world.ntt, Role.CONTRIBUTOR),
        placement=placement,
        amount=Decimal(0),
        paid_on=clock.today(world.ntt.zone) + timedelta(days=2),
        reference=" ",
    )
    assert len(reasons) == 5, reasons


def test_only_the_contracting_officer_accepts_whatever_the_role(world: World) -> None:
    placement = making.found(world)
    eyes = making.staff(world, world.ntt)
    actions.verify(viewer=eyes.verifies, placement=placement)
    for viewer in (
        eyes.verifies,
        eyes.orders,
        world.viewer(world.ntt, Role.BUREAU_HEAD, email="kepala@ntt.example"),
        WORKER,
    ):
        assert any("Hanya pejabat" in reason for reason in refusal(actions.accept, viewer=viewer, placement=placement))


def test_less_than_the_price_needs_its_ground_and_more_is_refused(world: World) -> None:
    placement = making.found(world)
    eyes = making.staff(world, world.ntt)
    actions.verify(viewer=eyes.verifies, placement=placement)
    told = {"viewer": eyes.accepts, "placement": placement}
    assert any("paling banyak" in one for one in refusal(actions.accept, **told, amount=Decimal(1_000_001)))
    assert any("di bawah harga" in one for one in refusal(actions.accept, **told, amount=Decimal(800_000)))
    record = actions.accept(**told, amount=Decimal(800_000), note="Potongan terlambat dua hari.")
    assert (record.amount, record.tax) == (800_000, 88_000)
    assert refusal(actions.accept, **told) == ("Pekerjaan ini sudah diterima.",)


def test_payment_in_parts_never_exceeds_what_was_accepted(world: World) -> None:
    placement = accepted(world)
    pay(world, placement, 400_000, "A")
    placement.refresh_from_db()
    assert placement.state == "accepted"
    with pytest.raises(Refused, match="melebihi"):
        pay(world, placement, 600_001, "B")
    with pytest.raises(Refused, match="sudah dicatat"):
        pay(world, placement, 600_000, "A")
    with pytest.raises(Refused, match="mendahului"):
        pay(world, placement, 600_000, "B", days=-1)
    pay(world, placement, 600_000, "B")
    placement.refresh_from_db()
    assert placement.state == "paid"
    with pytest.raises(Refused, match="melebihi"):
        pay(world, placement, 1, "C")


def test_who_accepts_does_not_write_down_the_payment(world: World) -> None:
    placement = accepted(world)
    told = {"amount": Decimal(1), "paid_on": clock.today(world.ntt.zone), "reference": "1"}
    reasons = refusal(
        actions.record_payment, viewer=making.staff(world, world.ntt).accepts, placement=placement, **told
    )
    assert reasons == ("Anda PPK yang menerima pekerjaan ini; pembayarannya dicatat orang lain.",)


def test_a_fault_is_verified_only_with_a_reason(world: World) -> None:
    version = making.release(world)
    placement = making.ordered(world, version)
    eyes = making.staff(world, world.ntt)
    with clock.set_to(clock.now() + timedelta(days=6)):
        making.traced(making.article(placement.agreement.partner.outlet), version, (0, 300))
        placement.refresh_from_db()
        assert placement.state == "short"
        assert any("alasan" in one for one in refusal(actions.verify, viewer=eyes.verifies, placement=placement))
        done = actions.verify(viewer=eyes.verifies, placement=placement, reason="Dipotong redaksi, harga diturunkan.")
    assert done.decision == "excused"
    assert set(done.verdict["faults"]) == {"short", "late"}


def test_nothing_is_verified_that_is_not_there(world: World) -> None:
    placement = making.ordered(world, making.release(world))
    viewer = making.staff(world, world.ntt).verifies
    assert refusal(actions.verify, viewer=viewer, placement=placement, reason="x") == (
        "Belum ada bukti yang dapat diverifikasi.",
    )


def test_returning_sets_items_aside_and_asks_again(world: World) -> None:
    placement = making.found(world)
    viewer = making.staff(world, world.ntt).verifies
    item = ProofItem.objects.get(placement=placement)
    assert refusal(actions.return_placement, viewer=viewer, placement=placement, reason=" ")
    actions.return_placement(viewer=viewer, placement=placement, reason="Halaman lain.", dismiss=[item])
    placement.refresh_from_db()
    item.refresh_from_db()
    assert placement.state == "ordered"
    assert (item.is_counted, item.dismissed_reason) == (False, "Halaman lain.")
    actions.restore_item(viewer=making.staff(world, world.ntt).orders, item=item)
    placement.refresh_from_db()
    assert placement.state == "found"


def test_the_contracting_officer_returns_what_was_verified(world: World) -> None:
    placement = making.found(world)
    eyes = making.staff(world, world.ntt)
    actions.verify(viewer=eyes.verifies, placement=placement)
    actions.return_placement(viewer=eyes.accepts, placement=placement, reason="Periksa fotonya.")
    placement.refresh_from_db()
    assert placement.state == "found"  # the evidence still holds; the officer decides anew
    assert [one.decision for one in placement.verifications.all()] == ["verified", "returned"]


def test_a_dismissed_item_needs_a_reason_and_leaves_the_count(world: World) -> None:
    placement = making.found(world)
    item = ProofItem.objects.get(placement=placement)
    viewer = making.staff(world, world.ntt).orders
    assert refusal(actions.dismiss_item, viewer=viewer, item=item, reason="") == ("Isi alasannya.",)
    actions.dismiss_item(viewer=viewer, item=item, reason="Bukan halaman ini.")
    placement.refresh_from_db()
    assert placement.state == "ordered"
    assert placement.steps.last().reason


def test_paid_articles_are_marked_and_never_earned(world: World) -> None:
    placement = making.found(world)
    item = ProofItem.objects.get(placement=placement)
    row = DeskItem.objects.get(unit=world.ntt, article=item.article)
    assert row.is_paid
    actions.dismiss_item(viewer=making.staff(world, world.ntt).orders, item=item, reason="Salah.")
    row.refresh_from_db()
    assert not row.is_paid


def test_a_cancelled_order_pays_for_nothing(world: World) -> None:
    version = making.release(world)
    placement = making.ordered(world, version)
    one = making.traced(making.article(placement.agreement.partner.outlet), version, (0, 300))
    with clock.set_to(clock.now() + timedelta(days=6)):
        actions.look(viewer=WORKER, placement=placement)
        cancel_order(viewer=making.staff(world, world.ntt).orders, placement=placement, reason="Naskah berubah.")
        assert actions.look(viewer=WORKER, placement=placement) is None
    assert not DeskItem.objects.get(unit=world.ntt, article=one).is_paid


def test_the_same_article_for_two_units_is_flagged_on_both_without_telling_the_others_number(world: World) -> None:
    version = making.release(world)
    own = making.ordered(world, version)
    partner = own.agreement.partner
    other = making.ordered(world, version, unit=world.sumba_barat, of=partner)
    making.traced(making.article(partner.outlet), version, (0, 900))
    drain({actions.LOOK})
    for placement, named in ((own, "Prokopim Sumba Barat"), (other, "Biro Adpim NTT")):
        flag = FindingFlag.objects.get(finding__placement=placement, code="paid_twice")
        assert (flag.subject, flag.measured, flag.required) == ("other", "", named)


@pytest.mark.parametrize("state", ["ordered", "published", "found", "short", "late", "vanished"])
@pytest.mark.parametrize("verdict", [one.value for one in VerdictState])
def test_the_machine_can_follow_every_verdict_from_every_undecided_state(
    world: World, state: str, verdict: str
) -> None:
    """The steps are those of partners' table, and end where the verdict says."""
    from jembatan.desks.partners.actions import step_placement

    agreed = making.agreement(world, world.ntt)
    making.term(agreed, "greeting")
    placement = bare(world, agreed, state)
    for _turn in range(2):
        for step in steps_to(placement.state, verdict):
            placement = step_placement(viewer=WORKER, placement=placement, step=step, reason="uji")
    assert placement.state == {"waiting": "ordered"}.get(verdict, verdict)


@pytest.mark.parametrize("state", ["verified", "accepted", "paid"])
def test_what_a_person_decided_only_vanishing_undoes(state: str) -> None:
    assert [steps_to(state, verdict.value) for verdict in VerdictState if steps_to(state, verdict.value)] == [
        ("vanish",)
    ]
