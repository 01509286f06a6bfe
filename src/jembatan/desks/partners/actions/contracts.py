"""Agreements and their terms."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jembatan.desks.partners import policies
from jembatan.desks.partners.actions.orders import locked_agreement
from jembatan.desks.partners.budgets import budget_of
from jembatan.desks.partners.kinds import TEXT_KINDS, PlacementKind
from jembatan.desks.partners.models import Agreement, Partner, Term
from jembatan.desks.partners.money import rupiah
from jembatan.desks.partners.states import AGREEMENT, AgreementState, move_from
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.people.models import User
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer

MOST = Decimal("99999999999999")  # what the column holds, and more than any region's budget for media


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement as typed. `budget` is its ceiling with tax, in rupiah."""

    partner: Partner
    number: str
    starts_on: date
    ends_on: date
    budget: Decimal
    subject: str = ""
    catalogue_number: str = ""
    budget_code: str = ""
    tax_name: str = ""
    tax_percent: Decimal = Decimal(0)
    payment_days: int = 30
    contracting_officer: User | None = None


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term as typed. `least_share` 0 to 1; prices before tax."""

    kind: str
    price: Decimal
    label: str = ""
    standard_price: Decimal | None = None
    least_share: Decimal = Decimal(0)
    days_to_publish: int = 3
    days_online: int = 0


@action("partners.draft_agreement")
def draft_agreement(*, viewer: Viewer, facts: AgreementFacts) -> Agreement:
    """Begin an agreement of the viewer's unit. Raises Refused with all reasons."""
    refuse_if(policies.reasons_against_contracting(viewer) + _against_facts(viewer, facts, None))
    assert viewer.unit_id is not None
    agreement = Agreement(unit_id=viewer.unit_id, created_by_id=viewer.user_id, created_at=clock.now())
    return _keep(viewer, "partners.draft_agreement", agreement, facts)


@action("partners.change_agreement")
def change_agreement(*, viewer: Viewer, agreement: Agreement, facts: AgreementFacts, reason: str = "") -> Agreement:
    """Change an agreement. One in force only by an addendum: with a reason, the same partner and number, and a budget
    that covers what is ordered. Raises Refused with all reasons."""
    agreement = locked_agreement(agreement)
    reasons = policies.reasons_against_contracting(viewer, agreement) + _against_facts(viewer, facts, agreement)
    if agreement.state == AgreementState.IN_FORCE:
        reasons += _against_addendum(agreement, facts, reason)
    elif agreement.state != AgreementState.DRAFT:
        reasons.append(_("Kerja sama ini sudah tidak berlaku, jadi isinya tidak diubah lagi."))
    refuse_if(reasons)
    return _keep(viewer, "partners.change_agreement", agreement, facts, reason)


@action("partners.step_agreement")
def step_agreement(*, viewer: Viewer, agreement: Agreement, act: str, reason: str = "") -> Agreement:
    """Put an agreement in force ("start"), "end" it, or "terminate" it with a reason. Raises Refused with all reasons."""
    agreement = locked_agreement(agreement)
    reasons = policies.reasons_against_agreement_step(viewer, agreement, act, reason)
    if act == "start":
        if not agreement.terms.exists():
            reasons.append(_("Tambahkan sedikitnya satu ketentuan (jenis publikasi dan harganya)."))
        if agreement.contracting_officer_id is None:
            reasons.append(_("Tetapkan pejabat pembuat komitmen (PPK) dahulu."))
    refuse_if(reasons)
    move = move_from(AGREEMENT, act, agreement.state)
    assert move is not None
    agreement.state, agreement.reason = AgreementState(move.after), " ".join(reason.split())[:500]
    agreement.save(update_fields=["state", "reason"])
    record(
        viewer,
        "partners.step_agreement",
        unit_id=agreement.unit_id,
        kind=Agreement._meta.label,
        object_id=agreement.pk,
        changes={"state": agreement.state},
        reason=reason,
    )
    return agreement


@action("partners.set_term")
def set_term(*, viewer: Viewer, agreement: Agreement, facts: TermFacts, term: Term | None = None) -> Term:
    """Add a term, or change `term` while nothing is ordered by it. Raises Refused with all reasons."""
    agreement = locked_agreement(agreement)
    reasons = policies.reasons_against_contracting(viewer, agreement) + _against_term(agreement, facts, term)
    if term is not None and term.placements.exists():
        reasons.append(_("Ada pesanan menurut ketentuan ini, jadi isinya tidak diubah. Tambahkan ketentuan baru."))
    refuse_if(reasons)
    term = term or Term(agreement=agreement)
    for field, value in asdict(facts).items():
        setattr(term, field, " ".join(value.split()) if isinstance(value, str) else value)
    term.save()
    record(
        viewer,
        "partners.set_term",
        unit_id=agreement.unit_id,
        kind=Term._meta.label,
        object_id=term.pk,
        changes=asdict(facts) | {"agreement": agreement.pk},
    )
    return term


