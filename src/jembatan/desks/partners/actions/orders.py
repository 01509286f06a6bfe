"""Ordering out of an agreement, and calling an order off."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from jembatan.chain.releases.models import Release, Version
from jembatan.chain.releases.queries import published_version_of
from jembatan.desks.partners import policies
from jembatan.desks.partners.actions.letters import request_letter
from jembatan.desks.partners.actions.placements import locked_placement, move
from jembatan.desks.partners.budgets import budget_of
from jembatan.desks.partners.kinds import TEXT_KINDS, PlacementKind
from jembatan.desks.partners.models import Agreement, Letter, PaperKind, Placement, PlacementStep, Term
from jembatan.desks.partners.money import rupiah, tax_on
from jembatan.desks.partners.numbering import take_number
from jembatan.desks.partners.paperwork import day_text
from jembatan.desks.partners.states import AgreementState
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer

ORDER_PAPER, CANCELLATION_PAPER = "partners.order", "partners.cancellation"
LONGEST_TITLE, LONGEST_NOTE = 200, 500


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is ordered. `term` may be left out where the agreement has one of the kind. `release`: for kinds of text."""

    kind: str
    title: str
    term: Term | None = None
    release: Release | None = None
    note: str = ""


@action("partners.order")
def order(*, viewer: Viewer, agreement: Agreement, facts: OrderFacts) -> Placement:
    """Order a publication today (in the unit's zone); the letter goes to the partner's address, if there is one.

    Raises Refused with all reasons: the agreement is not in force or today is outside its period, it has no term for
    the kind, the budget left does not cover price and tax, a kind of text has no release that the public may read.
    """
    agreement = locked_agreement(agreement)
    today = clock.today(agreement.unit.zone)
    term = _term(agreement, facts)
    version = published_version_of(viewer, facts.release) if facts.release is not None else None
    refuse_if(
        policies.reasons_against_ordering(viewer, agreement)
        + _against_agreement(agreement, today)
        + _against_term(agreement, facts, term)
        + _against_text(facts, version)
        + _against_title(facts)
    )
    assert term is not None
    number = take_number(agreement.unit, PaperKind.ORDER, today)
    placement = _written(viewer, agreement, term, facts, version if facts.kind in TEXT_KINDS else None, today, number)
    if agreement.partner.email:
        send_paper(viewer, placement, ORDER_PAPER)
    record(
        viewer,
        "partners.order",
        unit_id=placement.unit_id,
        kind=Placement._meta.label,
        object_id=placement.pk,
        changes={
            "order_number": number,
            "agreement": agreement.pk,
            "kind": placement.kind,
            "price": placement.price,
            "tax": placement.tax,
            "version": placement.version_id,
        },
    )
    return placement


@action("partners.cancel_order")
def cancel_order(*, viewer: Viewer, placement: Placement, reason: str) -> Placement:
    """Call an order off; its money is free again, its number stays taken, and the outlet is told. Raises Refused."""
    placement = locked_placement(placement)
    reasons = policies.reasons_against_step(viewer, placement, "cancel", reason)
    if not reasons and _was_accepted(placement):
        reasons.append(_("Pekerjaan ini sudah diterima, jadi pesanannya tidak dapat dibatalkan."))
    refuse_if(reasons)
    move(viewer, placement, "cancel", reason=reason)
    if placement.agreement.partner.email:
        send_paper(viewer, placement, CANCELLATION_PAPER)
    record(
        viewer,
        "partners.cancel_order",
        unit_id=placement.unit_id,
        kind=Placement._meta.label,
        object_id=placement.pk,
        changes={"state": placement.state},
        reason=reason,
    )
    return placement


@action("partners.send_order")
def send_order(*, viewer: Viewer, placement: Placement) -> Letter:
    """Send the letter of an order (or of its cancellation) to the partner's present address. Raises Refused."""
    placement = locked_placement(placement)
    reasons = policies.reasons_against_ordering(viewer, placement.agreement)
    if not placement.agreement.partner.email:
        reasons.append(_("Mitra ini belum memiliki alamat surel. Lengkapi datanya dahulu."))
    if Letter.objects.filter(subject_id=placement.pk, state=Letter.State.QUEUED).exists():
        reasons.append(_("Surat pesanan ini masih antre untuk dikirim."))
    refuse_if(reasons)
    is_cancelled = placement.state == Placement.State.CANCELLED
    letter = send_paper(viewer, placement, CANCELLATION_PAPER if is_cancelled else ORDER_PAPER)
    record(
        viewer,
        "partners.send_order",
        unit_id=placement.unit_id,
        kind=Placement._meta.label,
        object_id=placement.pk,
        changes={"address": letter.address},
    )
    return letter


