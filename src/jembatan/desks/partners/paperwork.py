"""The papers that go to outlets, each set anew from the same facts to the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation

from jembatan.desks.partners.models import Accreditation, Letter, Placement
from jembatan.desks.partners.money import percent_text, rupiah
from jembatan.foundation import clock
from jembatan.foundation.typesetting import typeset
from jembatan.foundation.units.models import Unit

TEMPLATES = Path(__file__).parent / "papers"


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter ready to go: the PDF, what it is called, and the mail that carries it."""

    content: bytes
    name: str
    subject: str
    text: str


@dataclass(slots=True)
class Papers:
    """Who sets which paper ("partners.order"). Filled in `config` only; a maker answers None if it must not go out."""

    makers: dict[str, Callable[[Letter], Paper | None]] = field(default_factory=dict)
    #: Where an outlet hands in its proof without an account; the room of the proofs says it.
    hand_in: Callable[[Placement], str] | None = None

    def register(self, name: str, maker: Callable[[Letter], Paper | None]) -> None:
        """Have `maker` set the papers called `name`."""
        self.makers[name] = maker

    def of(self, letter: Letter) -> Paper | None:
        """The paper of a letter, set now; None: what it is about no longer stands."""
        return self.makers[letter.paper](letter)


papers = Papers()


def day_text(day: date) -> str:
    """ "25 April 2018", in Indonesian, as letters are."""
    with translation.override("id"):
        return formats.date_format(day, "j F Y")


