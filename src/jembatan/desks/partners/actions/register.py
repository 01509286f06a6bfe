"""The register that the network shares: partners, what the press council verified, their papers, their journalists."""

from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.desks.partners import policies
from jembatan.desks.partners.models import Journalist, Partner, PartnerPaper
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.actions import TakenFile, keep
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Government, Unit, Visibility
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What an outlet says of itself. `reach`: people a month."""

    legal_name: str = ""
    legal_form: str = ""
    tax_number: str = ""
    editor: str = ""
    reach: int | None = None
    region: Government | None = None
    street: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A document of a partner, and the days that it covers (None: open)."""

    kind: str
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class JournalistFacts:
    """A journalist as typed."""

    name: str
    beats: str = ""
    card: str = ""
    email: str = ""
    phone: str = ""


@action("partners.register_partner")
def register_partner(*, viewer: Viewer, outlet: Outlet, facts: PartnerFacts = PartnerFacts()) -> Partner:
    """Take an outlet into the register, for the whole network. Raises Refused with all reasons."""
    reasons = policies.reasons_against_registering(viewer) + _against_facts(facts)
    if Partner.objects.filter(outlet=outlet).exists():
        reasons.append(_("%(name)s sudah tercatat sebagai mitra.") % {"name": outlet.name})
    refuse_if(reasons)
    return _keep_partner(viewer, "partners.register_partner", Partner(outlet=outlet), facts)


@action("partners.change_partner")
def change_partner(*, viewer: Viewer, partner: Partner, facts: PartnerFacts) -> Partner:
    """Correct what the register says of a partner, for the whole network. Raises Refused with all reasons."""
    refuse_if(policies.reasons_against_registering(viewer) + _against_facts(facts))
    return _keep_partner(viewer, "partners.change_partner", partner, facts)


def _keep_partner(viewer: Viewer, name: str, partner: Partner, facts: PartnerFacts) -> Partner:
    told = {field: getattr(facts, field) for field in facts.__slots__}
    for field, value in told.items():
        setattr(partner, field, " ".join(value.split()) if isinstance(value, str) else value)
    partner.save()
    changes = told | {"outlet": partner.outlet_id, "region": facts.region.code if facts.region else None}
    record(viewer, name, unit_id=viewer.unit_id, kind=Partner._meta.label, object_id=partner.pk, changes=changes)
    return partner


@action("partners.note_verification")
def note_verification(
    *,
    viewer: Viewer,
    partner: Partner,
    level: str,
    verified_on: date | None = None,
    verified_until: date | None = None,
    address: str = "",
    evidence: TakenFile | None = None,
) -> Partner:
    """Write down how far the press council has verified the outlet, since when, and by what evidence.

    Evidence: the page of the council (`address`) or a file taken in before; what is there already counts. "none" takes
    the day away. Raises Refused with all reasons.
    """
    is_verified = level != Partner.PressCouncil.NONE
    today = _today(viewer)
    reasons = policies.reasons_against_registering(viewer)
    if level not in Partner.PressCouncil.values:
        reasons.append(_("Tingkat verifikasi tidak dikenal."))
    if is_verified and verified_on is None:
        reasons.append(_("Isi tanggal verifikasi Dewan Pers."))
    if verified_on is not None and verified_on > today:
        reasons.append(_("Tanggal verifikasi belum tiba."))
    if verified_on is not None and verified_until is not None and verified_until < verified_on:
        reasons.append(_("Masa berlaku berakhir sebelum tanggal verifikasi."))
    if address and urlsplit(address).scheme not in {"http", "https"}:
        reasons.append(_("Alamat bukti harus berupa alamat web (https://…)."))
    if is_verified and evidence is None and not address and partner.verification_file_id is None:
        reasons.append(_("Sertakan bukti verifikasi: alamat halaman Dewan Pers atau berkasnya."))
    refuse_if(reasons)
    partner.press_council = Partner.PressCouncil(level)
    partner.verified_on = verified_on if is_verified else None
    partner.verified_until = verified_until if is_verified else None
    partner.verification_address = address if is_verified else ""
    if evidence is not None:
        partner.verification_file = _kept(viewer, evidence)
    partner.save()
    record(
        viewer,
        "partners.note_verification",
        unit_id=viewer.unit_id,
        kind=Partner._meta.label,
        object_id=partner.pk,
        changes={
            "press_council": level,
            "verified_on": partner.verified_on,
            "verified_until": partner.verified_until,
            "verification_address": partner.verification_address,
            "sha256": evidence.sha256 if evidence else None,
        },
    )
    return partner


