"""All names of the network, compiled once: places, offices, units, people, each with the days on which it holds. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from jembatan.chain.coverage.tone.tokens import Tree, words_of
from jembatan.chain.coverage.tone.vocabulary import (
    ACTING,
    GOVERNMENTS,
    HEADS,
    LEADERS,
    LEVELS,
    SECRETARIATS,
    leader_forms,
    office_words,
    unit_forms,
    vocabulary,
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GovernmentFacts:
    """A government, all that it is called, and the unit that its tone is weighed for (None: not in the network)."""

    id: UUID
    level: str
    names: tuple[str, ...]
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One name of a unit, with the first and the last day that it bore it (None: open)."""

    id: UUID
    government_id: UUID
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody holds an office of a government, or in a unit of it, between two days (None: open)."""

    person_id: UUID
    full_name: str
    government_id: UUID
    unit_id: UUID | None
    office: str
    is_leader: bool
    since: date | None = None
    until: date | None = None
    in_section: bool = False

    def held_on(self, day: date) -> bool:
        """Whether it was held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the names are compiled from."""

    governments: Sequence[GovernmentFacts] = ()
    units: Sequence[UnitFacts] = ()
    holdings: Sequence[Holding] = ()


@dataclass(slots=True)
class Area:
    """What a place may mean: all governments of that name, those of them that bear it without their level's word, and
    whether it must be written in capitals (NTT)."""

    ids: set[UUID] = field(default_factory=set)
    bare: set[UUID] = field(default_factory=set)
    in_capitals: bool = False


@dataclass(slots=True)
class Lead:
    """A word that begins a naming: `kind` is "role", "government", "unit" or "head" (of a unit)."""

    kind: str
    value: str = ""
    #: For units and their heads: the government -> who bears the name there.
    units: dict[UUID, list[UnitFacts]] = field(default_factory=dict)


@dataclass(slots=True)
class Names:
    """The compiled names."""

    areas: Tree[Area] = field(default_factory=Tree)
    leads: Tree[Lead] = field(default_factory=Tree)
    #: Full names and their usual shorter forms -> (person, whether it is the full name).
    persons: Tree[set[tuple[UUID, bool]]] = field(default_factory=Tree)
    secretariats: Tree[bool] = field(default_factory=Tree)
    governments: dict[UUID, GovernmentFacts] = field(default_factory=dict)
    holdings: dict[UUID, list[Holding]] = field(default_factory=dict)
    leaders: dict[tuple[UUID, str], list[Holding]] = field(default_factory=dict)
    heads: dict[UUID, list[Holding]] = field(default_factory=dict)
    name_words: dict[UUID, Words] = field(default_factory=dict)
    #: The words that any name begins with: most words of a text are none, and need no further look.
    beginnings: frozenset[str] = frozenset()

    def office_of(self, person_id: UUID, day: date) -> Holding | None:
        """What the person held on `day`: a leader's office first, then the one begun last."""
        return _latest(self.holdings.get(person_id, ()), day)

    def leader(self, government_id: UUID, role: str, day: date) -> Holding | None:
        """Who held a leader's office of a government on `day`."""
        return _latest(self.leaders.get((government_id, role), ()), day)

    def head(self, unit_id: UUID, day: date) -> Holding | None:
        """Who headed a unit on `day`."""
        return _latest(self.heads.get(unit_id, ()), day)

    def institution(self, holding: Holding) -> UUID | None:
        """The unit whose tone an office weighs in."""
        return holding.unit_id or self.governments[holding.government_id].unit_id


def _latest(holdings: Iterable[Holding], day: date) -> Holding | None:
    held = [one for one in holdings if one.held_on(day)]
    return max(held, key=lambda one: (one.is_leader, one.since or date.min, str(one.person_id)), default=None)


def compile_names(facts: Facts) -> Names:
    """Make the trees. Takes about 0.2 s for 552 governments and 2,000 people."""
    names = Names(governments={one.id: one for one in facts.governments})
    for form in SECRETARIATS:
        names.secretariats.put(words_of(form), value=True)
    bases = {one.id: _add_areas(names, one) for one in facts.governments}
    for words, role in leader_forms().items():
        names.leads.put(words, Lead("role", role))
    for form, level in GOVERNMENTS.items():
        names.leads.put(words_of(form), Lead("government", level))
    for unit in facts.units:
        _add_unit(names, unit, bases.get(unit.government_id, set()))
    for holding in facts.holdings:
        _add_holding(names, holding)
    names.beginnings = frozenset([*names.areas.starts(), *names.leads.starts(), *names.persons.starts()])
    return names


