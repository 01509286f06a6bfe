"""What the desk is narrowed by: read from an address, kept with a saved search, asked of one article by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone.models import Tone
from jembatan.chain.coverage.triage.states import DeskState
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.search.queries import query_words
from jembatan.foundation.search.words import stem, words

#: Values of `tone` for what a person should look at, of `origin`, of `money`, of `assigned`.
REVIEW = "review"
OWN, OTHER = "own", "other"
PAID, EARNED = "paid", "earned"
MINE, NOBODYS = "me", "nobody"
ALL = "all"
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """Empty values narrow nothing, but for `state`: empty is "new", and "all" is every state. Days are inclusive."""

    state: str = DeskState.NEW
    words: str = ""
    outlet: UUID | None = None
    kind: str = ""
    named: UUID | None = None
    tone: str = ""
    origin: str = ""
    money: str = ""
    since: date | None = None
    until: date | None = None
    assigned: str = ""
    search: UUID | None = None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "DeskFilter":
        """From an address line; what can't be read narrows nothing."""
        return cls(
            state=_one_of(given.get("keadaan"), [*DeskState.values, ALL]) or str(DeskState.NEW),
            words=" ".join(str(given.get("kata", "")).replace("\x00", " ").split())[:LONGEST_WORDS],
            outlet=read_id(str(given.get("media", ""))),
            kind=_one_of(given.get("jenis"), Outlet.Kind.values),
            named=read_id(str(given.get("unit", ""))),
            tone=_one_of(given.get("tone"), [*Tone.values, REVIEW]),
            origin=_one_of(given.get("asal"), [OWN, OTHER]),
            money=_one_of(given.get("bayar"), [PAID, EARNED]),
            since=_day(given.get("dari")),
            until=_day(given.get("sampai")),
            assigned=_one_of(given.get("tugas"), [MINE, NOBODYS]),
            search=read_id(str(given.get("pencarian", ""))),
        )

    def address(self, **changes: Any) -> dict[str, str]:
        """The parts of an address line that say this, with `changes`."""
        shown = replace(self, **changes)
        parts = {name: getattr(shown, one) for one, name in NAMES.items()}
        told = {
            name: value.isoformat() if isinstance(value, date) else str(value or "") for name, value in parts.items()
        }
        return {name: value for name, value in told.items() if value and (name, value) != ("keadaan", "new")}

    @property
    def saved(self) -> dict[str, str]:
        """What a saved search keeps: what an article is, not what was done with it or when it came."""
        return {name: value for name, value in self.address().items() if name in SAVED}

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state narrows."""
        return any(name != "keadaan" for name in self.address())


NAMES = {
    "state": "keadaan",
    "words": "kata",
    "outlet": "media",
    "kind": "jenis",
    "named": "unit",
    "tone": "tone",
    "origin": "asal",
    "money": "bayar",
    "since": "dari",
    "until": "sampai",
    "assigned": "tugas",
    "search": "pencarian",
}
SAVED = frozenset({"kata", "media", "jenis", "unit", "tone", "asal", "bayar"})
assert set(NAMES) == {field.name for field in fields(DeskFilter)}


@dataclass(frozen=True, slots=True)
class Arrived:
    """An article as a saved search looks at it. `named`: the institutions that it names."""

    article: Article
    named: frozenset[UUID]
    is_own_release: bool
    tone: str
    is_paid: bool = False


def fits(narrow: DeskFilter, arrived: Arrived) -> bool:
    """Whether an article is what a saved search looks for; the same answer as the list would give."""
    article = arrived.article
    outlet = article.outlet
    return (
        (narrow.outlet is None or narrow.outlet == article.outlet_id)
        and (not narrow.kind or (outlet is not None and outlet.kind == narrow.kind))
        and (narrow.named is None or narrow.named in arrived.named)
        and (not narrow.tone or (arrived.tone or REVIEW) == narrow.tone)
        and (not narrow.origin or (narrow.origin == OWN) == arrived.is_own_release)
        and (not narrow.money or (narrow.money == PAID) == arrived.is_paid)
        and (not narrow.words or Words(article.title, article.text).hold(narrow.words))
    )


class Words:
    """The words of some texts as the search index knows them; made once, asked by many searches."""

    def __init__(self, *texts: str) -> None:
        self._words = {word for text in texts for word in words(text)}
        self._stems = {stem(word) for word in self._words}

    def hold(self, wanted: str) -> bool:
        """Whether every word of `wanted` is there, by its stem; the last also as a beginning. Without words: yes."""
        asked = query_words(wanted)
        if not asked:
            return not wanted.strip()
        *whole, last = asked
        if not all(stem(word) in self._stems for word in whole):
            return False
        return stem(last) in self._stems or any(word.startswith(last) for word in self._words | self._stems)


def _one_of(value: object, allowed: Iterable[str]) -> str:
    return str(value) if value in list(allowed) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return None
