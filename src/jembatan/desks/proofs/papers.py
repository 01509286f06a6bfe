"""The papers of a proof: the proof itself and the record of acceptance (BAST), as archival PDFs, in Indonesian."""

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from jembatan.chain.coverage.evidence.queries import evidence_of, picture_of
from jembatan.chain.coverage.models import Match
from jembatan.desks.partners.models import Placement
from jembatan.desks.partners.money import rupiah
from jembatan.desks.proofs import queries, wording
from jembatan.desks.proofs.facts import Verdict
from jembatan.desks.proofs.flag_words import flag_sentence
from jembatan.desks.proofs.models import Acceptance, Finding, ProofItem, Verification
from jembatan.desks.proofs.passages import Passage, passages_of
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation.files.photos import open_photo
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.typesetting import typeset
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer
from jembatan.web.times import day, when

TEMPLATES = Path(__file__).parent / "papers"
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
#: More pictures than this make a file that nobody can send.
MOST_PICTURES = 4


def proof_pdf(viewer: Viewer, placement: Placement, finding: Finding) -> bytes:
    """The proof of publication as PDF/A: order, terms, what ran, what still stands, who decided."""
    with translation.override("id"):
        data, pictures = proof_data(viewer, placement, finding)
        address = check_address(placement)
        data["check"], data["seal"] = address, seal_of(finding)
        return typeset(
            TEMPLATES / "proof.typ",
            data,
            pictures=pictures | {"qr.svg": _qr(address)},
            archival=True,
            made_at=finding.found_at,
        )


def acceptance_pdf(placement: Placement, acceptance: Acceptance, verified: Verification | None) -> bytes:
    """The record of acceptance (BAST) as PDF/A, with what was verified. The same bytes whenever it is made."""
    with translation.override("id"):
        agreement, partner = placement.agreement, placement.agreement.partner
        address = check_address(placement)
        data = _letterhead(placement, acceptance.accepted_on) | {
            "number": acceptance.number,
            "day": day(acceptance.accepted_on),
            "officer": str(acceptance.accepted_by),
            "outlet": partner.outlet.name,
            "legal_name": partner.legal_name or partner.outlet.name,
            "editor": partner.editor,
            "agreement": agreement.number,
            "work": _order_rows(placement),
            "result": [] if verified is None else _term_rows(from_json(verified.verdict)),
            "amount": rupiah(acceptance.amount),
            "tax": rupiah(acceptance.tax),
            "tax_name": _tax_name(placement),
            "total": rupiah(acceptance.total),
            "note": acceptance.note,
            "check": address,
        }
        return typeset(
            TEMPLATES / "acceptance.typ",
            data,
            pictures={"qr.svg": _qr(address)},
            archival=True,
            made_at=acceptance.accepted_at,
        )


def proof_data(viewer: Viewer, placement: Placement, finding: Finding) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What stands in the proof, all of it text, and the pictures that belong to it."""
    verdict = from_json(finding.verdict)
    items = queries.items_of(viewer, placement)
    shown, pictures = _pictures(viewer, items)
    flags = [flag_sentence(flag) for flag in verdict.flags]
    data = _letterhead(placement, placement.ordered_on) | {
        "order": _order_rows(placement),
        "title": placement.title,
        "number": placement.order_number,
        "summary": wording.summary(verdict, placement),
        "state": str(placement.get_state_display()),
        "terms": _term_rows(verdict),
        "flags": flags,
        "items": [_item(item, verdict, viewer, placement) for item in items],
        "pictures": shown,
        "evidence": [row for item in items if item.is_counted for row in _evidence(viewer, item)],
        "looks": [row for item in items if item.is_counted for row in _looks(item)],
        "passages": [_piece(one) for one in passages_of(viewer, placement)],
        "people": _people(viewer, placement),
        "payments": _payments(viewer, placement),
        "found_at": when(finding.found_at),
    }
    return data, pictures


def seal_of(finding: Finding) -> str:
    """SHA-256 over the verdict as it is kept, so that two prints of one finding can be told for one."""
    told = json.dumps(finding.verdict, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def check_address(placement: Placement) -> str:
    """The public page that the QR leads to."""
    return f"{settings.BASE_URL}{reverse('proof_check', args=[placement.check_token])}"


def file_name(kind: str, placement: Placement) -> str:
    """A harmless name: bukti-tayang-012-sp-media-iii-2026.pdf."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in placement.order_number)
    return f"{kind}-{plain.strip('-').lower() or placement.pk}.pdf"


def _letterhead(placement: Placement, on: date) -> dict[str, Any]:
    unit = placement.unit
    return {
        "unit": unit.name_on(on),
        "government": unit.government.name,
        "address": [part for part in (unit.email, unit.government.capital) if part],
        "place": unit.government.capital,
    }


def _order_rows(placement: Placement) -> list[list[str]]:
    agreement, term = placement.agreement, placement.term
    release = placement.version
    rows = [
        (_("Surat pesanan"), placement.order_number),
        (_("Tanggal pesanan"), day(placement.ordered_on)),
        (_("Kerja sama"), agreement.number),
        (_("Nomor e-katalog"), agreement.catalogue_number),
        (_("Kode rekening"), agreement.budget_code),
        (_("Media"), agreement.partner.outlet.name),
        (_("Badan hukum"), agreement.partner.legal_name),
        (_("Jenis publikasi"), str(term)),
        (_("Judul"), placement.title),
        (_("Naskah"), "" if release is None else f"{release.title} {release.release.number}".strip()),
        (_("Harga standar"), rupiah(term.standard_price)),
        (_("Harga pesanan"), rupiah(placement.price)),
        (_tax_name(placement), rupiah(placement.tax)),
        (_("Jumlah"), rupiah(placement.total)),
    ]
    return [[label, value] for label, value in rows if value]


