"""The region data that the package brings along, read into plain values. See data/NOTICE-*.md for its origin."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
#: The country's own row; Kemendagri's codes begin with the provinces.
COUNTRY_CODE = "00"


@dataclass(frozen=True, slots=True)
class GovernmentFacts:
    """One government as the data know it. `point` is (latitude, longitude) of its capital in degrees."""

    code: str
    parent_code: str
    level: str
    name: str
    short_name: str
    zone_name: str
    capital: str = ""
    point: tuple[float, float] | None = None
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NameFacts:
    """A dated name; the first of a unit has no `since`."""

    name: str
    short_name: str
    kind: str
    since: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section of the past or present."""

    name: str
    parent: str = ""
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """The unit that a government begins with."""

    code: str
    slug: str
    names: list[NameFacts]
    sections: list[SectionFacts] = field(default_factory=list)


def read_all() -> None:
    """Read every file, so that what follows reads none."""
    provinces(), regencies(), unit_histories()


@cache
def provinces() -> list[GovernmentFacts]:
    """All 38 provinces."""
    return [_province(row) for row in _rows("provinsi.csv")]


@cache
def regencies() -> list[GovernmentFacts]:
    """All 514 regencies and cities."""
    points = {row["kode"]: row for row in _rows("ntt_kabupaten_kota.csv")}
    return [_regency(row, points.get(row["kode"], {})) for row in _rows("kabupaten_kota.csv")]


def country() -> GovernmentFacts:
    """The root of the tree."""
    return GovernmentFacts(COUNTRY_CODE, "", "country", "Indonesia", "Indonesia", ZONES["WIB"], "Jakarta")


@cache
def unit_histories() -> dict[str, UnitFacts]:
    """The units whose past is known, by the code of their government."""
    document = json.loads(_text("riwayat_unit.json"))
    return {entry["kode"]: _history(entry) for entry in document["unit"]}


def _province(row: dict[str, str]) -> GovernmentFacts:
    code, name = row["kode"], row["nama"]
    abbreviation, more = _other_names().get(code, ("", frozenset()))
    # An initialism is what people say ("NTT"); a clipped word ("Jatim") is not what stands on a letterhead.
    short = abbreviation if abbreviation.isupper() or " " in abbreviation else name
    called = {name, short, abbreviation, *more}
    return GovernmentFacts(
        code=code,
        parent_code=COUNTRY_CODE,
        level="province",
        name=f"Provinsi {name}",
        short_name=short,
        zone_name=ZONES[row["zona_waktu"]],
        aliases=_with_fronts(called, ("Provinsi", "Pemprov", "Pemerintah Provinsi")) | _clean(called),
    )


def _regency(row: dict[str, str], more: dict[str, str]) -> GovernmentFacts:
    code, name, is_city = row["kode"], row["nama"], row["jenis"] == "kota"
    bare = name.removeprefix("Kabupaten ").removeprefix("Kota ")
    fronts = (
        ("Kota", "Pemkot", "Pemerintah Kota") if is_city else ("Kabupaten", "Kab.", "Pemkab", "Pemerintah Kabupaten")
    )
    abbreviation, others = _other_names().get(code, ("", frozenset()))
    called = _clean({abbreviation, *others, *more.get("alias", "").split(";")})
    aliases = _with_fronts({bare, abbreviation}, fronts) | called
    if bare not in _shared_names():
        aliases |= {bare}
    return GovernmentFacts(
        code=code,
        parent_code=row["kode_provinsi"],
        level="city" if is_city else "regency",
        name=name,
        short_name=name if is_city else bare,
        zone_name=ZONES[row["zona_waktu"]],
        capital=more.get("ibu_kota", ""),
        point=(float(more["lat"]), float(more["lon"])) if more.get("lat") else None,
        aliases=aliases,
    )


@cache
def _shared_names() -> frozenset[str]:
    """Bare names that a regency and a city share ("Kupang"): alone they name neither."""
    seen: set[str] = set()
    twice: set[str] = set()
    for row in _rows("kabupaten_kota.csv"):
        bare = row["nama"].removeprefix("Kabupaten ").removeprefix("Kota ")
        (twice if bare in seen else seen).add(bare)
    return frozenset(twice)


@cache
def _other_names() -> dict[str, tuple[str, frozenset[str]]]:
    """Code -> (abbreviation, further names), written by hand."""
    return {
        row["kode"]: (row["singkatan"], frozenset(_clean(set(row["sebutan"].split(";")))))
        for row in _rows("sebutan.csv")
    }


def _with_fronts(names: set[str], fronts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"{front} {name}" for name in _clean(names) for front in fronts)


def _clean(names: set[str]) -> frozenset[str]:
    return frozenset(name.strip() for name in names if name.strip())


def _history(entry: dict[str, Any]) -> UnitFacts:
    names = [
        NameFacts(row["nama"], row["singkat"], row["jenis"], _day(row.get("sejak")), row.get("catatan", ""))
        for row in entry["nama"]
    ]
    sections = [
        SectionFacts(row["nama"], row.get("induk", ""), _day(row.get("sampai")), row.get("catatan", ""))
        for row in entry["bagian"]
    ]
    return UnitFacts(entry["kode"], entry["slug"], names, sections)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    return iter(list(csv.DictReader(_text(name).splitlines())))


def _text(name: str) -> str:
    return (files("jembatan.foundation.units") / "data" / name).read_text(encoding="utf-8")
