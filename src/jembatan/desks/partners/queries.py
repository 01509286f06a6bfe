"""Every look into partners, as far as the viewer may see."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.queries import events_with_part
from jembatan.chain.releases.models import Release
from jembatan.chain.releases.queries import public_versions
from jembatan.desks.partners.budgets import Budget, budget_of, budgets_of
from jembatan.desks.partners.models import (
    Accreditation,
    Agreement,
    Journalist,
    Letter,
    Partner,
    PartnerPaper,
    Placement,
    PlacementStep,
    Term,
)
from jembatan.desks.partners.numbering import pattern_of
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.units.models import Government
from jembatan.foundation.viewer import Role, Viewer

M = TypeVar("M", bound=Model)

_PARTNER = ("outlet", "region", "verification_file")
_PLACEMENT = (
    "agreement__partner__outlet", "agreement__contracting_officer", "term", "release", "version__release",
    "unit__government", "ordered_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartnerFilter:
    """How the register is narrowed; "" and None narrow nothing. `papers`: "expired" (on `today`) or "none"."""

    words: str = ""
    kind: str = ""
    council: str = ""
    region_id: UUID | None = None
    papers: str = ""
    today: date | None = None


def partners(viewer: Viewer, narrow: PartnerFilter = PartnerFilter()) -> QuerySet[Partner]:
    """The register, by name."""
    rows = visible(Partner, viewer).select_related(*_PARTNER).prefetch_related("papers")
    if narrow.words:
        asked = narrow.words
        rows = rows.filter(
            Q(outlet__name__icontains=asked) | Q(legal_name__icontains=asked) | Q(editor__icontains=asked)
        )
    if narrow.kind:
        rows = rows.filter(outlet__kind=narrow.kind)
    if narrow.council:
        rows = rows.filter(press_council=narrow.council)
    if narrow.region_id:
        rows = rows.filter(region=narrow.region_id)
    if narrow.papers == "expired":
        expired = PartnerPaper.objects.filter(valid_until__lt=narrow.today or clock.now().date())
        rows = rows.filter(pk__in=expired.values("partner_id"))
    if narrow.papers == "none":
        rows = rows.filter(papers__isnull=True)
    return rows.order_by("outlet__name")


def partner_for(viewer: Viewer, pk: UUID) -> Partner:
    """The partner. Raises Http404."""
    return _one(visible(Partner, viewer).select_related(*_PARTNER), pk)


def partner_of_outlet(viewer: Viewer, outlet: Outlet) -> Partner | None:
    """The register's entry of an outlet, if there is one."""
    return visible(Partner, viewer).select_related(*_PARTNER).filter(outlet=outlet).first()


def papers_of(viewer: Viewer, partner: Partner) -> list[PartnerPaper]:
    """The documents of a partner."""
    return list(visible(PartnerPaper, viewer).filter(partner=partner).select_related("file"))


def paper_for(viewer: Viewer, pk: UUID) -> PartnerPaper:
    """A document of a partner. Raises Http404."""
    return _one(visible(PartnerPaper, viewer).select_related("partner__outlet", "file"), pk)


def outlets_to_register(viewer: Viewer) -> QuerySet[Outlet]:
    """The outlets that are not in the register yet."""
    return outlets(viewer).filter(partner__isnull=True).order_by("name")


def regions(viewer: Viewer) -> QuerySet[Government]:
    """The governments whose area an outlet may be of."""
    rows = Government.objects.exclude(level=Government.Level.COUNTRY)
    return rows.order_by("code") if viewer.is_member else rows.none()


def journalists(
    viewer: Viewer, *, words: str = "", partner: Partner | None = None, is_active: bool | None = None
) -> QuerySet[Journalist]:
    """Journalists by name, narrowed by a part of name, beat or outlet."""
    rows = visible(Journalist, viewer).select_related("partner__outlet")
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(beats__icontains=words) | Q(partner__outlet__name__icontains=words)
        )
    if partner is not None:
        rows = rows.filter(partner=partner)
    if is_active is not None:
        rows = rows.filter(is_active=is_active)
    return rows.order_by("name")


def journalist_for(viewer: Viewer, pk: UUID) -> Journalist:
    """A journalist. Raises Http404."""
    return _one(visible(Journalist, viewer).select_related("partner__outlet"), pk)


def accreditations(
    viewer: Viewer, *, words: str = "", state: str = "", event: Event | None = None
) -> QuerySet[Accreditation]:
    """Accreditations that the viewer may see, those that wait first."""
    rows = visible(Accreditation, viewer).select_related(
        "event", "journalist__partner__outlet", "unit__government", "requested_by", "decided_by"
    )
    if words:
        rows = rows.filter(
            Q(journalist__name__icontains=words)
            | Q(event__title__icontains=words)
            | Q(journalist__partner__outlet__name__icontains=words)
        )
    if state:
        rows = rows.filter(state=state)
    if event is not None:
        rows = rows.filter(event=event)
    return rows.order_by("-event__starts_at", "journalist__name")


def accreditation_for(viewer: Viewer, pk: UUID) -> Accreditation:
    """An accreditation. Raises Http404."""
    return _one(accreditations(viewer), pk)


def events_to_accredit(viewer: Viewer) -> QuerySet[Event]:
    """Events of which the viewer's unit has a part and that are not over."""
    rows = events_with_part(viewer).exclude(state=Event.State.CANCELLED)
    now = clock.now()
    return rows.filter(Q(ends_at__gte=now) | Q(ends_at=None, starts_at__gte=now)).order_by("starts_at")


