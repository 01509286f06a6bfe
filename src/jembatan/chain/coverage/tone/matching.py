"""Who is named in a text, as of its day. Pure: a text and compiled names in, mentions with their places out.

First every place is looked at once for the longest name (a tree of words). Then what was found is told apart by its
neighbours: "Bupati" and "Kupang" are the regent, "Wali Kota" and "Kupang" the mayor; "mantan" before an office is
nobody in office; a surname counts only after the full name, and not as a part of somebody else's.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from jembatan.chain.coverage.tone.names import Area, Holding, Lead, Names, UnitFacts, by_word
from jembatan.chain.coverage.tone.neighbours import (
    area_stands_alone,
    is_capitalised,
    is_part_of_other_name,
    name_after,
    own_service_before,
    says_not_the_holder,
    says_seat,
)
from jembatan.chain.coverage.tone.tokens import Text, read
from jembatan.chain.coverage.tone.vocabulary import BEFORE_PLACES, LEADERS

#: From the firmest to the loosest; the values of `Mention.Way`.
WAYS = ("name", "office", "government", "area")


@dataclass(slots=True)
class Named:
    """One unit or person named: where (code points, end exclusive, in order, apart), and for which institution."""

    kind: str
    id: UUID
    institution_id: UUID
    way: str
    office: str = ""
    is_leader: bool = False
    in_title: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)
    #: As written where it stands first in the firmest way, and where that is.
    name: str = ""
    name_at: int = 0


Key = tuple[str, UUID, UUID]


@dataclass(slots=True)
class _Role:
    """A leader's office without place: words [start, end), which office."""

    start: int
    end: int
    role: str


