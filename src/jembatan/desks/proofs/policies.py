"""Who may do what with proofs. Each function gives all reasons against; an empty list means yes.

Four pairs of eyes, none of them twice on one placement:

    orders      an officer (partners)
    verifies    another officer: not who ordered, not who brought the proof, not the contracting officer (PPK)
    accepts     the PPK of the agreement
    pays        an officer who is not the PPK: who accepts the work does not also write down that it was paid

Officers are editors, clearing officers and bureau heads of the placement's unit, as in partners. The auditor reads.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from jembatan.desks.partners.models import Placement
from jembatan.desks.partners.money import rupiah
from jembatan.desks.proofs.models import Acceptance, Finding, HandInLink, ProofItem
from jembatan.desks.proofs.states import VerdictState
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.viewer import Role, Viewer

OFFICERS = frozenset({Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD})
#: Before a person has decided.
UNDECIDED = frozenset({"ordered", "published", "found", "short", "late"})


def reasons_against_working(viewer: Viewer, placement: Placement) -> list[str]:
    """Why `viewer` may not work on the proof of this placement (bring items, have it looked at, make links)."""
    reasons = []
    if not viewer.is_system and viewer.unit_id != placement.unit_id:
        text = _("Pesanan ini milik %(unit)s; hanya unit itu yang mengerjakan buktinya.")
        reasons.append(text % {"unit": placement.unit.name})
    if not viewer.has(*OFFICERS):
        names = [str(name) for role, name in ROLE_NAMES.items() if role in OFFICERS]
        text = _("Peran Anda tidak berwenang untuk ini. Yang berwenang: %(roles)s.")
        reasons.append(text % {"roles": ", ".join(names)})
    return reasons


def reasons_against_adding(viewer: Viewer, placement: Placement) -> list[str]:
    """Why nothing may be added to the proof now."""
    reasons = reasons_against_working(viewer, placement)
    if placement.state == "cancelled":
        reasons.append(_("Pesanan ini sudah dibatalkan."))
    elif placement.state in {"accepted", "paid"}:
        reasons.append(_("Pekerjaan ini sudah diterima; buktinya tidak ditambah lagi."))
    return reasons


def reasons_against_dismissing(viewer: Viewer, item: ProofItem, reason: str) -> list[str]:
    """Why `viewer` may not set this item aside."""
    reasons = reasons_against_working(viewer, item.placement)
    if item.placement.state not in UNDECIDED | {"vanished"}:
        reasons.append(_("Bukti ini sudah diverifikasi. Kembalikan pesanannya lebih dahulu."))
    if item.dismissed_at is not None:
        reasons.append(_("Bukti ini sudah dikesampingkan."))
    if not reason.strip():
        reasons.append(_("Isi alasannya."))
    return reasons


def reasons_against_verifying(
    viewer: Viewer, placement: Placement, finding: Finding | None, items: list[ProofItem], reason: str
) -> list[str]:
    """Why `viewer` may not verify the placement, `finding` being what the machine finds now."""
    reasons = reasons_against_working(viewer, placement)
    if viewer.user_id is not None and viewer.user_id == placement.ordered_by_id:
        reasons.append(_("Anda yang memesan publikasi ini; verifikasi dilakukan petugas lain."))
    if viewer.user_id is not None and any(item.brought_by_id == viewer.user_id for item in items if item.is_counted):
        reasons.append(_("Anda yang menambahkan buktinya; verifikasi dilakukan petugas lain."))
    if viewer.user_id is not None and viewer.user_id == placement.agreement.contracting_officer_id:
        reasons.append(_("Anda pejabat pembuat komitmen (PPK) kerja sama ini; verifikasi dilakukan petugas lain."))
    if finding is None or finding.state == VerdictState.WAITING or not any(item.is_counted for item in items):
        reasons.append(_("Belum ada bukti yang dapat diverifikasi."))
    elif finding.state == VerdictState.VANISHED:
        reasons.append(_("Publikasinya tidak tayang lagi. Minta media menayangkannya kembali."))
    elif finding.state != VerdictState.FOUND and not reason.strip():
        reasons.append(
            _("Temuan mesin belum memenuhi semua syarat. Tulis alasan mengapa pekerjaan ini tetap diverifikasi.")
        )
    return reasons


def reasons_against_returning(viewer: Viewer, placement: Placement, reason: str) -> list[str]:
    """Why `viewer` may not return the placement: an officer before it is accepted, or the PPK."""
    is_contracting = viewer.user_id is not None and viewer.user_id == placement.agreement.contracting_officer_id
    reasons = [] if is_contracting else reasons_against_working(viewer, placement)
    if not reason.strip():
        reasons.append(_("Isi alasannya, agar media atau petugas tahu apa yang harus diperbaiki."))
    return reasons


def reasons_against_accepting(viewer: Viewer, placement: Placement, amount: Decimal, note: str) -> list[str]:
    """Why `viewer` may not accept the work for `amount` (before tax)."""
    officer = placement.agreement.contracting_officer
    reasons = []
    if officer is None:
        reasons.append(_("Kerja sama ini belum mencatat pejabat pembuat komitmen (PPK)."))
    elif viewer.user_id != officer.pk:
        text = _("Hanya pejabat pembuat komitmen (%(name)s) yang menerima pekerjaan ini.")
        reasons.append(text % {"name": officer})
    if viewer.user_id is not None and _verified_by(placement) == viewer.user_id:
        reasons.append(_("Anda yang memverifikasi pekerjaan ini, jadi penerimaannya oleh orang lain."))
    if amount < 0 or amount > placement.price:
        text = _("Nilai yang diterima paling banyak harga pesanan, %(price)s sebelum pajak.")
        reasons.append(text % {"price": rupiah(placement.price)})
    elif amount < placement.price and not note.strip():
        reasons.append(_("Nilai yang diterima di bawah harga pesanan. Tulis dasarnya dalam catatan."))
    if placement.state in {"accepted", "paid"}:
        reasons.append(_("Pekerjaan ini sudah diterima."))
    elif placement.state != "verified":
        reasons.append(_("Pekerjaan ini belum diverifikasi petugas, jadi belum dapat diterima."))
    return reasons


def reasons_against_paying(
    viewer: Viewer,
    placement: Placement,
    acceptance: Acceptance | None,
    already: Decimal,
    amount: Decimal,
    paid_on: date,
    today: date,
) -> list[str]:
    """Why `viewer` may not record that `amount` (before tax) was paid; `already` was paid before."""
    reasons = reasons_against_working(viewer, placement)
    if viewer.user_id is not None and viewer.user_id == placement.agreement.contracting_officer_id:
        reasons.append(_("Anda PPK yang menerima pekerjaan ini; pembayarannya dicatat orang lain."))
    if amount <= 0:
        reasons.append(_("Isi jumlah yang dibayar."))
    if paid_on > today:
        reasons.append(_("Tanggal bayar belum tiba."))
    if acceptance is None or placement.state not in {"accepted", "paid"}:
        reasons.append(_("Pekerjaan ini belum diterima PPK, jadi belum dapat dibayar."))
        return reasons
    if paid_on < acceptance.accepted_on:
        reasons.append(_("Tanggal bayar mendahului tanggal serah terima."))
    if already + amount > acceptance.amount:
        text = _("Jumlah itu melebihi nilai yang diterima: %(accepted)s, sudah dibayar %(already)s (sebelum pajak).")
        reasons.append(text % {"accepted": rupiah(acceptance.amount), "already": rupiah(already)})
    return reasons


def reasons_against_handing_in(placement: Placement, link_state: str) -> list[str]:
    """Why nothing may be handed in by a link that stands like this."""
    if link_state == HandInLink.State.REVOKED:
        return [_("Tautan ini sudah dicabut. Minta tautan baru kepada unit yang memesan.")]
    if link_state == HandInLink.State.EXPIRED:
        return [_("Masa berlaku tautan ini sudah lewat. Minta tautan baru kepada unit yang memesan.")]
    if placement.state == "cancelled":
        return [_("Pesanan ini sudah dibatalkan.")]
    if placement.state in {"accepted", "paid"}:
        return [_("Pekerjaan ini sudah diterima. Terima kasih; tidak ada lagi yang perlu dikirim.")]
    return []


def _verified_by(placement: Placement) -> object:
    last = placement.verifications.exclude(decision="returned").last()
    return last.decided_by_id if last is not None else None