def accreditation_by_token(token: str) -> Accreditation | None:
    """What the QR of a badge points to; for anybody."""
    rows = Accreditation.objects.select_related("event", "journalist__partner__outlet", "unit__government")
    return rows.filter(token=token).first() if token else None


def order_by_token(token: str) -> Placement | None:
    """What the QR of a Surat Pesanan points to; for anybody."""
    return Placement.objects.select_related(*_PLACEMENT).filter(check_token=token).first() if token else None


def placement_by_hand_in(token: str) -> Placement | None:
    """The order whose outlet hands in its proof by this link; for anybody who has it."""
    return Placement.objects.select_related(*_PLACEMENT).filter(hand_in_token=token).first() if token else None


def agreements(
    viewer: Viewer, *, words: str = "", state: str = "", partner: Partner | None = None
) -> QuerySet[Agreement]:
    """Agreements that the viewer may see, the newest first."""
    rows = visible(Agreement, viewer).select_related("partner__outlet", "contracting_officer", "unit__government")
    if words:
        rows = rows.filter(
            Q(number__icontains=words)
            | Q(partner__outlet__name__icontains=words)
            | Q(subject__icontains=words)
            | Q(budget_code__icontains=words)
        )
    if state:
        rows = rows.filter(state=state)
    if partner is not None:
        rows = rows.filter(partner=partner)
    return rows.annotate(orders=Count("placements")).order_by("-starts_on", "number")


def agreement_for(viewer: Viewer, pk: UUID) -> Agreement:
    """An agreement. Raises Http404."""
    return _one(agreements(viewer), pk)


def terms_of(viewer: Viewer, agreement: Agreement) -> list[Term]:
    """The terms of an agreement."""
    return list(visible(Term, viewer).filter(agreement=agreement))


def term_for(viewer: Viewer, pk: UUID) -> Term:
    """A term. Raises Http404."""
    return _one(visible(Term, viewer).select_related("agreement__partner__outlet", "agreement__unit__government"), pk)


def contracting_officers(viewer: Viewer) -> list[User]:
    """Who of the unit can be named as PPK: everybody who works in it."""
    return members_with(viewer.unit_id, *(role for role in Role if role != Role.AUDITOR))


@dataclass(frozen=True, slots=True)
class PlacementFilter:
    """How orders are narrowed; "" and None narrow nothing."""

    words: str = ""
    state: str = ""
    kind: str = ""
    partner_id: UUID | None = None
    agreement_id: UUID | None = None
    since: date | None = None
    until: date | None = None


def placements(viewer: Viewer, narrow: PlacementFilter = PlacementFilter()) -> QuerySet[Placement]:
    """Orders that the viewer may see, the newest first."""
    rows = visible(Placement, viewer).select_related(*_PLACEMENT)
    if narrow.words:
        rows = rows.filter(
            Q(order_number__icontains=narrow.words)
            | Q(title__icontains=narrow.words)
            | Q(agreement__partner__outlet__name__icontains=narrow.words)
        )
    exact = {
        "state": narrow.state, "kind": narrow.kind, "agreement__partner": narrow.partner_id,
        "agreement": narrow.agreement_id, "ordered_on__gte": narrow.since, "ordered_on__lte": narrow.until,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value})


def placement_for(viewer: Viewer, pk: UUID) -> Placement:
    """An order. Raises Http404."""
    return _one(placements(viewer), pk)


def placements_of_release(viewer: Viewer, release: Release) -> list[Placement]:
    """The orders of a release's text."""
    return list(placements(viewer).filter(release=release))


def steps_of(viewer: Viewer, placement: Placement) -> list[PlacementStep]:
    """What happened to an order, in time."""
    return list(visible(PlacementStep, viewer).filter(placement=placement).select_related("taken_by"))


def letters_about(viewer: Viewer, subject_id: UUID) -> list[Letter]:
    """The letters about an order or a request, the newest first."""
    return list(visible(Letter, viewer).filter(subject_id=subject_id).select_related("file").order_by("-created_at"))


def letter_for(viewer: Viewer, pk: UUID) -> Letter:
    """A letter. Raises Http404."""
    return _one(visible(Letter, viewer).select_related("file"), pk)


def releases_to_order(viewer: Viewer, keep: UUID | None = None, limit: int = 200) -> QuerySet[Release]:
    """The unit's releases that the public may read, the newest first: what a kind of text can be ordered for."""
    own = public_versions().filter(release__in=owned(Release, viewer).values("pk"))
    chosen = list(own.values_list("release_id", flat=True)[:limit])
    return visible(Release, viewer).filter(Q(pk__in=chosen) | Q(pk=keep)).order_by("-issued_at")


def titles_of(viewer: Viewer, releases: list[UUID]) -> dict[UUID, str]:
    """The public titles of releases."""
    del viewer  # what is public needs no viewer
    rows = public_versions().filter(release__in=releases)
    return dict(rows.values_list("release_id", "title"))


def number_pattern(viewer: Viewer, kind: str) -> str:
    """By which pattern the viewer's unit numbers its papers of `kind`."""
    return pattern_of(viewer.unit_id, kind) if viewer.unit_id else ""


def _one(rows: QuerySet[M], pk: UUID) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


__all__ = ["Budget", "budget_of", "budgets_of"]
