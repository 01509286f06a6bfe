"""Reading sources, how they are, and what they showed."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.utils.timezone import get_current_timezone

from jembatan.chain.coverage.addresses import canonical_key, clean_address
from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources import policies
from jembatan.chain.coverage.sources.health import Health
from jembatan.chain.coverage.sources.models import Poll, Sighting, Source
from jembatan.chain.coverage.sources.pasting import addresses_in
from jembatan.chain.coverage.sources.scheduling import health_of_source
from jembatan.foundation import clock
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.viewer import Viewer

#: What needs a person comes first.
_ORDER = [Health.FAILING, Health.SILENT, Health.NEW, Health.WELL, Health.PAUSED]
DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its health; `today` is how many articles it has shown since midnight."""

    source: Source
    health: Health
    today: int


@dataclass(frozen=True, slots=True)
class PastedAddress:
    """An address in a pasted text: `article` if the network has it, `refusal` if it can't be used."""

    address: str
    article: Article | None
    refusal: str = ""


def sources(viewer: Viewer, *, kind: str = "", words: str = "") -> list[SourceView]:
    """The sources that the viewer may see, those that need a person first."""
    rows = visible(Source, viewer).select_related("unit", "outlet")
    if kind in Source.Kind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(address__icontains=words) | Q(outlet__name__icontains=words))
    zone = get_current_timezone()
    midnight = clock.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Count("sightings", filter=Q(sightings__seen_at__gte=midnight))
    views = [SourceView(row, health_of_source(row), row.today) for row in rows.annotate(today=today)]
    return sorted(views, key=lambda view: (_ORDER.index(view.health), view.source.name.casefold()))


def source_for(viewer: Viewer, pk: UUID) -> Source:
    """One source, or Http404."""
    source = visible(Source, viewer).select_related("unit", "outlet").filter(pk=pk).first()
    if source is None:
        raise Http404
    return source


def own_source_for(viewer: Viewer, pk: UUID) -> Source:
    """One source of the viewer's unit, or Http404."""
    source = owned(Source, viewer).select_related("unit", "outlet").filter(pk=pk).first()
    if source is None:
        raise Http404
    return source


def may_change(viewer: Viewer, source: Source) -> bool:
    """Whether the viewer may change `source`."""
    return not policies.reasons_against_changing(viewer, source)


def may_add(viewer: Viewer) -> bool:
    """Whether the viewer may add sources."""
    return not policies.reasons_against_adding(viewer, Source.Kind.FEED, "unit")


def last_polls(viewer: Viewer, source: Source, limit: int = 20) -> list[Poll]:
    """The last looks, for those whose source it is."""
    return list(visible(Poll, viewer).filter(source=source)[:limit])


def last_sightings(viewer: Viewer, source: Source, limit: int = 20) -> QuerySet[Sighting]:
    """What the source showed last."""
    rows = visible(Sighting, viewer).filter(source=source).select_related("article")
    return rows.order_by("-seen_at", "-item_at")[:limit]


def articles_a_day(viewer: Viewer, source: Source) -> list[tuple[date, int]]:
    """How many articles the source showed on each of the last days, the oldest first; days without one too."""
    zone = get_current_timezone()
    today = clock.now().astimezone(zone).date()
    rows = visible(Sighting, viewer).filter(source=source, seen_at__gte=clock.now() - timedelta(days=DAYS_SHOWN + 1))
    counted = dict(
        rows.annotate(day=TruncDate("seen_at", tzinfo=zone)).order_by().values_list("day").annotate(n=Count("pk"))
    )
    days = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    return [(day, counted.get(day, 0)) for day in days]


def unwell_sources(viewer: Viewer) -> list[SourceView]:
    """Sources of the viewer's unit that fail or have fallen silent."""
    rows = owned(Source, viewer).filter(state=Source.State.ACTIVE).exclude(kind=Source.Kind.PASTED)
    views = [SourceView(row, health_of_source(row), 0) for row in rows]
    return [view for view in views if view.health in {Health.FAILING, Health.SILENT}]


def sources_of_article(viewer: Viewer, article: Article) -> list[Source]:
    """The sources in which the viewer sees that `article` stood."""
    shown = visible(Sighting, viewer).filter(article=article).values("source_id")
    return list(visible(Source, viewer).filter(pk__in=shown))


def own_source_units(article: Article) -> set[UUID]:
    """The units in whose own sources `article` stood. A fact for the system; no viewer is asked."""
    return set(Sighting.objects.filter(article=article).values_list("source__unit_id", flat=True))


def pasted_addresses(viewer: Viewer, text: str) -> list[PastedAddress]:
    """The addresses in a pasted text, each new, known or refused."""
    found: dict[str, PastedAddress] = {}
    for address in addresses_in(text):
        try:
            cleaned = clean_address(address)
            key = canonical_key(cleaned)
        except Refused as refusal:
            found.setdefault(address, PastedAddress(address, None, refusal.reasons[0]))
        else:
            found.setdefault(key, PastedAddress(cleaned, None))
    articles = visible(Article, viewer).select_related("same_as")
    known = {article.canonical_key: article for article in articles.filter(canonical_key__in=found)}
    seen = visible(Sighting, viewer).filter(key__in=found).select_related("article")
    known = {sighting.key: sighting.article for sighting in seen} | known
    return [PastedAddress(one.address, known[key]) if key in known else one for key, one in found.items()]


def sources_to_poll(name: str | None) -> list[Source]:
    """Every watched source, or those called `name` (name, address, identifier). For commands: of all units."""
    rows = Source.objects.filter(state=Source.State.ACTIVE).exclude(kind=Source.Kind.PASTED).select_related("unit")
    if name is not None:
        pk = read_id(name)
        rows = rows.filter(pk=pk) if pk is not None else rows.filter(Q(name__iexact=name) | Q(address=name))
    return list(rows.order_by("unit_id", "name"))
