"""Kelengkapan: seven plain questions to a text. Each check says what it found; nothing here blocks anybody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.releases.blocks import blocks_of

_OFFICES = re.compile(
    r"\b(?:(?:wakil )?(?:gubernur|bupati|wali ?kota|presiden|menteri)|sekda|sekretaris daerah"
    r"|kepala (?:dinas|biro|bagian|badan|desa)|ketua|camat|lurah|direktur|asisten|staf ahli|juru bicara)\b",
    re.IGNORECASE,
)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_DATES = re.compile(
    rf"\(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)|\b\d{{1,2}}[-/ ](?:{_MONTHS}|\d{{1,2}})\b(?:[-/ ]\d{{4}})?"
    r"|\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b",
    re.IGNORECASE,
)
_PLACES = re.compile(r"\b(?:di|bertempat di|ke) ((?:[A-Z][\w’'-]+ ?){1,4})")
_REASONS = re.compile(r"\b(?:karena|sebab|agar|supaya|guna|untuk|bertujuan|dalam rangka|demi)\b", re.IGNORECASE)
_QUOTES = re.compile(r"[“\"«][^”\"»]{15,}[”\"»]")
_CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+62|\b0)[\d -]{7,}\d|\bnarahubung\b|\bkontak media\b", re.IGNORECASE
)
_FEWEST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: the text in work, and what stands around it."""

    title: str
    body: str
    place: str = ""
    leaders: Sequence[str] = ()
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One question: its word, what answers it ("" if nothing does), and what to do then."""

    label: str
    found: str
    hint: str

    @property
    def is_done(self) -> bool:
        """Whether the text answers the question."""
        return bool(self.found)


def checks(subject: Subject) -> list[Check]:
    """The seven checks, in the order in which a reader asks."""
    blocks = blocks_of(subject.body)
    text = "\n".join(block.text for block in blocks)
    has_quote = any(block.kind in {"quote", "speaker"} for block in blocks)
    return [
        Check(_("Siapa"), _who(subject, text), _("Sebut nama atau jabatan yang berbuat, misalnya Gubernur.")),
        Check(_("Apa"), _what(subject, text), _("Isi judul dan uraikan peristiwanya, sedikitnya 40 kata.")),
        Check(_("Kapan"), _first(_DATES, text), _("Sebut hari atau tanggal, misalnya Rabu (25/4).")),
        Check(_("Di mana"), _where(subject, text), _("Sebut tempatnya, misalnya di Waikabubak.")),
        Check(_("Mengapa dan kutipan"), _why(text, has_quote), _("Jelaskan alasannya, atau kutip seorang pembicara.")),
        Check(
            _("Foto"),
            ngettext("%(n)d foto", "%(n)d foto", subject.photos) % {"n": subject.photos} if subject.photos else "",
            _("Pilih sedikitnya satu foto."),
        ),
        Check(_("Narahubung"), _first(_CONTACTS, text), _("Tulis nomor telepon atau surel untuk pertanyaan media.")),
    ]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return " ".join(found[0].split()) if found else ""


def _who(subject: Subject, text: str) -> str:
    whole = f"{subject.title}\n{text}".casefold()
    named = next((name for name in subject.leaders if name and name.casefold() in whole), "")
    return named or _first(_OFFICES, text) or _first(_OFFICES, subject.title)


def _what(subject: Subject, text: str) -> str:
    words = len(text.split())
    return _("%(n)d kata") % {"n": words} if subject.title and words >= _FEWEST_WORDS else ""


def _where(subject: Subject, text: str) -> str:
    """The event's place if its most telling word is named, else what follows "di" with a capital."""
    words: list[str] = re.findall(r"[A-Z][\w’'-]{3,}", subject.place)
    for word in words:
        if re.search(rf"\b{re.escape(word)}\b", text):
            return word
    found = _PLACES.search(text)
    return found[1].strip() if found else ""


def _why(text: str, has_quote: bool) -> str:
    if has_quote or _QUOTES.search(text):
        return _("ada kutipan")
    return _first(_REASONS, text)