def _add_areas(names: Names, government: GovernmentFacts) -> set[Words]:
    """Put all ways to write the place; answers the words of the place alone, without its level's word."""
    bases: set[Words] = set()
    for name in government.names:
        words = words_of(name)
        base = _without_level(words)
        if not base:
            continue
        bases.add(base)
        area = _area_at(names, base)
        area.ids.add(government.id)
        if base == words:
            area.bare.add(government.id)
            area.in_capitals = area.in_capitals or (name.isupper() and len(name) <= 5)
        for word, level in LEVELS.items():
            if level == government.level:
                own = _area_at(names, (word, *base))
                own.ids.add(government.id)
                own.bare.add(government.id)
    return bases


def _area_at(names: Names, words: Words) -> Area:
    area = names.areas.get(words)
    if area is None:
        area = Area()
        names.areas.put(words, area)
    return area


def _without_level(words: Words) -> Words:
    """ "Pemkab Kupang", "Kab. Kupang" and "Kabupaten Kupang" without their first words."""
    for form in sorted(GOVERNMENTS, key=len, reverse=True):
        head = words_of(form)
        if words[: len(head)] == head:
            return words[len(head) :]
    return words[1:] if words and words[0] in LEVELS else words


def _add_unit(names: Names, unit: UnitFacts, bases: set[Words]) -> None:
    core = _core(words_of(unit.name), bases)
    for form in unit_forms(core):
        _put_unit(names, form, "unit", unit)
        _put_unit(names, ("kepala", *form), "head", unit)
        for title in HEADS.get(form[0], ()):
            _put_unit(names, (*words_of(title), *form[1:]), "head", unit)


def _put_unit(names: Names, words: Words, kind: str, unit: UnitFacts) -> None:
    lead = names.leads.get(words)
    if lead is None:
        lead = Lead(kind)
        names.leads.put(words, lead)
    if lead.kind == kind:
        bearers = lead.units.setdefault(unit.government_id, [])
        if unit not in bearers:
            bearers.append(unit)


def _core(words: Words, bases: set[Words]) -> Words:
    """The name of a unit without its place and "Setda"; the whole where nothing else is left."""
    core = words
    for base in sorted(bases, key=len, reverse=True):
        if len(core) > len(base) and core[-len(base) :] == base:
            core = core[: -len(base)]
            break
    while len(core) > 1 and core[-1] in LEVELS:
        core = core[:-1]
    for form in (("sekretariat", "daerah"), ("setda",)):
        if len(core) > len(form) and core[-len(form) :] == form:
            core = core[: -len(form)]
    return core


def _add_holding(names: Names, holding: Holding) -> None:
    words = tuple(word for word in words_of(holding.full_name) if word not in vocabulary().front_titles)
    if not words or holding.government_id not in names.governments:
        return
    names.name_words[holding.person_id] = words
    names.holdings.setdefault(holding.person_id, []).append(holding)
    for form, is_full in name_forms(words).items():
        known = names.persons.get(form)
        if known is None:
            known = set()
            names.persons.put(form, known)
        known.add((holding.person_id, is_full))
    office = office_words(holding.office)
    role = leader_role(office)
    if holding.is_leader and role:
        names.leaders.setdefault((holding.government_id, role), []).append(holding)
    if holding.unit_id is not None and not holding.in_section and office[:1] == ("kepala",):
        names.heads.setdefault(holding.unit_id, []).append(holding)


def leader_role(office: Words) -> str:
    """The leader's office that `office` begins with ("penjabat gubernur ntt": "gubernur"), or an empty text."""
    for form in sorted(ACTING, key=len, reverse=True):
        head = tuple(form.split())
        if office[: len(head)] == head:
            office = office[len(head) :]
            break
    return max((role for role in LEADERS if office[: len(role.split())] == tuple(role.split())), key=len, default="")


def name_forms(words: Words) -> dict[Words, bool]:
    """How a person's name is written where they are named first: in full (True), or without or with shortened middle
    names (False). A single word is no full name: it counts beside an office only."""
    if len(words) < 2:
        return {}
    forms = {words: True}
    if len(words) > 2:
        initials = tuple(word[0] for word in words[1:-1])
        forms |= {(words[0], words[-1]): False, (words[0], *initials, words[-1]): False}
    return forms


def by_word(names: Names, persons: Iterable[UUID]) -> dict[str, set[UUID]]:
    """The single words of people's names -> who bears them; words under three letters are left out."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for person in persons:
        for word in names.name_words.get(person, ()):
            if len(word) >= 3:
                found[word].add(person)
    return dict(found)