@action("partners.add_paper")
def add_paper(*, viewer: Viewer, partner: Partner, facts: PaperFacts, file: TakenFile | None = None) -> PartnerPaper:
    """Keep a document of a partner. Raises Refused with all reasons."""
    reasons = policies.reasons_against_registering(viewer)
    if facts.kind not in PartnerPaper.Kind.values:
        reasons.append(_("Jenis dokumen tidak dikenal."))
    if facts.valid_from and facts.valid_until and facts.valid_until < facts.valid_from:
        reasons.append(_("Masa berlaku berakhir sebelum dimulai."))
    if not facts.number.strip() and file is None:
        reasons.append(_("Isi nomor dokumen, atau sertakan berkasnya."))
    refuse_if(reasons)
    paper = PartnerPaper.objects.create(
        partner=partner, **asdict(facts), file=_kept(viewer, file) if file is not None else None
    )
    record(
        viewer,
        "partners.add_paper",
        unit_id=viewer.unit_id,
        kind=PartnerPaper._meta.label,
        object_id=paper.pk,
        changes=asdict(facts) | {"partner": partner.pk, "sha256": file.sha256 if file else None},
    )
    return paper


@action("partners.remove_paper")
def remove_paper(*, viewer: Viewer, paper: PartnerPaper) -> None:
    """Take a document out of the register that was entered by mistake; the audit keeps that it was there."""
    refuse_if(policies.reasons_against_registering(viewer))
    record(
        viewer,
        "partners.remove_paper",
        unit_id=viewer.unit_id,
        kind=PartnerPaper._meta.label,
        object_id=paper.pk,
        changes={"kind": paper.kind, "number": paper.number, "partner": paper.partner_id},
    )
    paper.delete()


@action("partners.add_journalist")
def add_journalist(*, viewer: Viewer, partner: Partner, facts: JournalistFacts) -> Journalist:
    """Add a journalist of a partner, for the whole network. Raises Refused with all reasons."""
    return _keep_journalist(viewer, "partners.add_journalist", Journalist(partner=partner), facts)


@action("partners.change_journalist")
def change_journalist(
    *, viewer: Viewer, journalist: Journalist, facts: JournalistFacts, is_active: bool = True
) -> Journalist:
    """Correct a journalist, or note that they no longer work there (`is_active`). Raises Refused with all reasons."""
    journalist.is_active = is_active
    return _keep_journalist(viewer, "partners.change_journalist", journalist, facts)


def _keep_journalist(viewer: Viewer, name: str, journalist: Journalist, facts: JournalistFacts) -> Journalist:
    reasons = policies.reasons_against_registering(viewer) + _against_email(facts.email)
    if not facts.name.strip():
        reasons.append(_("Isi nama wartawan."))
    same = Journalist.objects.filter(partner_id=journalist.partner_id, name__iexact=" ".join(facts.name.split()))
    if same.exclude(pk=journalist.pk).exists():
        reasons.append(_("Wartawan dengan nama itu sudah tercatat di media ini."))
    refuse_if(reasons)
    for field, value in asdict(facts).items():
        setattr(journalist, field, " ".join(value.split()))
    journalist.save()
    record(
        viewer,
        name,
        unit_id=viewer.unit_id,
        kind=Journalist._meta.label,
        object_id=journalist.pk,
        changes=asdict(facts) | {"partner": journalist.partner_id, "is_active": journalist.is_active},
    )
    return journalist


def _against_facts(facts: PartnerFacts) -> list[str]:
    reasons = _against_email(facts.email)
    if facts.legal_form and facts.legal_form not in Partner.LegalForm.values:
        reasons.append(_("Bentuk badan hukum tidak dikenal."))
    if facts.reach is not None and facts.reach < 0:
        reasons.append(_("Jangkauan tidak boleh kurang dari nol."))
    return reasons


def _against_email(email: str) -> list[str]:
    if not email.strip():
        return []
    try:
        validate_email(email.strip())
    except ValidationError:
        return [_("Alamat surel “%(email)s” tidak dapat dibaca.") % {"email": email}]
    return []


def _kept(viewer: Viewer, file: TakenFile) -> StoredFile:
    """Evidence of the register is the network's, like the register."""
    assert viewer.unit_id is not None
    return keep(viewer=viewer, taken=file, unit_id=viewer.unit_id, visibility=Visibility.NETWORK)


def _today(viewer: Viewer) -> date:
    unit = Unit.objects.select_related("government").filter(Q(pk=viewer.unit_id)).first()
    return clock.today(unit.zone) if unit is not None else clock.now().date()
