"""The words that come with the package: offices and their abbreviations, titles, names of kinds of units. Read once."""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jembatan.chain.coverage.tone.tokens import words_of


def _set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


#: The office as one word of ours -> how it is written; the level of government that has it ("" for any).
LEADERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "gubernur": ("province", ("gubernur",)),
    "wakil gubernur": ("province", ("wakil gubernur",)),
    "bupati": ("regency", ("bupati",)),
    "wakil bupati": ("regency", ("wakil bupati",)),
    "wali kota": ("city", ("wali kota", "walikota")),
    "wakil wali kota": ("city", ("wakil wali kota", "wakil walikota")),
    "sekretaris daerah": ("", ("sekretaris daerah", "sekretaris daerah provinsi", "sekretaris daerah kabupaten")),
}
#: Who stands in for somebody holds the office.
ACTING = ("pelaksana tugas", "pelaksana harian", "penjabat sementara", "penjabat", "plt", "plh", "pjs", "pj")
#: How a government is called as such, and of which level it is.
GOVERNMENTS: dict[str, str] = {
    "pemprov": "province",
    "pemerintah provinsi": "province",
    "pemerintah daerah provinsi": "province",
    "pemkab": "regency",
    "pemda kabupaten": "regency",
    "pemerintah kabupaten": "regency",
    "pemerintah daerah kabupaten": "regency",
    "pemkot": "city",
    "pemerintah kota": "city",
    "pemda": "",
    "pemerintah daerah": "",
}
#: The word of a level before a place.
LEVELS: dict[str, str] = {
    "provinsi": "province",
    "propinsi": "province",
    "prov": "province",
    "kabupaten": "regency",
    "kab": "regency",
    "kota": "city",
    "kodya": "city",
    "kotamadya": "city",
}
#: The same unit in full and in short, beyond `jabatan.json`.
UNIT_WORDS: tuple[tuple[str, ...], ...] = (
    ("dinas komunikasi dan informatika", "dinas kominfo", "diskominfo", "kominfo"),
    ("biro administrasi pimpinan", "biro adpim"),
    ("bagian protokol dan komunikasi pimpinan", "bagian prokopim", "prokopim"),
    ("biro humas dan protokol", "biro humas protokol"),
    ("sekretariat dprd", "sekretariat dewan", "setwan"),
)
#: Between the name of a unit and its place.
SECRETARIATS: tuple[str, ...] = ("setda", "sekretariat daerah", "setda provinsi", "setda kabupaten", "setda kota")
#: How the head of a unit of a kind is called: the kind's first word -> titles that take its place.
HEADS: dict[str, tuple[str, ...]] = {
    "biro": ("kepala biro", "karo", "kabiro"),
    "dinas": ("kepala dinas", "kadis"),
    "bagian": ("kepala bagian", "kabag"),
    "badan": ("kepala badan", "kaban", "kabadan"),
}
#: Before an office these say that its holder is not meant.
NOT_THE_HOLDER = _set(
    "mantan eks bekas calon cagub cabup cawagub cawabup istri suami anak ajudan staf khusus pilkada "
    "pemilihan kandidat bakal kursi peraturan keputusan surat instruksi pencalonan"
)
#: Before an office these say that its seat is meant: the institution, not its holder.
SEATS = _set("kantor gedung rumah")
#: Capitalised words that may stand beside a name and are no part of another one.
BESIDE_NAMES = _set(
    "senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober "
    "november desember bapak ibu pak bu bapa mama saudara yang mulia mulia kata menurut kepada bagi oleh namun sementara "
    "sebelumnya usai dalam dan di saat ketika sedangkan tetapi bahwa dengan untuk dari pada turut hadir bersama selain "
    "lebih itu ini wita wib wit"
)
#: A capitalised word that begins somebody else's title.
TITLES = _set(
    "ketua wakil kepala sekretaris menteri presiden direktur komandan kapolri kapolda kapolres kajati kajari danrem dandim "
    "danlanal rektor dekan uskup pastor romo anggota staf penasihat pelaksana penjabat pj plt plh camat lurah kades "
    "kadis kaban karo kabiro kabag kasubag kasubbag kabid kasi sekda asisten jubir dprd polda polres kejati forkopimda"
)


#: Words that go on after a place and make it another one.
DIRECTIONS = _set("daya laut utara selatan timur barat tengah tenggara hilir hulu kepulauan raya")
#: Before a place, also written large at the head of a sentence, these say that the place itself is meant.
BEFORE_PLACES = _set("di ke dari se warga masyarakat rakyat penduduk wilayah seluruh pemuda petani nelayan")
#: Services that belong to the government whose place follows their name.
OWN_SERVICES = _set(
    "dinas dinkes dinsos dishub disdik dispar dprkpp bappeda bapelitbangda bapenda bpbd bkd inspektorat satpol rsud"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `data/jabatan.json` says, ready for comparing."""

    front_titles: frozenset[str]
    short_offices: dict[str, tuple[str, ...]]
    short_units: dict[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    """The shipped words, read once."""
    document: dict[str, Any] = json.loads(
        (files("jembatan.chain.coverage.tone") / "data" / "jabatan.json").read_text(encoding="utf-8")
    )
    return Vocabulary(
        front_titles=frozenset(word for title in document["gelar_depan"] for word in words_of(title)),
        short_offices={short.casefold(): words_of(full) for short, full in document["singkatan"].items()},
        short_units={
            " ".join(words_of(short)): words_of(full)
            for short, full in document["unit"].items()
            if "dugaan" not in full
        },
    )


def office_words(office: str) -> tuple[str, ...]:
    """An office in full words and small letters: "Wagub NTT" is ("wakil", "gubernur", "ntt")."""
    short = vocabulary().short_offices
    full = tuple(word for written in words_of(office) for word in short.get(written, (written,)))
    return tuple(" ".join(full).replace("walikota", "wali kota").split())


def leader_forms() -> dict[tuple[str, ...], str]:
    """Every way to write a leader's office, without place -> the office as one word of ours."""
    forms = {words_of(form): role for role, (_level, written) in LEADERS.items() for form in written}
    for short, full in vocabulary().short_offices.items():
        role = " ".join(full)
        base = "sekretaris daerah" if role.startswith("sekretaris daerah") else role
        if base in LEADERS:
            forms[(short,)] = base
    return forms


@lru_cache(maxsize=4096)
def unit_forms(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The same name of a unit, in full and in short: "dinas komunikasi dan informatika" also as "diskominfo"."""
    written = " ".join(words)
    forms = {written}
    pairs = [(" ".join(full), short) for short, full in vocabulary().short_units.items()]
    for one, other in pairs:
        for text in tuple(forms):
            forms |= {_swap(text, one, other), _swap(text, other, one)}
    for group in UNIT_WORDS:
        for text in tuple(forms):
            forms |= {other for other in group if text in group}
    return frozenset(tuple(form.split()) for form in forms)


def _swap(text: str, one: str, other: str) -> str:
    return f" {text} ".replace(f" {one} ", f" {other} ").strip()
