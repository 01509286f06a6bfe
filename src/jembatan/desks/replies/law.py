"""What the law says of replies and corrections, as facts with their source; unverified ones are shown as such."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "fakta_pers.json"
VERIFIED = "terverifikasi"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what holds, by which rule, where it was read, and how sure that is (`status`, in words)."""

    key: str
    text: str
    basis: str
    source: str
    status: str

    @property
    def is_verified(self) -> bool:
        """Whether the fact was verified against its source."""
        return self.status.startswith(VERIFIED)

    @property
    def links(self) -> list[str]:
        """The addresses of its source."""
        return [part.strip() for part in self.source.split(" ; ") if part.strip().startswith("http")]


@cache
def facts() -> dict[str, Fact]:
    """The facts about the press, by key."""
    rows = json.loads(FILE.read_text("utf-8"))
    return {row["id"]: Fact(row["id"], row["fakta"], row["dasar"], row["sumber"], row["status"]) for row in rows}


def facts_about_replies() -> list[Fact]:
    """The facts that a request stands on, in the order in which they are read."""
    return [facts()[key] for key in ("pers-5", "hj-isi", "hj-batas", "siber", "dp-pengaduan")]
