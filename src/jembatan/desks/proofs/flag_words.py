"""Flags in words: a name for filters and badges, and a sentence that says what to look at."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jembatan.desks.partners.models import PartnerPaper
from jembatan.desks.partners.money import rupiah
from jembatan.desks.proofs.facts import Flag
from jembatan.desks.proofs.models import FindingFlag
from jembatan.web.times import day as day_words

AnyFlag = Flag | FindingFlag

#: Code of a flag -> its name in filters and on badges.
FLAG_NAMES: dict[str, Any] = {
    "overprice": gettext_lazy("Harga lebih tinggi"),
    "paid_twice": gettext_lazy("Bukti dipakai dua kali"),
    "papers_expired": gettext_lazy("Dokumen kedaluwarsa"),
    "papers_missing": gettext_lazy("Dokumen belum ada"),
    "unverified_outlet": gettext_lazy("Media belum terverifikasi"),
    "outside_agreement": gettext_lazy("Di luar masa kerja sama"),
    "over_budget": gettext_lazy("Melebihi anggaran"),
    "unpaid": gettext_lazy("Belum dibayar"),
    "dated_unseen": gettext_lazy("Tanggal tayang belum pasti"),
    "interrupted": gettext_lazy("Sempat hilang"),
    "ran_before_order": gettext_lazy("Tayang sebelum dipesan"),
    "other_outlet": gettext_lazy("Media lain"),
}


def flag_sentence(flag: AnyFlag) -> str:
    """What a person should look at, in one sentence."""
    return _SENTENCES.get(flag.code, _plain_sentence)(flag)


def _twice(flag: AnyFlag) -> str:
    if flag.subject == "own":
        return _("Bukti yang sama dipakai untuk pesanan %(number)s.") % {"number": flag.measured}
    return _("Bukti yang sama dipakai untuk pesanan %(unit)s.") % {"unit": flag.required}


def _expired(flag: AnyFlag) -> str:
    kind = dict(PartnerPaper.Kind.choices).get(flag.subject, flag.subject)
    if not flag.measured:
        return _("%(paper)s tidak berlaku pada tanggal pesanan.") % {"paper": kind}
    text = _("%(paper)s hanya berlaku sampai %(day)s, sebelum tanggal pesanan.")
    return text % {"paper": kind, "day": _day_text(flag.measured)}


def _outside(flag: AnyFlag) -> str:
    text = _("Dipesan %(day)s, di luar masa kerja sama.")
    if flag.subject == "published":
        text = _("Tayang %(day)s, di luar masa kerja sama.")
    return text % {"day": _day_text(flag.measured)}


def _over_budget(flag: AnyFlag) -> str:
    text = _("Pesanan sampai yang ini %(ordered)s, melebihi anggaran kerja sama %(budget)s.")
    return text % {"ordered": _money(flag.measured), "budget": _money(flag.required)}


def _unpaid(flag: AnyFlag) -> str:
    text = _("Pekerjaan yang sudah diterima belum dibayar %(owed)s; seharusnya paling lambat %(day)s.")
    if flag.subject == "complete":
        text = _("Pekerjaan sudah lengkap tetapi belum diterima dan belum dibayar %(owed)s; jatuh tempo %(day)s.")
    return text % {"owed": _money(flag.measured), "day": _day_text(flag.required)}


def _plain_sentence(flag: AnyFlag) -> str:
    sentences = {
        "papers_missing": _("Media ini belum menyerahkan dokumen apa pun."),
        "unverified_outlet": _("Verifikasi Dewan Pers media ini tidak tercatat berlaku pada tanggal pesanan."),
        "dated_unseen": _("Halaman menyebut tayang %(told)s, tetapi baru terlihat %(seen)s, sesudah batas tayang."),
        "interrupted": _("Halaman tidak ditemukan pada %(seen)s, lalu tayang kembali."),
        "ran_before_order": _("Media sudah memuatnya sebelum dipesan; itu pemberitaan biasa, bukan bukti pesanan ini."),
        "other_outlet": _("Ada bukti dari media lain; bukti itu tidak dihitung."),
    }
    days = {"told": _day_text(flag.required), "seen": _day_text(flag.measured)}
    return sentences.get(flag.code, flag.code) % days


def _overprice(flag: AnyFlag) -> str:
    sentences = {
        "agreed": _("Harga %(price)s lebih tinggi daripada harga dalam kerja sama, %(limit)s."),
        "standard": _("Harga %(price)s lebih tinggi daripada standar harga, %(limit)s."),
        "paid": _("Dibayar %(price)s, lebih dari nilai yang diterima, %(limit)s."),
    }
    return sentences[flag.subject] % {"price": _money(flag.measured), "limit": _money(flag.required)}


def _day_text(iso: str) -> str:
    try:
        return day_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def _money(text: str) -> str:
    try:
        return rupiah(Decimal(text))
    except InvalidOperation:
        return text


#: Code -> who says it; the others need no figures but days.
_SENTENCES: dict[str, Callable[[AnyFlag], str]] = {
    "overprice": _overprice,
    "paid_twice": _twice,
    "papers_expired": _expired,
    "outside_agreement": _outside,
    "over_budget": _over_budget,
    "unpaid": _unpaid,
}


def flag_names(codes: Sequence[str]) -> list[tuple[str, str]]:
    """(code, name) for filters and badges."""
    return [(code, str(FLAG_NAMES.get(code, code))) for code in codes]
