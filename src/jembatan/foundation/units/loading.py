"""Loading the tree of governments and the unit that each begins with. Doing it again adds what is missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.units import reading, timeline
from jembatan.foundation.units.events import UnitsLoaded
from jembatan.foundation.units.models import Government, GovernmentAlias, Section, Unit, UnitName
from jembatan.foundation.units.reading import GovernmentFacts, NameFacts, UnitFacts
from jembatan.foundation.viewer import Viewer

#: The standard names since Permendagri 56/2019, and what to tell of them.
_STANDARD_NOTE = "Nama baku menurut Permendagri 56/2019; ganti bila unit ini bernama lain."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load has brought: `governments` known of those asked for, `new_units`, `new_aliases`."""

    governments: int
    new_units: int
    new_aliases: int


def load_governments(*, viewer: Viewer, provinces: Collection[str] | None) -> Loaded:
    """Load provinces (by code; None: all of them) with their regencies and cities.

    Official facts (name, zone, point) follow the data at each load. Units, their names and sections are only ever
    added under a government that has no leaders' office yet, so nothing that people have entered is overwritten.
    Raises Refused for an unknown code, or for anybody but the system.
    """
    reading.read_all()  # files are read before the transaction begins
    return _load(viewer=viewer, provinces=provinces)


@action("units.load_governments")
def _load(*, viewer: Viewer, provinces: Collection[str] | None) -> Loaded:
    refuse_if([] if viewer.is_system else [_("Daerah hanya dimuat lewat perintah jembatan units load.")])
    wanted = _wanted(provinces)
    _keep_governments([reading.country()])
    _keep_governments([facts for facts in wanted if facts.level == "province"])
    _keep_governments([facts for facts in wanted if facts.level != "province"])
    known = {one.code: one for one in Government.objects.filter(code__in=[facts.code for facts in wanted])}
    new_aliases = _keep_aliases(wanted, known)
    slugs = _add_units(wanted, known)
    loaded = Loaded(len(known), len(slugs), new_aliases)
    record(
        viewer,
        "units.load_governments",
        unit_id=None,
        kind=Government._meta.label,
        object_id=None,
        changes={"provinces": sorted(provinces or []), "governments": loaded.governments, "new_units": len(slugs)},
    )
    registry.announce(UnitsLoaded(tuple(slugs)))
    return loaded


def _wanted(provinces: Collection[str] | None) -> list[GovernmentFacts]:
    known = {facts.code for facts in reading.provinces()}
    codes = known if provinces is None else set(provinces)
    if codes - known:
        unknown = ", ".join(sorted(codes - known))
        raise Refused(_("Kode provinsi tidak dikenal: %(codes)s.") % {"codes": unknown})
    own = [facts for facts in reading.provinces() if facts.code in codes]
    return own + [facts for facts in reading.regencies() if facts.parent_code in codes]


def _keep_governments(wanted: Iterable[GovernmentFacts]) -> None:
    facts_list = list(wanted)
    parents = {one.code: one for one in Government.objects.filter(code__in={facts.parent_code for facts in facts_list})}
    rows = [
        Government(
            code=facts.code,
            parent=parents.get(facts.parent_code),
            level=facts.level,
            name=facts.name,
            short_name=facts.short_name,
            capital=facts.capital,
            zone_name=facts.zone_name,
            latitude=facts.point[0] if facts.point else None,
            longitude=facts.point[1] if facts.point else None,
        )
        for facts in facts_list
    ]
    official = ["parent", "level", "name", "short_name", "capital", "zone_name", "latitude", "longitude"]
    Government.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=official)


def _keep_aliases(wanted: Iterable[GovernmentFacts], known: dict[str, Government]) -> int:
    before = set(GovernmentAlias.objects.filter(government__in=known.values()).values_list("government_id", "name"))
    rows = [
        GovernmentAlias(government=known[facts.code], name=name)
        for facts in wanted
        for name in sorted(facts.aliases)
        if (known[facts.code].pk, name) not in before
    ]
    GovernmentAlias.objects.bulk_create(rows)
    return len(rows)


def _add_units(wanted: Iterable[GovernmentFacts], known: dict[str, Government]) -> list[str]:
    served = set(Unit.objects.filter(kind=Unit.Kind.LEADERS_OFFICE).values_list("government__code", flat=True))
    new = [_unit_facts(facts) for facts in wanted if facts.code not in served]
    units = [_unit_row(facts, known[facts.code]) for facts in new]
    Unit.objects.bulk_create(units)
    for facts, unit in zip(new, units, strict=True):
        _add_sections(facts, unit)
    UnitName.objects.bulk_create(
        name for facts, unit in zip(new, units, strict=True) for name in _name_rows(facts, unit)
    )
    return [unit.slug for unit in units]


def _unit_facts(government: GovernmentFacts) -> UnitFacts:
    history = reading.unit_histories().get(government.code)
    if history is not None:
        return history
    if government.level == "province":
        name, short = f"Biro Administrasi Pimpinan Setda {government.name}", f"Biro Adpim {government.short_name}"
    else:
        name = f"Bagian Protokol dan Komunikasi Pimpinan Setda {government.name}"
        short = f"Prokopim {government.short_name}"
    dated = NameFacts(name, short, Unit.Kind.LEADERS_OFFICE, None, _STANDARD_NOTE)
    return UnitFacts(government.code, slugify(short), [dated])


def _unit_row(facts: UnitFacts, government: Government) -> Unit:
    newest = facts.names[-1]
    return Unit(
        government=government, slug=facts.slug, name=newest.name, short_name=newest.short_name, kind=newest.kind
    )


def _name_rows(facts: UnitFacts, unit: Unit) -> list[UnitName]:
    line: list[UnitName] = []
    for one in facts.names:
        row = UnitName(
            unit=unit, name=one.name, short_name=one.short_name, kind=one.kind, since=one.since, note=one.note
        )
        if one.since is not None:
            timeline.insert(line, row)
        line.append(row)
    return line


def _add_sections(facts: UnitFacts, unit: Unit) -> None:
    made: dict[str, Section] = {}
    for order, one in enumerate(facts.sections, start=1):
        made[one.name] = Section.objects.create(
            unit=unit, parent=made.get(one.parent), name=one.name, order=order, until=one.until, note=one.note
        )
