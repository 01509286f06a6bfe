"""Taking many contacts in from a table. Good rows come in; every other row is given back with its reasons."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory import policies
from jembatan.foundation.directory.actions import ContactFacts, acting_unit, add_outlet, clean_ways, one_at_a_time
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.directory.queries import outlet_key
from jembatan.foundation.directory.sheets import Sheet, SheetRow
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that did not come in, as it stood, and all reasons."""

    row: SheetRow
    reasons: list[str]


@dataclass(slots=True)
class ImportReport:
    """What became of every row: added, already there (`known`), or a problem."""

    added: list[Contact] = field(default_factory=list)
    known: list[tuple[SheetRow, Contact]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    new_outlets: list[Outlet] = field(default_factory=list)


@action("directory.import_contacts")
def import_contacts(
    *, viewer: Viewer, sheet: Sheet, add_outlets: bool = False, into: ContactList | None = None
) -> ImportReport:
    """Take the rows of `sheet` in as contacts of the viewer's unit.

    A row that the unit has already (by address, or number and name) changes nothing, so the same table may be given
    twice. With `add_outlets`, unknown outlets are added to the network; else their rows are problems. With `into`, all
    contacts of the table are put on that list. Raises Refused only if nothing may be done at all.
    """
    refuse_if(policies.reasons_against_keeping(viewer) + policies.reasons_against_owner(viewer, [into] if into else []))
    one_at_a_time(viewer)
    present = {_key(one.name, one.email, one.whatsapp): one for one in Contact.objects.filter(unit=viewer.unit_id)}
    outlets = {outlet_key(one.name): one for one in Outlet.objects.all()}
    report = ImportReport()
    for row in sheet.rows:
        _take(viewer, row, present, outlets, report, add_outlets=add_outlets)
    Contact.objects.bulk_create(report.added)
    if into is not None:
        into.contacts.add(*report.added, *(contact for _row, contact in report.known if contact.is_active))
    record(
        viewer,
        "directory.import_contacts",
        unit_id=viewer.unit_id,
        kind=Contact._meta.label,
        object_id=into.pk if into else None,
        changes={"contacts": [one.pk for one in report.added], "outlets": [one.pk for one in report.new_outlets]},
    )
    return report


def _take(
    viewer: Viewer,
    row: SheetRow,
    present: dict[str, Contact],
    outlets: dict[str, Outlet],
    report: ImportReport,
    *,
    add_outlets: bool,
) -> None:
    email, whatsapp, reasons = clean_ways(ContactFacts(row.name, None, row.email, row.whatsapp))
    same = present.get(_key(row.name, email, whatsapp))
    if same is not None and not reasons:
        report.known.append((row, same))
        return
    # What is wrong in a way is said once: it is not also said to be missing.
    reasons += policies.reasons_against_contact(row.name, email or ("?" if reasons else ""), whatsapp, {})
    outlet = outlets.get(outlet_key(row.outlet))
    if row.outlet and outlet is None and not reasons:
        if not add_outlets:
            reasons.append(_("Media “%(name)s” belum dikenal.") % {"name": row.outlet})
        else:
            outlet = _new_outlet(viewer, row.outlet, outlets, report, reasons)
    if reasons:
        report.problems.append(RowProblem(row, reasons))
        return
    contact = Contact(
        unit_id=acting_unit(viewer), name=" ".join(row.name.split()), outlet=outlet, email=email, whatsapp=whatsapp
    )
    report.added.append(contact)
    present[_key(contact.name, email, whatsapp)] = contact


def _key(name: str, email: str, whatsapp: str) -> str:
    """By what a contact is known again: its address, or without one its number and name."""
    return email or f"{whatsapp} {' '.join(name.casefold().split())}"


def _new_outlet(
    viewer: Viewer, name: str, outlets: dict[str, Outlet], report: ImportReport, reasons: list[str]
) -> Outlet | None:
    try:
        outlet = add_outlet(viewer=viewer, name=name)
    except Refused as refusal:
        reasons += refusal.reasons
        return None
    outlets[outlet_key(name)] = outlet
    report.new_outlets.append(outlet)
    return outlet
