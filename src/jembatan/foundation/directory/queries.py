"""Reading the directory. Everything goes through the chokepoint."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404

from jembatan.foundation.directory.addresses import domains_to_try
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.viewer import Viewer

M = TypeVar("M", bound=Model)


def outlets(viewer: Viewer, *, text: str = "", kind: str = "") -> QuerySet[Outlet]:
    """The outlets of the network, narrowed by a part of the name, city or domain, and by kind."""
    rows = visible(Outlet, viewer)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(city__icontains=text) | Q(domain__icontains=text))
    return rows.filter(kind=kind) if kind else rows


def outlets_with_contacts(viewer: Viewer, rows: QuerySet[Outlet]) -> QuerySet[Outlet]:
    """`rows`, each with `contact_count`: how many active contacts the viewer's own unit has there."""
    own = Q(contacts__in=owned(Contact, viewer).filter(is_active=True))
    return rows.annotate(contact_count=Count("contacts", filter=own, distinct=True))


def outlet_for(viewer: Viewer, pk: UUID) -> Outlet:
    """One outlet. Raises Http404."""
    return _one(outlets(viewer), pk)


def outlet_of_address(address: str) -> Outlet | None:
    """The outlet that a web address belongs to, or None.

    www., m. and other subdomains lead to the outlet of the domain, unless the subdomain is an outlet of its own.
    Outlets are network facts without an owner, so no viewer is asked.
    """
    candidates = domains_to_try(address)
    known = {outlet.domain: outlet for outlet in Outlet.objects.filter(domain__in=candidates).order_by("-name")}
    return next((known[domain] for domain in candidates if domain in known), None)


def outlet_key(name: str) -> str:
    """What two spellings of one outlet have in common: "Poros Nusantara", "porosnusantara", "Poros-Nusantara"."""
    return re.sub(r"[\W_]+", "", name.casefold())


def outlet_called(name: str) -> Outlet | None:
    """The outlet of this name, however it is spelt; None if there is none or the name is empty."""
    key = outlet_key(name)
    if not key:
        return None
    names = Outlet.objects.values_list("pk", "name")
    found = next((pk for pk, known in names if outlet_key(known) == key), None)
    return Outlet.objects.get(pk=found) if found else None


def contacts(
    viewer: Viewer, *, text: str = "", outlet: UUID | None = None, way: str = "", state: str = "active"
) -> QuerySet[Contact]:
    """The contacts of the viewer's unit.

    `way` is "email" or "whatsapp" (those who have one); `state` is "active", "resting" or "all".
    """
    rows = owned(Contact, viewer).select_related("outlet")
    if text:
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(outlet__name__icontains=text)
            | Q(email__icontains=text)
            | Q(whatsapp__contains=text)
        )
    if outlet:
        rows = rows.filter(outlet_id=outlet)
    if way in {"email", "whatsapp"}:
        rows = rows.exclude(**{way: ""})
    return rows if state == "all" else rows.filter(is_active=state != "resting")


def contact_for(viewer: Viewer, pk: UUID) -> Contact:
    """One contact of the viewer's unit. Raises Http404."""
    return _one(contacts(viewer, state="all"), pk)


def contact_lists(viewer: Viewer, *, state: str = "active") -> QuerySet[ContactList]:
    """The contact lists of the viewer's unit; `state` as for contacts. Each has `size`: its active contacts."""
    rows = owned(ContactList, viewer).annotate(
        size=Count("contacts", filter=Q(contacts__is_active=True), distinct=True)
    )
    return rows if state == "all" else rows.filter(is_active=state != "resting")


def contact_list_for(viewer: Viewer, pk: UUID) -> ContactList:
    """One list of the viewer's unit. Raises Http404."""
    return _one(contact_lists(viewer, state="all"), pk)


def recipients(viewer: Viewer, lists: Iterable[ContactList], singles: Iterable[Contact] = ()) -> Sequence[Contact]:
    """The active contacts of the viewer's unit on `lists` or named singly, each once, by name."""
    wanted = Q(lists__in=[one.pk for one in lists]) | Q(pk__in=[one.pk for one in singles])
    return list(contacts(viewer).filter(wanted).distinct())


def _one(rows: QuerySet[M], pk: UUID) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
