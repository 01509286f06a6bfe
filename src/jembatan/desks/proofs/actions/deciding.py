"""What people decide: an officer verifies or returns, the contracting officer accepts, an officer notes the payment."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from jembatan.desks.partners.actions import step_placement
from jembatan.desks.partners.models import PaperKind, Placement
from jembatan.desks.partners.money import tax_on
from jembatan.desks.partners.numbering import take_number
from jembatan.desks.proofs import policies
from jembatan.desks.proofs.actions.bringing import set_aside
from jembatan.desks.proofs.actions.looking import locked, look
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import Acceptance, Payment, ProofItem, Verification
from jembatan.desks.proofs.states import Decision, VerdictState
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer

LONGEST_REASON, LONGEST_REFERENCE = 500, 80


@action("proofs.verify")
def verify(*, viewer: Viewer, placement: Placement, reason: str = "") -> Verification:
    """A named officer says that the machine's finding holds; or, with a reason, that the work is good all the same.

    The machine looks once more before. Raises Refused with all reasons.
    """
    finding = look(viewer=WORKER, placement=placement)
    placement = locked(placement)
    items = list(ProofItem.objects.filter(placement=placement, dismissed_at=None))
    reasons = policies.reasons_against_verifying(viewer, placement, finding, items, reason) + _against_length(reason)
    if placement.state in {"verified", "accepted", "paid"}:
        reasons.append(_("Pekerjaan ini sudah diverifikasi."))
    refuse_if(reasons)
    assert finding is not None
    is_found = finding.state == VerdictState.FOUND
    step_placement(viewer=viewer, placement=placement, step="verify" if is_found else "excuse", reason=reason)
    return _decided(viewer, placement, Decision.VERIFIED if is_found else Decision.EXCUSED, reason, finding.verdict)


@action("proofs.return")
def return_placement(
    *, viewer: Viewer, placement: Placement, reason: str, dismiss: Collection[ProofItem] = ()
) -> Verification:
    """Send a proof back with the reason; the items in `dismiss` do not hold and are set aside. Raises Refused."""
    placement = locked(placement)
    items = list(ProofItem.objects.filter(placement=placement, pk__in=[item.pk for item in dismiss]))
    refuse_if(policies.reasons_against_returning(viewer, placement, reason) + _against_length(reason))
    finding = getattr(placement, "finding", None)
    step_placement(viewer=viewer, placement=placement, step="return", reason=reason)
    decision = _decided(viewer, placement, Decision.RETURNED, reason, finding.verdict if finding else {})
    for item in items:
        if item.dismissed_at is None:
            item.placement = placement
            set_aside(viewer, item, reason)
    look(viewer=WORKER, placement=placement)
    return decision


@action("proofs.accept")
def accept(*, viewer: Viewer, placement: Placement, amount: Decimal | None = None, note: str = "") -> Acceptance:
    """The contracting officer accepts the verified work for `amount` before tax (the price), with a record (BAST).

    The number is taken by the unit's pattern. Raises Refused with all reasons.
    """
    look(viewer=WORKER, placement=placement)
    placement = locked(placement)
    amount = placement.price if amount is None else amount
    refuse_if(policies.reasons_against_accepting(viewer, placement, amount, note) + _against_length(note))
    assert viewer.user_id is not None
    today = clock.today(placement.unit.zone)
    acceptance = Acceptance.objects.create(
        placement=placement,
        number=take_number(placement.unit, PaperKind.ACCEPTANCE, today),
        accepted_on=today,
        amount=amount,
        tax=tax_on(amount, placement.agreement.tax_percent),
        note=note.strip(),
        accepted_by_id=viewer.user_id,
        accepted_at=clock.now(),
    )
    step_placement(viewer=viewer, placement=placement, step="accept")
    record(
        viewer,
        "proofs.accept",
        unit_id=placement.unit_id,
        kind=Acceptance._meta.label,
        object_id=acceptance.pk,
        changes={"number": acceptance.number, "amount": amount, "tax": acceptance.tax},
        reason=note,
    )
    look(viewer=WORKER, placement=placement)
    return acceptance


@action("proofs.pay")
def record_payment(*, viewer: Viewer, placement: Placement, amount: Decimal, paid_on: date, reference: str) -> Payment:
    """Note that `amount` (before tax; the tax on it is computed) was paid. Raises Refused with all reasons.

    Paid in parts, the placement is paid once the whole accepted amount is.
    """
    placement = locked(placement)
    acceptance = Acceptance.objects.filter(placement=placement).first()
    already = paid_so_far(placement)
    today = clock.today(placement.unit.zone)
    reference = " ".join(reference.split())
    reasons = policies.reasons_against_paying(viewer, placement, acceptance, already, amount, paid_on, today)
    if not reference or len(reference) > LONGEST_REFERENCE:
        reasons.append(_("Isi nomor bukti bayar (SP2D, kuitansi), paling panjang 80 karakter."))
    elif Payment.objects.filter(placement=placement, reference=reference).exists():
        reasons.append(_("Pembayaran dengan nomor itu sudah dicatat."))
    refuse_if(reasons)
    assert viewer.user_id is not None
    assert acceptance is not None
    payment = Payment.objects.create(
        placement=placement,
        amount=amount,
        tax=tax_on(amount, placement.agreement.tax_percent),
        paid_on=paid_on,
        reference=reference,
        recorded_by_id=viewer.user_id,
        recorded_at=clock.now(),
    )
    record(
        viewer,
        "proofs.pay",
        unit_id=placement.unit_id,
        kind=Payment._meta.label,
        object_id=payment.pk,
        changes={"amount": amount, "tax": payment.tax, "paid_on": paid_on, "reference": reference},
    )
    if already + amount == acceptance.amount:
        step_placement(viewer=viewer, placement=placement, step="pay")
    look(viewer=WORKER, placement=placement)
    return payment


def paid_so_far(placement: Placement) -> Decimal:
    """What was paid of it before tax."""
    return Decimal(Payment.objects.filter(placement=placement).aggregate(paid=Sum("amount"))["paid"] or 0)


def _decided(
    viewer: Viewer, placement: Placement, decision: Decision, reason: str, verdict: dict[str, object]
) -> Verification:
    assert viewer.user_id is not None
    row = Verification.objects.create(
        placement=placement,
        decision=decision,
        reason=" ".join(reason.split()),
        verdict=verdict,
        decided_by_id=viewer.user_id,
        decided_at=clock.now(),
    )
    name = "proofs.return" if decision == Decision.RETURNED else "proofs.verify"
    record(
        viewer,
        name,
        unit_id=placement.unit_id,
        kind=Verification._meta.label,
        object_id=row.pk,
        changes={"placement": placement.pk, "decision": decision},
        reason=reason,
    )
    return row


def _against_length(text: str) -> list[str]:
    if len(text.strip()) <= LONGEST_REASON:
        return []
    return [_("Alasan atau catatan paling panjang %(n)d karakter.") % {"n": LONGEST_REASON}]