def _tax_name(placement: Placement) -> str:
    agreement = placement.agreement
    percent = f"{agreement.tax_percent.normalize():f}".replace(".", ",")
    return f"{agreement.tax_name or _('Pajak')} {percent}%"


def _term_rows(verdict: Verdict) -> list[list[str]]:
    return [[line.name, line.required, line.measured, line.status] for line in wording.term_lines(verdict)]


def _item(item: ProofItem, verdict: Verdict, viewer: Viewer, placement: Placement) -> dict[str, str]:
    article = item.article
    why = wording.passed_over_words(verdict).get(item.key, "")
    if item.dismissed_at is not None:
        why = _("dikesampingkan: %(reason)s") % {"reason": item.dismissed_reason}
    share = _share_of(viewer, placement, item)
    covers = ""
    if item.covers_from and item.covers_until:
        covers = _("%(first)s s.d. %(last)s") % {"first": day(item.covers_from), "last": day(item.covers_until)}
    told = article.published_at if article is not None else None
    return {
        "title": wording.title_of(item),
        "address": article.address if article is not None else "",
        "ran": when(told) if told else (day(item.ran_on) if item.ran_on else covers),
        "seen": when(item.seen_at),
        "by": str(item.get_way_display()) + (f" ({item.brought_name})" if item.brought_name else ""),
        "share": "" if share is None else wording.share_text(share),
        "place": item.place,
        "note": item.note,
        "sha256": item.file.sha256 if item.file is not None else "",
        "counts": "" if item.is_counted else (why or _("tidak dihitung")),
    }


def _share_of(viewer: Viewer, placement: Placement, item: ProofItem) -> float | None:
    if not placement.is_text or placement.release_id is None or item.article_id is None:
        return None
    rows = visible(Match, viewer).filter(article_id=item.article_id, version__release_id=placement.release_id)
    return max(rows.values_list("release_share", flat=True), default=None)


def _evidence(viewer: Viewer, item: ProofItem) -> list[list[str]]:
    """What is kept of the article, unchangeable: the page as fetched, its picture, each with its hash."""
    if item.article is None:
        return []
    return [
        [str(one.get_kind_display()), when(one.fetched_at), one.sha256] for one in evidence_of(viewer, item.article)
    ]


def _looks(item: ProofItem) -> list[list[str]]:
    return [
        [
            wording.title_of(item)[:60],
            when(check.at),
            str(check.get_outcome_display()),
            "" if check.share is None else wording.share_text(check.share),
            check.sha256,
        ]
        for check in item.checks.all()
    ]


def _piece(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "ran": passage.has_run}


def _people(viewer: Viewer, placement: Placement) -> list[list[str]]:
    rows = [[_("Memesan"), str(placement.ordered_by or ""), day(placement.ordered_on), ""]]
    for one in queries.verifications_of(viewer, placement):
        rows.append([_decision(one), str(one.decided_by), when(one.decided_at), one.reason])
    acceptance = queries.acceptance_of(viewer, placement)
    if acceptance is not None:
        text = _("BAST %(number)s, %(total)s") % {"number": acceptance.number, "total": rupiah(acceptance.total)}
        rows.append([_("Menerima (PPK)"), str(acceptance.accepted_by), day(acceptance.accepted_on), text])
    return rows


def _decision(row: Verification) -> str:
    return str(row.get_decision_display())


def _payments(viewer: Viewer, placement: Placement) -> list[list[str]]:
    return [
        [day(one.paid_on), one.reference, rupiah(one.amount), rupiah(one.tax), rupiah(one.total)]
        for one in queries.payments_of(viewer, placement)
    ]


def _pictures(viewer: Viewer, items: list[ProofItem]) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """What was handed in as a picture, and the page of an article as it was drawn when it was fetched."""
    shown: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    for item in items:
        file = item.file if item.article is None else picture_of(viewer, item.article)
        if file is None or item.dismissed_at is not None or file.media_type not in PICTURES:
            continue
        path = path_of(file)
        if not path.exists() or len(pictures) >= MOST_PICTURES:
            continue
        name = f"item-{len(pictures) + 1}.{PICTURES[file.media_type]}"
        pictures[name] = path.read_bytes()
        photo = open_photo(path, file.media_type)
        is_wide = photo.width * 1.3 >= photo.height
        shown.append({"name": name, "title": wording.title_of(item), "sha256": file.sha256, "wide": is_wide})
    return shown, pictures


def _qr(address: str) -> bytes:
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, scale=4, dark="#1e2a5e", light="#ffffff")
    return out.getvalue()


def hand_in_address(token: str) -> str:
    """The full address of the page where the outlet hands in its proof."""
    return f"{settings.BASE_URL}{reverse('hand_in', args=[token])}"


def hand_in_of(placement: Placement) -> str:
    """The address for the order's letter: the newest link that opens; empty if none does."""
    return next((hand_in_address(link.token) for link in queries.open_links(placement)), "")
