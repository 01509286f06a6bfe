"""Every change of a unit: its dated names, its sections, the names that people call its government by."""

from datetime import date

from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.units import policies, timeline
from jembatan.foundation.units.events import SectionClosed
from jembatan.foundation.units.models import GovernmentAlias, Section, Unit, UnitName
from jembatan.foundation.viewer import Viewer


@action("units.name_unit")
def name_unit(
    *, viewer: Viewer, unit: Unit, name: str, short_name: str, kind: str, since: date, note: str = ""
) -> UnitName:
    """Give the unit another name (and kind) from the day `since` on, until the next change that is known.

    The name in force on that day ends on its eve. Raises Refused with all reasons.
    """
    unit = _locked(unit)
    names = _names(unit)
    refuse_if(
        policies.reasons_against_changing(viewer, unit)
        + policies.reasons_against_name(unit, name, short_name, kind)
        + policies.reasons_against_first_day(unit, names, since)
    )
    if not names:
        names = [UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, kind=unit.kind)]
    dated = UnitName(
        unit=unit, name=name.strip(), short_name=short_name.strip(), kind=kind, since=since, note=note.strip()
    )
    for changed in timeline.insert(names, dated):
        changed.save()
    _repeat_newest(unit)
    _record(viewer, "units.name_unit", unit, name=dated.name, short_name=dated.short_name, kind=kind, since=since)
    return dated


@action("units.correct_name")
def correct_name(
    *, viewer: Viewer, dated: UnitName, name: str, short_name: str, kind: str, since: date | None, note: str = ""
) -> UnitName:
    """Correct what stands in a dated name, and its first day; the name before it ends on the eve.

    Raises Refused with all reasons.
    """
    unit = _locked(dated.unit)
    names = timeline.ordered(_names(unit))
    moved = next(one for one in names if one.pk == dated.pk)
    refuse_if(
        policies.reasons_against_changing(viewer, unit)
        + policies.reasons_against_name(unit, name, short_name, kind)
        + policies.reasons_against_moving(names, moved, since)
    )
    moved.name, moved.short_name, moved.kind, moved.note = name.strip(), short_name.strip(), kind, note.strip()
    for changed in timeline.move(names, moved, since) if since else [moved]:
        changed.save()
    _repeat_newest(unit)
    _record(viewer, "units.correct_name", unit, name=moved.name, short_name=moved.short_name, kind=kind, since=since)
    return moved


@action("units.set_email")
def set_email(*, viewer: Viewer, unit: Unit, email: str) -> Unit:
    """Set the address that journalists may answer to ("" for none). The form has checked its shape."""
    refuse_if(policies.reasons_against_changing(viewer, unit))
    unit.email = email.strip().lower()
    unit.save(update_fields=["email"])
    _record(viewer, "units.set_email", unit, email=unit.email)
    return unit


@action("units.add_section")
def add_section(
    *,
    viewer: Viewer,
    unit: Unit,
    name: str,
    parent: Section | None = None,
    since: date | None = None,
    note: str = "",
) -> Section:
    """Add a section, or a part of a section. Raises Refused with all reasons."""
    unit = _locked(unit)
    refuse_if(
        policies.reasons_against_changing(viewer, unit) + policies.reasons_against_section(unit, name, parent, since)
    )
    section = Section.objects.create(
        unit=unit,
        parent=parent,
        name=name.strip(),
        since=since,
        note=note.strip(),
        order=Section.objects.filter(unit=unit).count() + 1,
    )
    _record_section(viewer, "units.add_section", section, name=section.name, since=since)
    return section


@action("units.rename_section")
def rename_section(*, viewer: Viewer, section: Section, name: str, note: str = "") -> Section:
    """Correct the name of a section. Raises Refused with all reasons."""
    unit = _locked(section.unit)
    refuse_if(
        policies.reasons_against_changing(viewer, unit)
        + policies.reasons_against_section(unit, name, None, None, but=section)
    )
    section.name, section.note = name.strip(), note.strip()
    section.save(update_fields=["name", "note"])
    _record_section(viewer, "units.rename_section", section, name=section.name)
    return section


@action("units.close_section")
def close_section(*, viewer: Viewer, section: Section, until: date) -> Section:
    """Let a section stand for the last time on `until`; it stays in the history. Raises Refused with all reasons."""
    _locked(section.unit)
    section = Section.objects.select_related("unit__government").get(pk=section.pk)
    refuse_if(
        policies.reasons_against_changing(viewer, section.unit) + policies.reasons_against_closing(section, until)
    )
    section.until = until
    section.save(update_fields=["until"])
    _record_section(viewer, "units.close_section", section, until=until)
    registry.announce(SectionClosed(section.pk, until))
    return section


@action("units.reopen_section")
def reopen_section(*, viewer: Viewer, section: Section) -> Section:
    """Undo the closing of a section. Raises Refused with all reasons."""
    _locked(section.unit)
    section = Section.objects.select_related("unit", "parent").get(pk=section.pk)
    refuse_if(policies.reasons_against_changing(viewer, section.unit) + policies.reasons_against_reopening(section))
    section.until = None
    section.save(update_fields=["until"])
    _record_section(viewer, "units.reopen_section", section, until=None)
    return section


@action("units.add_alias")
def add_alias(*, viewer: Viewer, unit: Unit, name: str) -> GovernmentAlias:
    """Add a name that people call the unit's government by. Raises Refused with all reasons."""
    refuse_if(policies.reasons_against_changing(viewer, unit) + policies.reasons_against_alias(unit, name))
    alias = GovernmentAlias.objects.create(government=unit.government, name=name.strip())
    _record(viewer, "units.add_alias", unit, alias=alias.name)
    return alias


@action("units.remove_alias")
def remove_alias(*, viewer: Viewer, unit: Unit, alias: GovernmentAlias) -> None:
    """Remove a name that nobody calls the government by. Adding it again undoes it."""
    refuse_if(policies.reasons_against_changing(viewer, unit) + policies.reasons_against_removing_alias(unit, alias))
    GovernmentAlias.objects.filter(pk=alias.pk).delete()
    _record(viewer, "units.remove_alias", unit, alias=alias.name)


def _locked(unit: Unit) -> Unit:
    """The unit's row, locked, so that two changes of its names or sections come one after the other."""
    return Unit.objects.select_for_update(of=("self",), no_key=True).select_related("government").get(pk=unit.pk)


def _names(unit: Unit) -> list[UnitName]:
    return list(UnitName.objects.filter(unit=unit).select_related("unit__government"))


def _repeat_newest(unit: Unit) -> None:
    newest = timeline.ordered(_names(unit))[-1]
    unit.name, unit.short_name, unit.kind = newest.name, newest.short_name, newest.kind
    unit.save(update_fields=["name", "short_name", "kind"])


def _record(viewer: Viewer, action_name: str, unit: Unit, **changes: object) -> None:
    record(viewer, action_name, unit_id=unit.pk, kind=Unit._meta.label, object_id=unit.pk, changes=changes)


def _record_section(viewer: Viewer, action_name: str, section: Section, **changes: object) -> None:
    record(
        viewer, action_name, unit_id=section.unit_id, kind=Section._meta.label, object_id=section.pk, changes=changes
    )