@action("partners.remove_term")
def remove_term(*, viewer: Viewer, term: Term) -> None:
    """Take a term out by which nothing was ordered. Raises Refused with all reasons."""
    agreement = locked_agreement(term.agreement)
    reasons = policies.reasons_against_contracting(viewer, agreement)
    if term.placements.exists():
        reasons.append(_("Ada pesanan menurut ketentuan ini, jadi ketentuan ini tetap."))
    if agreement.state != AgreementState.DRAFT and agreement.terms.count() == 1:
        reasons.append(_("Kerja sama yang berlaku memerlukan sedikitnya satu ketentuan."))
    refuse_if(reasons)
    record(
        viewer,
        "partners.remove_term",
        unit_id=agreement.unit_id,
        kind=Term._meta.label,
        object_id=term.pk,
        changes={"agreement": agreement.pk, "kind": term.kind, "label": term.label},
    )
    term.delete()


def _keep(viewer: Viewer, name: str, agreement: Agreement, facts: AgreementFacts, reason: str = "") -> Agreement:
    told: dict[str, Any] = {field: getattr(facts, field) for field in facts.__slots__}
    for field, value in told.items():
        setattr(agreement, field, " ".join(value.split()) if isinstance(value, str) else value)
    agreement.save()
    officer = facts.contracting_officer
    changes = told | {"partner": facts.partner.pk, "contracting_officer": officer.pk if officer else None}
    record(
        viewer,
        name,
        unit_id=agreement.unit_id,
        kind=Agreement._meta.label,
        object_id=agreement.pk,
        changes=changes,
        reason=reason,
    )
    return agreement


def _against_facts(viewer: Viewer, facts: AgreementFacts, agreement: Agreement | None) -> list[str]:
    reasons = []
    number = " ".join(facts.number.split())
    unit_id = agreement.unit_id if agreement is not None else viewer.unit_id
    if not number:
        reasons.append(_("Isi nomor kerja sama."))
    same = Agreement.objects.filter(unit=unit_id, number=number).first()
    if number and same is not None and same != agreement:
        reasons.append(_("Nomor kerja sama ini sudah dipakai di unit Anda."))
    if facts.ends_on < facts.starts_on:
        reasons.append(_("Masa kerja sama berakhir sebelum dimulai."))
    if not 0 <= facts.budget <= MOST:
        reasons.append(_("Anggaran harus antara nol dan %(most)s.") % {"most": rupiah(MOST)})
    if not 0 <= facts.tax_percent <= 100:
        reasons.append(_("Tarif pajak harus antara 0 dan 100 persen."))
    officer = facts.contracting_officer
    if officer is not None and not officer.memberships.filter(unit=unit_id).exists():
        reasons.append(_("%(name)s bukan anggota unit ini.") % {"name": officer})
    return reasons


def _against_addendum(agreement: Agreement, facts: AgreementFacts, reason: str) -> list[str]:
    reasons = []
    if not reason.strip():
        reasons.append(_("Kerja sama ini sedang berlaku. Isi dasar perubahannya, misalnya nomor adendum."))
    if facts.partner.pk != agreement.partner_id or " ".join(facts.number.split()) != agreement.number:
        reasons.append(_("Mitra dan nomor kerja sama yang sedang berlaku tidak diubah. Buat kerja sama baru."))
    bound = budget_of(agreement).bound
    if facts.budget < bound:
        reasons.append(_("Anggaran tidak boleh di bawah yang sudah dipesan, %(bound)s.") % {"bound": rupiah(bound)})
    if (facts.tax_percent, facts.tax_name) != (agreement.tax_percent, agreement.tax_name) and bound:
        reasons.append(_("Pajak tidak diubah lagi karena sudah ada pesanan."))
    return reasons


def _against_term(agreement: Agreement, facts: TermFacts, term: Term | None) -> list[str]:
    if facts.kind not in PlacementKind.values:
        return [_("Jenis publikasi tidak dikenal.")]
    reasons = []
    if agreement.state not in {AgreementState.DRAFT, AgreementState.IN_FORCE}:
        reasons.append(_("Kerja sama ini sudah tidak berlaku, jadi isinya tidak diubah lagi."))
    same = Term.objects.filter(agreement=agreement, kind=facts.kind, label__iexact=" ".join(facts.label.split()))
    if any(one != term for one in same):
        reasons.append(_("Ketentuan untuk jenis ini sudah ada. Beri keterangan yang membedakannya."))
    if not 0 <= facts.price <= MOST or not 0 <= (facts.standard_price or 0) <= MOST:
        reasons.append(_("Harga harus antara nol dan %(most)s.") % {"most": rupiah(MOST)})
    if not 0 <= facts.least_share <= 1:
        reasons.append(_("Bagian teks harus antara 0 dan 100 persen."))
    if facts.least_share and facts.kind not in TEXT_KINDS:
        reasons.append(_("Jenis ini tidak memuat naskah, jadi bagian teksnya dikosongkan."))
    if facts.days_to_publish < 0 or facts.days_online < 0:
        reasons.append(_("Jumlah hari tidak boleh kurang dari nol."))
    return reasons
