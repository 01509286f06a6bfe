"""Reading deliveries, as far as the viewer may see; and who would get a letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from jembatan.chain.distribution.models import Delivery, DeliveryFact, Dispatch, LeftOut
from jembatan.chain.releases.models import Release, Version
from jembatan.foundation.directory.models import Contact, ContactList
from jembatan.foundation.directory.queries import contacts as own_contacts
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.queries import intents
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.viewer import Viewer

Reason = LeftOut.Reason
#: How a list can be narrowed, in the order of the screen.
CONDITIONS = ("queued", "held", "sent", "failed", "unknown")


@dataclass(frozen=True, slots=True)
class Omitted:
    """A contact that would be left out."""

    contact: Contact
    reason: LeftOut.Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get a letter, and who of the chosen would not."""

    recipients: Sequence[Contact]
    left_out: Sequence[Omitted]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many deliveries are in which condition. `queued` leaves out those held; `unknown`: cut off at least once
    between handing over and the server's answer, so that the recipient may have two copies."""

    total: int
    queued: int
    held: int
    sent: int
    delivered: int
    bounced: int
    failed: int
    unknown: int

    @property
    def settled(self) -> int:
        """How many have their outcome."""
        return self.sent + self.delivered + self.bounced + self.failed


def plan(viewer: Viewer, version: Version, lists: Iterable[ContactList], singles: Iterable[Contact] = ()) -> Plan:
    """Who would get `version`: each contact once, each address once, nobody who has it or is about to get it."""
    wanted = Q(lists__in=[one.pk for one in lists]) | Q(pk__in=[one.pk for one in singles])
    chosen = own_contacts(viewer, state="all").filter(wanted).distinct().order_by("name", "pk")
    known = Delivery.objects.filter(version=version).values_list("contact_id", "address")
    have, addresses = {pk for pk, _ in known}, {address.casefold() for _, address in known}
    recipients: list[Contact] = []
    left_out: list[Omitted] = []
    for contact in chosen:
        reason = _reason_to_leave_out(contact, have, addresses)
        if reason is None:
            recipients.append(contact)
            addresses.add(contact.email.casefold())
        else:
            left_out.append(Omitted(contact, reason))
    return Plan(recipients, left_out)


def _reason_to_leave_out(contact: Contact, have: set[UUID], addresses: set[str]) -> LeftOut.Reason | None:
    if contact.pk in have:
        return Reason.HAS_IT
    if not contact.is_active:
        return Reason.INACTIVE
    if not contact.email:
        return Reason.NO_ADDRESS
    return Reason.SAME_ADDRESS if contact.email.casefold() in addresses else None


def dispatch_for(viewer: Viewer, pk: UUID) -> Dispatch:
    """One dispatch. Raises Http404."""
    rows = visible(Dispatch, viewer).select_related("version__release__unit__government", "created_by")
    found = rows.prefetch_related("lists").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def dispatches_of(viewer: Viewer, release: Release) -> list[Dispatch]:
    """The dispatches of any version of a release, newest first, each with `size`: how many deliveries."""
    rows = visible(Dispatch, viewer).filter(version__release=release).select_related("version", "created_by")
    return list(rows.annotate(size=Count("deliveries")).order_by("-created_at"))


def deliveries_of(viewer: Viewer, release: Release) -> QuerySet[Delivery]:
    """The deliveries of any version of a release."""
    return visible(Delivery, viewer).filter(version__release=release)


def deliveries_in(viewer: Viewer, dispatch: Dispatch) -> QuerySet[Delivery]:
    """The deliveries of one dispatch."""
    return visible(Delivery, viewer).filter(dispatch=dispatch)


def deliveries(viewer: Viewer, *, words: str = "") -> QuerySet[Delivery]:
    """The deliveries of the viewer's unit, the newest dispatch first, narrowed by a part of a name, address or title."""
    rows = owned(Delivery, viewer)
    if words:
        rows = rows.filter(
            Q(contact__name__icontains=words)
            | Q(contact__outlet__name__icontains=words)
            | Q(address__icontains=words)
            | Q(version__title__icontains=words)
            | Q(version__release__number__icontains=words)
        )
    return rows.order_by("-dispatch__created_at", "contact__name", "pk")


def narrowed(rows: QuerySet[Delivery], condition: str) -> QuerySet[Delivery]:
    """`rows` in one of CONDITIONS; any other text narrows nothing."""
    if condition == "queued":
        return rows.filter(state=Delivery.State.QUEUED, is_held=False)
    if condition == "held":
        return rows.filter(is_held=True)
    if condition == "sent":
        return rows.filter(state__in=[Delivery.State.SENT, Delivery.State.DELIVERED])
    if condition == "failed":
        return rows.filter(state__in=[Delivery.State.FAILED, Delivery.State.BOUNCED])
    return rows.filter(_is_unknown()) if condition == "unknown" else rows


def with_story(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """`rows` with all that a line of the ledger shows: contact, outlet, version, and `story`, its facts in order."""
    return rows.select_related("contact__outlet", "version__release", "dispatch").prefetch_related(
        Prefetch("facts", queryset=DeliveryFact.objects.order_by("at", "pk"), to_attr="story")
    )


def counts(rows: QuerySet[Delivery]) -> Counts:
    """The figures over `rows`."""
    state = Delivery.State
    figures = rows.order_by().aggregate(
        total=Count("pk"),
        queued=Count("pk", filter=Q(state=state.QUEUED, is_held=False)),
        held=Count("pk", filter=Q(is_held=True)),
        sent=Count("pk", filter=Q(state=state.SENT)),
        delivered=Count("pk", filter=Q(state=state.DELIVERED)),
        bounced=Count("pk", filter=Q(state=state.BOUNCED)),
        failed=Count("pk", filter=Q(state=state.FAILED)),
        unknown=Count("pk", filter=_is_unknown()),
    )
    return Counts(**figures)


def delivery_for(viewer: Viewer, pk: UUID) -> Delivery:
    """One delivery. Raises Http404."""
    rows = visible(Delivery, viewer).select_related("version__release__unit", "contact__outlet", "dispatch")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def left_out_of(viewer: Viewer, dispatch: Dispatch) -> list[LeftOut]:
    """Who of the chosen did not get the letter, and why."""
    return list(visible(LeftOut, viewer).filter(dispatch=dispatch).select_related("contact__outlet"))


def intent_key(delivery: Delivery, turn: int | None = None) -> str:
    """The key of the intent that sends `delivery`; a person's retry after a failure begins a new turn (None: the last)."""
    if turn is None:
        turn = DeliveryFact.objects.filter(delivery=delivery, kind=DeliveryFact.Kind.QUEUED).count()
    return f"distribution.send:{delivery.pk}:{turn}"


def intent_of(viewer: Viewer, delivery: Delivery) -> Intent | None:
    """The intent of the last turn."""
    return intents(viewer, kind="distribution.send").filter(key=intent_key(delivery)).first()


def _is_unknown() -> Q:
    cut_off = DeliveryFact.objects.filter(kind=DeliveryFact.Kind.UNKNOWN).values("delivery_id")
    return Q(pk__in=cut_off)
