"""Reading the network. Governments, units, names and sections are known to every member."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from jembatan.foundation.units.models import Government, GovernmentAlias, Section, Unit, UnitName
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section and how deep it lies (0: right under the unit)."""

    section: Section
    depth: int


def units(viewer: Viewer, *, text: str = "", government: UUID | None = None) -> QuerySet[Unit]:
    """The units of the network, narrowed by a part of any name of theirs or of their government. Nobody sees none."""
    rows = Unit.objects.select_related("government")
    if not viewer.is_member:
        return rows.none()
    if text:
        called = GovernmentAlias.objects.filter(name__icontains=text).values("government")
        once = UnitName.objects.filter(name__icontains=text).values("unit")
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(short_name__icontains=text)
            | Q(government__name__icontains=text)
            | Q(government__in=called)
            | Q(pk__in=once)
        )
    return rows.filter(government=government) if government else rows


def unit_for(viewer: Viewer, slug: str | None = None) -> Unit:
    """The unit with this slug, or the viewer's own. Raises Http404."""
    wanted = Q(slug=slug) if slug else Q(pk=viewer.unit_id)
    unit = units(viewer).filter(wanted).first()
    if unit is None:
        raise Http404
    return unit


def names_of(unit: Unit) -> list[UnitName]:
    """The dated names, the newest first."""
    return list(reversed(unit.names.all()))


def name_for(viewer: Viewer, pk: int) -> UnitName:
    """A dated name of the viewer's own unit. Raises Http404."""
    found = UnitName.objects.filter(pk=pk, unit=viewer.unit_id).select_related("unit__government").first()
    if found is None:
        raise Http404
    return found


def section_for(viewer: Viewer, pk: UUID) -> Section:
    """A section of the viewer's own unit. Raises Http404."""
    found = Section.objects.filter(pk=pk, unit=viewer.unit_id).select_related("unit__government").first()
    if found is None:
        raise Http404
    return found


def alias_for(viewer: Viewer, pk: int) -> GovernmentAlias:
    """A name that the viewer's own government is called by. Raises Http404."""
    found = GovernmentAlias.objects.filter(pk=pk, government=viewer.government_id).first()
    if found is None:
        raise Http404
    return found


def sections_of(unit: Unit, *, on: date | None = None) -> list[SectionLine]:
    """The sections as a tree walked from the top; with `on`, only those that stood on that day."""
    below: dict[UUID | None, list[Section]] = {}
    for section in Section.objects.filter(unit=unit):
        if on is None or _stood(section, on):
            below.setdefault(section.parent_id, []).append(section)
    return _walk(below, None, 0)


def _walk(below: dict[UUID | None, list[Section]], parent: UUID | None, depth: int) -> list[SectionLine]:
    lines = []
    for section in below.get(parent, ()):
        lines.append(SectionLine(section, depth))
        lines += _walk(below, section.pk, depth + 1)
    return lines


def _stood(section: Section, day: date) -> bool:
    return (section.since is None or section.since <= day) and (section.until is None or day <= section.until)


def open_sections(viewer: Viewer) -> QuerySet[Section]:
    """The sections of the viewer's own unit that stand today: the choice for a form."""
    return Section.objects.filter(unit=viewer.unit_id, until=None)


def government_called(name: str) -> Government | None:
    """The government that people mean by `name` ("Sumtim", "Pemkot Kupang", "53.12"); None if none or several."""
    text = " ".join(name.split())
    if not text:
        return None
    found = Government.objects.filter(Q(code=text) | Q(name__iexact=text) | Q(aliases__name__iexact=text)).distinct()[
        :2
    ]
    return found[0] if len(found) == 1 else None