def qr(address: str) -> bytes:
    """An SVG of the QR code for `address`."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, scale=4, dark="#1e2a5e", light="#ffffff")
    return out.getvalue()


def sender_facts(unit: Unit, day: date) -> dict[str, Any]:
    """Who writes: the unit as it was called on `day`, its government, how to reach it."""
    return {
        "unit": unit.name_on(day),
        "government": unit.government.name,
        "address": [part for part in (unit.email, unit.government.capital) if part],
        "place": unit.government.capital,
        "dateline": f"{unit.government.capital}, {day_text(day)}" if unit.government.capital else day_text(day),
    }


def check_address(token: str, name: str) -> str:
    """The public page that says whether a paper is genuine."""
    return f"{settings.BASE_URL}{reverse(name, args=[token])}"


def order_pdf(placement: Placement) -> bytes:
    """The Surat Pesanan of a placement (agreement, partner, term, version, unit at hand)."""
    address = check_address(placement.check_token, "order_check")
    return typeset(
        TEMPLATES / "order.typ", order_facts(placement) | {"check": address}, pictures={"qr.svg": qr(address)},
        made_at=placement.created_at,
    )  # fmt: skip


def order_facts(placement: Placement) -> dict[str, Any]:
    """What stands in a Surat Pesanan, all of it text."""
    agreement, term = placement.agreement, placement.term
    with translation.override("id"):
        kind = str(term)
    share = f"{term.least_share * 100:.0f}%"
    return sender_facts(placement.unit, placement.ordered_on) | {
        "number": placement.order_number,
        "day": day_text(placement.ordered_on),
        "outlet": agreement.partner.outlet.name,
        "legal_name": agreement.partner.legal_name,
        "street": agreement.partner.street,
        "kind": kind,
        "title": placement.title,
        "note": placement.note,
        "release": _release_line(placement),
        "release_address": _release_address(placement),
        "agreement": agreement.number,
        "agreement_period": f"{day_text(agreement.starts_on)} s.d. {day_text(agreement.ends_on)}",
        "catalogue": agreement.catalogue_number,
        "budget_code": agreement.budget_code,
        "price": rupiah(placement.price),
        "tax_name": f"{agreement.tax_name or 'Pajak'} {percent_text(agreement.tax_percent)}%",
        "tax": rupiah(placement.tax),
        "total": rupiah(placement.total),
        "publish_by": day_text(placement.publish_by),
        "share": share if placement.is_text and term.least_share else "",
        "days_online": str(term.days_online) if term.days_online else "",
        "payment_days": str(agreement.payment_days),
        "officer": str(agreement.contracting_officer or ""),
        "hand_in": papers.hand_in(placement) if papers.hand_in is not None else "",
        "is_cancelled": placement.state == Placement.State.CANCELLED,
    }


def order_letter(letter: Letter) -> Paper | None:
    """The order as it goes to the outlet; None once it is cancelled."""
    placement = _placement(letter.subject_id)
    if placement.state == Placement.State.CANCELLED:
        return None
    facts = order_facts(placement)
    text = (
        f"Yth. Pemimpin Redaksi {facts['outlet']}\n\n"
        f"Bersama ini kami sampaikan Surat Pesanan Nomor {facts['number']} tanggal {facts['day']}: "
        f"{facts['kind']}, “{facts['title']}”. Surat lengkapnya terlampir.\n\n"
        f"Tayang paling lambat: {facts['publish_by']}\n"
        + (f"Teks resmi: {facts['release_address']}\n" if facts["release_address"] else "")
        + (f"Kirim bukti tayang lewat: {facts['hand_in']}\n" if facts["hand_in"] else "")
        + f"\n{facts['unit']}\n"
    )
    return Paper(order_pdf(placement), _file_name(placement), f"Surat Pesanan {facts['number']}", text)


def cancellation_letter(letter: Letter) -> Paper | None:
    """That an order was cancelled, with the reason."""
    placement = _placement(letter.subject_id)
    step = placement.steps.filter(act="cancel").last()
    facts = order_facts(placement)
    reason = step.reason if step is not None else ""
    content = typeset(
        TEMPLATES / "cancellation.typ",
        facts | {"reason": reason} | sender_facts(placement.unit, _local_day(placement.unit, letter)),
        made_at=letter.created_at,
    )
    text = (
        f"Yth. Pemimpin Redaksi {facts['outlet']}\n\nSurat Pesanan Nomor {facts['number']} tanggal {facts['day']} "
        f"kami batalkan.\nAlasan: {reason}\n\n{facts['unit']}\n"
    )
    return Paper(content, f"batal-{_file_name(placement)}", f"Pembatalan Surat Pesanan {facts['number']}", text)


def badge_pdf(accreditation: Accreditation) -> bytes:
    """The press badge of a granted accreditation (A6), with the QR of its check page."""
    event, journalist = accreditation.event, accreditation.journalist
    address = check_address(accreditation.token, "accreditation_check")
    zone = accreditation.unit.zone
    starts_at = event.starts_at.astimezone(zone)
    data = sender_facts(accreditation.unit, starts_at.date()) | {
        "name": journalist.name,
        "outlet": journalist.partner.outlet.name,
        "card": journalist.card,
        "event": event.title,
        "place_of_event": event.place,
        "day": day_text(starts_at.date()),
        "check": address,
    }
    return typeset(
        TEMPLATES / "badge.typ", data, pictures={"qr.svg": qr(address)},
        made_at=accreditation.decided_at or clock.now(),
    )  # fmt: skip


def _placement(pk: UUID) -> Placement:
    rows = Placement.objects.select_related(
        "agreement__partner__outlet", "agreement__contracting_officer", "term", "version__release", "unit__government"
    )
    return rows.get(pk=pk)


def _release_line(placement: Placement) -> str:
    if placement.version is None:
        return ""
    number = placement.version.release.number
    return f"{placement.version.title}" + (f" (No. {number})" if number else "")


def _release_address(placement: Placement) -> str:
    if placement.version is None:
        return ""
    return f"{settings.BASE_URL}{reverse('newsroom_release', args=[placement.version.release_id])}"


def _file_name(placement: Placement) -> str:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in placement.order_number)
    return f"surat-pesanan-{plain.strip('-').lower() or placement.pk}.pdf"


def _local_day(unit: Unit, letter: Letter) -> date:
    return letter.created_at.astimezone(unit.zone).date()