def send_paper(viewer: Viewer, placement: Placement, paper: str) -> Letter:
    """Ask for a letter about `placement` to its partner."""
    partner = placement.agreement.partner
    return request_letter(
        viewer=viewer,
        unit_id=placement.unit_id,
        paper=paper,
        subject_id=placement.pk,
        name=partner.outlet.name,
        address=partner.email,
    )


def locked_agreement(agreement: Agreement) -> Agreement:
    """The agreement as it stands, locked until the transaction ends: two orders never spend the same money."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related(
        "partner__outlet", "contracting_officer", "unit__government"
    )
    return rows.get(pk=agreement.pk)


def _term(agreement: Agreement, facts: OrderFacts) -> Term | None:
    rows = Term.objects.filter(agreement=agreement, kind=facts.kind)
    if facts.term is not None:
        return rows.filter(pk=facts.term.pk).first()
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _against_agreement(agreement: Agreement, today: date) -> list[str]:
    reasons = []
    if agreement.state != AgreementState.IN_FORCE:
        state = agreement.get_state_display()
        reasons.append(_("Kerja sama ini tidak sedang berlaku (keadaannya: %(state)s).") % {"state": state})
    if not agreement.starts_on <= today <= agreement.ends_on:
        reasons.append(
            _("Hari ini di luar masa kerja sama (%(start)s s.d. %(end)s).")
            % {"start": day_text(agreement.starts_on), "end": day_text(agreement.ends_on)}
        )
    return reasons


def _against_term(agreement: Agreement, facts: OrderFacts, term: Term | None) -> list[str]:
    if facts.kind not in PlacementKind.values:
        return [_("Jenis publikasi tidak dikenal.")]
    if term is None:
        name = PlacementKind(facts.kind).label
        if facts.term is None and Term.objects.filter(agreement=agreement, kind=facts.kind).exists():
            return [_("Kerja sama ini punya beberapa ketentuan untuk %(kind)s. Pilih salah satu.") % {"kind": name}]
        return [_("Kerja sama ini tidak punya ketentuan untuk %(kind)s.") % {"kind": name}]
    budget, cost = budget_of(agreement), term.price + tax_on(term.price, agreement.tax_percent)
    if cost > budget.left:
        return [
            _("Biayanya dengan pajak %(cost)s, sedangkan sisa anggaran kerja sama ini %(left)s.")
            % {"cost": rupiah(cost), "left": rupiah(max(budget.left, Decimal(0)))}
        ]
    return []


def _against_text(facts: OrderFacts, version: Version | None) -> list[str]:
    if facts.kind not in TEXT_KINDS:
        return []
    if facts.release is None:
        return [_("Jenis ini memuat naskah. Pilih siaran pers yang sudah terbit.")]
    if version is None:
        return [_("Siaran pers yang dipilih belum terbit.")]
    if not version.is_open_at(clock.now()):
        return [_("Embargo siaran pers yang dipilih belum lewat.")]
    return []


def _against_title(facts: OrderFacts) -> list[str]:
    reasons = []
    if not facts.title.strip():
        reasons.append(_("Isi judul pesanan."))
    if len(facts.title.strip()) > LONGEST_TITLE:
        reasons.append(_("Judul paling panjang %(n)d karakter.") % {"n": LONGEST_TITLE})
    if len(facts.note.strip()) > LONGEST_NOTE:
        reasons.append(_("Catatan paling panjang %(n)d karakter.") % {"n": LONGEST_NOTE})
    return reasons


def _written(
    viewer: Viewer,
    agreement: Agreement,
    term: Term,
    facts: OrderFacts,
    version: Version | None,
    today: date,
    number: str,
) -> Placement:
    placement = Placement.objects.create(
        unit_id=agreement.unit_id,
        agreement=agreement,
        term=term,
        kind=facts.kind,
        release=facts.release,
        version=version,
        order_number=number,
        ordered_on=today,
        ordered_by_id=viewer.user_id,
        title=" ".join(facts.title.split()),
        note=facts.note.strip(),
        price=term.price,
        tax=tax_on(term.price, agreement.tax_percent),
        # A work that may run after the agreement's end would be outside it.
        publish_by=min(today + timedelta(days=term.days_to_publish), agreement.ends_on),
        created_at=clock.now(),
    )
    PlacementStep.objects.create(
        placement=placement, act="order", after=placement.state, taken_by_id=viewer.user_id, taken_at=clock.now()
    )
    return placement


def _was_accepted(placement: Placement) -> bool:
    """Whether it vanished after the PPK had accepted it."""
    last = PlacementStep.objects.filter(placement=placement).order_by("-taken_at", "-id").first()
    settled = {Placement.State.ACCEPTED, Placement.State.PAID}
    return last is not None and last.act == "vanish" and last.before in settled
