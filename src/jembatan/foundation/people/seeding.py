"""The people in the office of 2018 whom the seed article names: a fact that comes with the package, read once."""

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in an office, and the section that it belongs to ("" for the unit itself)."""

    full_name: str
    office: str
    section: str


@dataclass(frozen=True, slots=True)
class Seed:
    """All of them, with the unit and the days between which they are shown."""

    unit_slug: str
    since: date
    until: date
    note: str
    holders: tuple[Holder, ...]


def _read() -> Seed:
    path = files("jembatan.foundation.people") / "data" / "pejabat_2018.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    return Seed(
        unit_slug=document["unit"],
        since=date.fromisoformat(document["sejak"]),
        until=date.fromisoformat(document["sampai"]),
        note=document["keterangan"],
        holders=tuple(Holder(row["nama"], row["jabatan"], row.get("bagian", "")) for row in document["pejabat"]),
    )


#: Read at import, so that no file is opened within a transaction.
SEED = _read()
