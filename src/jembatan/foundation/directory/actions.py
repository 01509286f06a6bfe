"""Every change of the directory: outlets of the network, contacts and contact lists of a unit.

What a contact's fields became stands in the erasable payload of the audit record only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory import policies
from jembatan.foundation.directory.addresses import clean_domain, clean_phone
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.directory.queries import outlet_called
from jembatan.foundation.people.addresses import clean_email
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

R = TypeVar("R", Contact, ContactList)


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact as typed: the address and the number in any writing, outlet or None."""

    name: str
    outlet: Outlet | None = None
    email: str = ""
    whatsapp: str = ""


@action("directory.add_outlet")
def add_outlet(
    *, viewer: Viewer, name: str, kind: str = Outlet.Kind.ONLINE, city: str = "", domain: str = ""
) -> Outlet:
    """Add an outlet for the whole network. Raises Refused with all reasons, naming an outlet that is there already."""
    return _keep_outlet(viewer, "directory.add_outlet", Outlet(), name, kind, city, domain)


@action("directory.change_outlet")
def change_outlet(*, viewer: Viewer, outlet: Outlet, name: str, kind: str, city: str = "", domain: str = "") -> Outlet:
    """Rename an outlet or correct its facts, for the whole network. Raises Refused with all reasons."""
    return _keep_outlet(viewer, "directory.change_outlet", outlet, name, kind, city, domain)


def _keep_outlet(
    viewer: Viewer, action_name: str, outlet: Outlet, name: str, kind: str, city: str, domain: str
) -> Outlet:
    reasons = policies.reasons_against_keeping(viewer)
    try:
        domain = clean_domain(domain)
    except Refused as refusal:
        reasons += refusal.reasons
        domain = ""
    same_name, same_domain = outlet_called(name), Outlet.objects.filter(domain=domain).exclude(domain="").first()
    refuse_if(
        reasons
        + policies.reasons_against_outlet(
            name,
            kind,
            city,
            None if same_name == outlet else same_name,
            None if same_domain == outlet else same_domain,
        )
    )
    outlet.name, outlet.kind, outlet.city, outlet.domain = " ".join(name.split()), kind, city.strip(), domain
    outlet.save()
    record(
        viewer,
        action_name,
        unit_id=viewer.unit_id,
        kind=Outlet._meta.label,
        object_id=outlet.pk,
        changes={"name": outlet.name, "kind": kind, "city": outlet.city, "domain": domain},
    )
    return outlet


@action("directory.add_contact")
def add_contact(*, viewer: Viewer, facts: ContactFacts) -> Contact:
    """Add a contact of the viewer's unit. Raises Refused with all reasons."""
    return _keep_contact(viewer, "directory.add_contact", Contact(unit_id=acting_unit(viewer)), facts, is_new=True)


@action("directory.change_contact")
def change_contact(*, viewer: Viewer, contact: Contact, facts: ContactFacts) -> Contact:
    """Correct a contact of the viewer's unit. Raises Refused with all reasons."""
    return _keep_contact(viewer, "directory.change_contact", contact, facts, is_new=False)


def _keep_contact(viewer: Viewer, action_name: str, contact: Contact, facts: ContactFacts, *, is_new: bool) -> Contact:
    one_at_a_time(viewer)
    reasons = policies.reasons_against_keeping(viewer) + policies.reasons_against_owner(viewer, [contact])
    email, whatsapp, wrong = clean_ways(facts)
    same = Contact.objects.filter(unit=viewer.unit_id, email=email).exclude(email="")
    known = {one.email: one for one in same}
    # What is wrong in a way is said once: it is not also said to be missing.
    against = policies.reasons_against_contact(
        facts.name, email or ("?" if wrong else ""), whatsapp, known, None if is_new else contact
    )
    refuse_if(reasons + wrong + against)
    contact.name, contact.outlet = " ".join(facts.name.split()), facts.outlet
    contact.email, contact.whatsapp = email, whatsapp
    contact.save()
    changes: dict[str, object] = {
        "name": contact.name,
        "outlet": contact.outlet_id,
        "email": email,
        "whatsapp": whatsapp,
    }
    _record(viewer, action_name, contact, changes)
    return contact