class Reading:
    """One text being read: what stands where, and what that means."""

    def __init__(self, names: Names, text: str, day: date, *, is_title: bool = False) -> None:
        self.names = names
        self.text: Text = read(text)
        self.day = day
        self.is_title = is_title
        self.found: dict[Key, Named] = {}
        #: Governments named in any way, in order of their naming, each once.
        self.governments: dict[UUID, None] = {}
        #: Who was introduced (by full name, or by office and name), from which word on.
        self.introduced: dict[UUID, int] = {}
        self.taken: list[bool] = [False] * len(self.text)
        self._loose_persons: list[tuple[int, int, set[tuple[UUID, bool]]]] = []
        self._loose_units: list[tuple[int, int, Lead]] = []
        self._loose_roles: list[_Role] = []
        self._loose_governments: list[tuple[int, int, str]] = []
        self._roles_said: dict[str, set[UUID]] = {}
        self._roles_held: dict[str, dict[UUID, Holding]] = {}

    def scan(self) -> None:
        """Look at every place once, the longest name first."""
        beginnings, place = self.names.beginnings, 0
        for here, word in enumerate(self.text.folded):
            if here >= place and word in beginnings:
                place = self._at(here)

    def _at(self, place: int) -> int:
        """What stands at word `place`: the place after it, or `place` itself for nothing."""
        names, text = self.names, self.text
        person = names.persons.at(text, place)
        lead = names.leads.at(text, place)
        area = names.areas.at(text, place)
        longest = max((hit[0] for hit in (person, lead, area) if hit is not None), default=place)
        if person is not None and person[0] == longest and is_capitalised(text, place, longest):
            self._loose_persons.append((place, longest, person[1]))
            return longest
        if lead is not None:
            end = self._lead(place, lead[0], lead[1])
            if end > place:
                return end
        if area is not None:
            return self._area(place, area[0], area[1])
        return place

    # -- beginnings: an office, a government, a unit -------------------------------------------------------------

    def _lead(self, start: int, end: int, lead: Lead) -> int:
        if lead.kind in {"unit", "head"}:
            return self._unit(start, end, lead)
        found = self._area_after(end)
        level = LEADERS[lead.value][0] if lead.kind == "role" else lead.value
        ids = {one for one in found[1].ids if self._is_level(one, level)} if found else set()
        if found is None or len(ids) != 1:
            if is_capitalised(self.text, start, end):
                if lead.kind == "role":
                    self._loose_roles.append(_Role(start, end, lead.value))
                else:
                    self._loose_governments.append((start, end, lead.value))
            # A place that fits no such office must not be read as a place by itself.
            return found[0] if found is not None else end
        government = next(iter(ids))
        self.governments[government] = None
        if lead.kind == "role":
            self._role(start, found[0], lead.value, government)
        else:
            self._institution(government, start, found[0], "government")
        return found[0]

    def _role(self, start: int, end: int, role: str, government: UUID) -> None:
        self._roles_said.setdefault(role, set()).add(government)
        if says_not_the_holder(self.text, start):
            return
        if says_seat(self.text, start):
            self._institution(government, start, end, "government")
            return
        holder = self.names.leader(government, role, self.day)
        if holder is None:
            self._institution(government, start, end, "office")
            return
        after = () if self.is_title else name_after(self.text, end, self.names)
        words = self.names.name_words[holder.person_id]
        if after and not any(self.text.folded[place] in words for place in after):
            self._institution(government, start, end, "office")
            return
        self._roles_held.setdefault(role, {})[government] = holder
        self._person(holder, start, end, "office")
        if after:
            self.introduced.setdefault(holder.person_id, after[0])

    def _unit(self, start: int, end: int, lead: Lead) -> int:
        after = self._after_secretariat(end)
        found = self._area_after(after)
        if found is None:
            if is_capitalised(self.text, start, end) and not is_part_of_other_name(self.text, start, start):
                self._loose_units.append((start, end, lead))
            return end
        ids = found[1].ids
        for government in ids:
            if len(ids) == 1:
                self.governments[government] = None
        units = self._valid([unit for one in ids for unit in lead.units.get(one, ())])
        if len({unit.id for unit in units}) == 1:
            self._unit_or_head(units[0], start, found[0], lead.kind)
        return found[0]

    def _after_secretariat(self, place: int) -> int:
        if place >= len(self.text) or not self.text.joined[place]:
            return place
        hit = self.names.secretariats.at(self.text, place)
        return hit[0] if hit is not None else place

    def _unit_or_head(self, unit: UnitFacts, start: int, end: int, kind: str) -> None:
        if kind == "head" and not says_not_the_holder(self.text, start):
            holder = self.names.head(unit.id, self.day)
            if holder is not None:
                self._person(holder, start, end, "office")
        self._add("unit", unit.id, unit.id, "name", start, end)

    def _valid(self, units: list[UnitFacts]) -> list[UnitFacts]:
        """Those that bear the name on the day; else those that bore it before and whose name nobody else took."""
        begun = [unit for unit in units if unit.since is None or unit.since <= self.day]
        return [unit for unit in begun if unit.until is None or self.day <= unit.until] or begun

    # -- places ----------------------------------------------------------------------------------------------------

    def _area_after(self, place: int) -> tuple[int, Area] | None:
        if place >= len(self.text) or not self.text.joined[place]:
            return None
        hit = self.names.areas.at(self.text, place)
        if hit is None or not area_stands_alone(self.text, place, hit[0], hit[1]):
            return None
        return hit

    def _area(self, start: int, end: int, area: Area) -> int:
        if not area_stands_alone(self.text, start, end, area):
            return end
        if len(area.ids) != 1:
            return end
        government = next(iter(area.ids))
        service = own_service_before(self.text, start)
        if service is not None:
            self.governments[government] = None
            self._institution(government, service, end, "government")
        elif government in area.bare and self._is_free(start, end, area):
            self.governments[government] = None
            self._institution(government, start, end, "area")
        return end

    def _is_free(self, start: int, end: int, area: Area) -> bool:
        """Whether a place stands for itself here: "di Ende", "warga Sumba Barat", not "Polres Sumba Barat"."""
        text = self.text
        has_level = text.folded[start] in {"kabupaten", "kab", "kota", "kodya", "provinsi", "propinsi", "prov"}
        if has_level and end - start > 1:
            return not (start and text.joined[start] and text.folded[start - 1] == "ibu")
        if text.begins_sentence(start):
            return end - start > 1 or area.in_capitals
        if not text.joined[start]:
            return True
        return not text.raw[start - 1][0].isupper() or text.folded[start - 1] in BEFORE_PLACES

    def _is_level(self, government: UUID, level: str) -> bool:
        return not level or self.names.governments[government].level == level

    # -- what could not be told at once ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Tell apart what needed the whole text: namesakes, units without place, offices without place."""
        for start, end, candidates in self._loose_persons:
            self._settle_person(start, end, candidates)
        for start, end, lead in self._loose_units:
            self._settle_unit(start, end, lead)
        for role in self._loose_roles:
            self._settle_role(role)
        for start, end, level in self._loose_governments:
            fitting = [one for one in self.governments if self._is_level(one, level) and level]
            if len(fitting) == 1:
                self._institution(fitting[0], start, end, "government")

    def _settle_person(self, start: int, end: int, candidates: set[tuple[UUID, bool]]) -> None:
        if not self.is_title and is_part_of_other_name(self.text, start, end):
            return
        held = []
        for person, is_full in candidates:
            holding = self.names.office_of(person, self.day)
            # A shortened name is anybody's, but in an article about the government that this one serves.
            if holding is not None and (is_full or holding.government_id in self.governments):
                held.append((is_full, holding))
        full = [holding for is_full, holding in held if is_full] or [holding for _is_full, holding in held]
        near = [holding for holding in full if holding.government_id in self.governments]
        chosen = full if len(full) == 1 else near
        if len({holding.person_id for holding in chosen}) != 1:
            return
        self._person(chosen[0], start, end, "name")
        first = self.introduced.get(chosen[0].person_id, start)
        self.introduced[chosen[0].person_id] = min(first, start)

    def _settle_unit(self, start: int, end: int, lead: Lead) -> None:
        units = self._valid([unit for one in self.governments for unit in lead.units.get(one, ())])
        if not units and end - start > 1 and len(lead.units) == 1:
            units = self._valid(next(iter(lead.units.values())))
        if len({unit.id for unit in units}) == 1:
            self._unit_or_head(units[0], start, end, lead.kind)

    def _settle_role(self, loose: _Role) -> None:
        held = self._roles_held.get(loose.role, {})
        if len(self._roles_said.get(loose.role, ())) != 1 or len(held) != 1:
            return
        holder = next(iter(held.values()))
        if says_not_the_holder(self.text, loose.start) or says_seat(self.text, loose.start):
            return
        after = () if self.is_title else name_after(self.text, loose.end, self.names)
        words = self.names.name_words[holder.person_id]
        if not after or any(self.text.folded[place] in words for place in after):
            self._person(holder, loose.start, loose.end, "office")

    def short_names(self, introduced: dict[UUID, int]) -> None:
        """Surnames and first names of those whom the text has introduced before."""
        bearers = by_word(self.names, introduced)
        text, place, size = self.text, 0, len(self.text)
        while place < size:
            bearing = bearers.get(text.folded[place])
            if bearing is None or self.taken[place] or not text.is_capital(place):
                place += 1
                continue
            end = place + 1
            while end < size and text.joined[end] and not self.taken[end] and text.is_capital(end):
                both = bearing & bearers.get(text.folded[end], set())
                if not both:
                    break
                bearing, end = both, end + 1
            if len(bearing) == 1:
                self._short_name(next(iter(bearing)), place, end, introduced)
            place = end

    def _short_name(self, person: UUID, start: int, end: int, introduced: dict[UUID, int]) -> None:
        holding = self.names.office_of(person, self.day)
        if holding is None or start < introduced[person]:
            return
        if self.is_title or not is_part_of_other_name(self.text, start, end):
            self._person(holding, start, end, "name")

    # -- keeping ---------------------------------------------------------------------------------------------------

    def _person(self, holding: Holding, start: int, end: int, way: str) -> None:
        institution = self.names.institution(holding)
        if institution is None:
            return
        named = self._add("person", holding.person_id, institution, way, start, end)
        named.office, named.is_leader = holding.office, holding.is_leader

    def _institution(self, government: UUID, start: int, end: int, way: str) -> None:
        unit_id = self.names.governments[government].unit_id
        if unit_id is not None:
            self._add("unit", unit_id, unit_id, way, start, end)

    def _add(self, kind: str, row_id: UUID, institution: UUID, way: str, start: int, end: int) -> Named:
        named = self.found.setdefault((kind, row_id, institution), Named(kind, row_id, institution, way))
        span = (self.text.starts[start], self.text.ends[end - 1])
        firmer = WAYS.index(named.way) - WAYS.index(way)
        if not named.spans or firmer > 0 or (firmer == 0 and span[0] < named.name_at):
            named.way, named.name_at, named.name = way, span[0], self.text.text[slice(*span)]
        named.spans.append(span)
        self.taken[start:end] = [True] * (end - start)
        return named


def find_named(names: Names, title: str, text: str, day: date) -> list[Named]:
    """Who is named in an article of `day`; spans point into `text`, and `in_title` tells of the title."""
    body = Reading(names, text, day)
    head = Reading(names, title, day, is_title=True)
    head.scan()
    body.governments.update(head.governments)
    body.scan()
    head.governments.update(body.governments)
    for reading in (body, head):
        reading.settle()
    body.short_names(body.introduced | dict.fromkeys(head.introduced, 0))
    head.short_names(dict.fromkeys(body.introduced | head.introduced, 0))
    return _joined(body, head)


def _joined(body: Reading, head: Reading) -> list[Named]:
    for key, named in head.found.items():
        known = body.found.setdefault(key, Named(*key, way=named.way, office=named.office, is_leader=named.is_leader))
        known.in_title = True
        if not known.spans or WAYS.index(named.way) < WAYS.index(known.way):
            known.way, known.name = named.way, named.name
    for named in body.found.values():
        named.spans = sorted(set(named.spans))
    return sorted(body.found.values(), key=lambda one: (one.spans[:1], one.kind, str(one.id)))
