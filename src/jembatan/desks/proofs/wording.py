"""A verdict in words: each term with what was measured and what was ordered, each flag as a sentence."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import facts
from jembatan.desks.proofs.facts import TermResult, Verdict
from jembatan.desks.proofs.models import ProofItem
from jembatan.web.times import day as day_words

STATUS_KINDS = {facts.MET: "done", facts.UNMET: "attention", facts.OPEN: "waiting", facts.UNTOLD: "neutral"}
VERDICT_KINDS = {
    "found": "done",
    "short": "attention",
    "late": "attention",
    "vanished": "attention",
    "published": "waiting",
}


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term for a table."""

    name: str
    status: str
    kind: str
    measured: str
    required: str


def term_lines(verdict: Verdict) -> list[TermLine]:
    """Every term with what was measured against what was ordered."""
    return [
        TermLine(_term_name(term), _status(term), STATUS_KINDS[term.status], _amount(term), _required(term))
        for term in verdict.terms
    ]


def summary(verdict: Verdict, placement: Placement) -> str:
    """The verdict in one sentence."""
    if verdict.state == facts.WAITING:
        return _("Belum ada publikasi; batas tayangnya %(day)s.") % {"day": day_words(placement.publish_by)}
    parts = [_fault(fault, verdict) for fault in verdict.faults]
    if parts:
        return " ".join(parts)
    if verdict.state == facts.PUBLISHED:
        return _("Ada publikasi, tetapi belum semua syaratnya dapat diukur.")
    return _("Publikasi ditemukan dan semua syaratnya terpenuhi.")


def _fault(fault: str, verdict: Verdict) -> str:
    if fault == facts.VANISHED and verdict.vanished is not None:
        gone = verdict.vanished
        text = _("Tidak ditemukan lagi pada %(day)s, sesudah %(days)d dari %(of)d hari.")
        return text % {"day": day_words(gone.on), "days": gone.days, "of": gone.of}
    if fault == facts.LATE:
        n = verdict.days_late
        if verdict.first_on is None:
            text = ngettext("Belum tayang, lewat %(n)d hari.", "Belum tayang, lewat %(n)d hari.", n)
        else:
            text = ngettext("Terlambat %(n)d hari.", "Terlambat %(n)d hari.", n)
        return text % {"n": n}
    short = [term for term in verdict.unmet if term.name in {facts.SHARE, facts.PLACE, facts.PERIOD}]
    lines = [f"{_term_name(term)}: {_amount(term)}, {_required(term)}" for term in short]
    return _("Kurang: %(terms)s.") % {"terms": "; ".join(lines)}


def _term_name(term: TermResult) -> str:
    return {
        facts.SHARE: _("Naskah yang dimuat"),
        facts.DEADLINE: _("Tanggal tayang"),
        facts.PLACE: _("Jam tayang") if term.required == "minute" else _("Halaman"),
        facts.PERIOD: _("Masa langganan"),
        facts.ONLINE: _("Tetap daring"),
    }[term.name]


def _status(term: TermResult) -> str:
    return {
        facts.MET: _("Terpenuhi"),
        facts.UNMET: _("Tidak terpenuhi"),
        facts.OPEN: _("Masih berjalan"),
        facts.UNTOLD: _("Belum dapat dipastikan"),
    }[term.status]


def _amount(term: TermResult) -> str:
    """What was measured. A share is rounded down, so that 59.9% is never shown as the 60% that it is not."""
    value = term.measured
    if term.name == facts.SHARE:
        return _("belum terukur") if value is None else share_text(float(str(value)))
    if term.name == facts.DEADLINE:
        return day_words(value) if isinstance(value, date) else _("belum tayang")
    if term.name == facts.PLACE:
        return str(value) or _("tidak disebut")
    if value is None:
        return _("belum diperiksa")
    return ngettext("%(n)d hari", "%(n)d hari", int(str(value))) % {"n": int(str(value))}


def _required(term: TermResult) -> str:
    value = term.required
    if term.name == facts.SHARE:
        return _("sedikitnya %(share)s") % {"share": share_text(float(str(value)))}
    if term.name == facts.DEADLINE:
        return _("paling lambat %(day)s") % {"day": day_words(value) if isinstance(value, date) else ""}
    if term.name == facts.PLACE:
        return _("harus disebut")
    return ngettext("sedikitnya %(n)d hari", "sedikitnya %(n)d hari", int(str(value))) % {"n": int(str(value))}


def share_text(share: float) -> str:
    """A share in per cent with one decimal where it needs one, rounded down."""
    tenths = int(share * 1000 + 1e-6)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}%"


def title_of(item: ProofItem) -> str:
    """What an item is called: the article's title, the file's name, or what was told."""
    if item.article is not None:
        return item.article.title or item.article.address
    if item.file is not None:
        return item.file.original_name
    return item.place or item.note[:80] or _("Keterangan")


def passed_over_words(verdict: Verdict) -> dict[str, str]:
    """Why an item does not count, by its key."""
    words = {
        "other_outlet": _("bukan dari media ini"),
        "before_order": _("tayang sebelum dipesan"),
        "not_in_release": _("tidak memuat naskah yang dipesan"),
    }
    return {key: words[reason] for key, reason in verdict.passed_over}