def acting_unit(viewer: Viewer) -> UUID:
    """The unit that the viewer acts in. Raises Refused for a viewer who acts in none."""
    if viewer.unit_id is None:
        raise Refused(policies.reasons_against_keeping(viewer))
    return viewer.unit_id


def one_at_a_time(viewer: Viewer) -> None:
    """Lock the unit's row, so that of two equal addresses or names the second is refused, not an accident."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=acting_unit(viewer)).values_list("pk"))


def clean_ways(facts: ContactFacts) -> tuple[str, str, list[str]]:
    """The address and the number in their clean form, and what is wrong with them."""
    cleaned: list[str] = []
    wrong: list[str] = []
    for clean, text in ((clean_email, facts.email), (clean_phone, facts.whatsapp)):
        try:
            cleaned.append(clean(text))
        except Refused as refusal:
            cleaned.append("")
            wrong += refusal.reasons
    return cleaned[0], cleaned[1], wrong


@action("directory.deactivate_contact")
def deactivate_contact(*, viewer: Viewer, contact: Contact) -> Contact:
    """Send nothing more to a contact; past deliveries stay. Undone by `reactivate_contact`."""
    return _switch(viewer, "directory.deactivate_contact", contact, to_active=False)


@action("directory.reactivate_contact")
def reactivate_contact(*, viewer: Viewer, contact: Contact) -> Contact:
    """Take a contact into use again."""
    return _switch(viewer, "directory.reactivate_contact", contact, to_active=True)


@action("directory.add_contact_list")
def add_contact_list(*, viewer: Viewer, name: str, contacts: Sequence[Contact] = ()) -> ContactList:
    """A new list of the viewer's unit. Raises Refused with all reasons."""
    made = ContactList(unit_id=acting_unit(viewer))
    return _keep_list(viewer, "directory.add_contact_list", made, name, contacts, is_new=True)


@action("directory.change_contact_list")
def change_contact_list(
    *, viewer: Viewer, contact_list: ContactList, name: str, contacts: Sequence[Contact]
) -> ContactList:
    """Rename a list, or choose its contacts anew. Raises Refused with all reasons."""
    return _keep_list(viewer, "directory.change_contact_list", contact_list, name, contacts, is_new=False)


def _keep_list(
    viewer: Viewer,
    action_name: str,
    contact_list: ContactList,
    name: str,
    contacts: Iterable[Contact],
    *,
    is_new: bool,
) -> ContactList:
    chosen = list(contacts)
    one_at_a_time(viewer)
    same = ContactList.objects.filter(unit=viewer.unit_id, name__iexact=name.strip())
    other = (same if is_new else same.exclude(pk=contact_list.pk)).first()
    refuse_if(
        policies.reasons_against_keeping(viewer)
        + policies.reasons_against_owner(viewer, [contact_list, *chosen])
        + policies.reasons_against_list(name, other)
    )
    contact_list.name = " ".join(name.split())
    contact_list.save()
    contact_list.contacts.set(chosen)
    _record(viewer, action_name, contact_list, {"name": contact_list.name, "contacts": [one.pk for one in chosen]})
    return contact_list


@action("directory.deactivate_contact_list")
def deactivate_contact_list(*, viewer: Viewer, contact_list: ContactList) -> ContactList:
    """Take a list out of use; its contacts stay. Undone by `reactivate_contact_list`."""
    return _switch(viewer, "directory.deactivate_contact_list", contact_list, to_active=False)


@action("directory.reactivate_contact_list")
def reactivate_contact_list(*, viewer: Viewer, contact_list: ContactList) -> ContactList:
    """Take a list into use again."""
    return _switch(viewer, "directory.reactivate_contact_list", contact_list, to_active=True)


def _switch(viewer: Viewer, action_name: str, row: R, *, to_active: bool) -> R:
    refuse_if(
        policies.reasons_against_keeping(viewer)
        + policies.reasons_against_owner(viewer, [row])
        + policies.reasons_against_switching(row, to_active=to_active)
    )
    row.is_active = to_active
    row.save(update_fields=["is_active"])
    _record(viewer, action_name, row, {"is_active": to_active})
    return row


def _record(viewer: Viewer, action_name: str, row: Contact | ContactList, changes: dict[str, object]) -> None:
    record(viewer, action_name, unit_id=row.unit_id, kind=row._meta.label, object_id=row.pk, changes=changes)
