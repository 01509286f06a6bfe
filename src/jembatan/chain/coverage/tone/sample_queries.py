"""Reading samples. While two people label, each sees their own labels only."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from jembatan.chain.coverage.tone import policies
from jembatan.chain.coverage.tone.measuring import Score, kappa
from jembatan.chain.coverage.tone.models import SampleItem, SampleLabel, ToneSample
from jembatan.chain.coverage.tone.queries import agreement_table, given
from jembatan.chain.coverage.tone.rereading import about
from jembatan.chain.coverage.tone.weighing import excerpts
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.units.access import owned
from jembatan.foundation.viewer import WORKING_ROLES, Viewer


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sample is: of `items`, how many the viewer has labelled, and both together (of twice as many)."""

    items: int
    mine: int
    both: int


@dataclass(frozen=True, slots=True)
class Difference:
    """An item on which the two differ, and what each said."""

    item: SampleItem
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item as it is put before a labeller: the sentences about the institution without any mark of the machine, and
    the viewer's own label so far."""

    item: SampleItem
    passages: list[str]
    label: str
    position: int
    items: int
    before: int | None
    after: int | None


def samples(viewer: Viewer) -> QuerySet[ToneSample]:
    """The samples of the viewer's unit, the newest first."""
    rows = owned(ToneSample, viewer).select_related("first_labeller", "second_labeller", "drawn_by")
    return rows.annotate(item_count=Count("items")).order_by("-number")


def sample_for(viewer: Viewer, pk: UUID) -> ToneSample:
    """One sample of the viewer's unit. Raises Http404."""
    found = samples(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def item_for(viewer: Viewer, sample: ToneSample, order: int) -> SampleItem:
    """An item of a sample by its place. Raises Http404."""
    rows = owned(SampleItem, viewer).select_related("sample", "article__outlet", "institution")
    found = rows.filter(sample=sample, order=order).first()
    if found is None:
        raise Http404
    return found


def progress_of(viewer: Viewer, sample: ToneSample) -> Progress:
    """How far the labelling is."""
    labels = SampleLabel.objects.filter(item__sample=sample)
    return Progress(sample.items.count(), labels.filter(labeller=viewer.user_id).count(), labels.count())


def next_order(viewer: Viewer, sample: ToneSample, *, behind: int = 0) -> int | None:
    """The first item after place `behind` that the viewer has not labelled; else the first of all; None where done."""
    mine = SampleLabel.objects.filter(item__sample=sample, labeller=viewer.user_id).values("item")
    open_items = sample.items.exclude(pk__in=mine).order_by("order").values_list("order", flat=True)
    orders = list(open_items)
    return next((order for order in orders if order > behind), orders[0] if orders else None)


def sheet(viewer: Viewer, item: SampleItem) -> Sheet:
    """An item as a labeller sees it."""
    article = item.article
    spans = about(article, item.institution_id, article.mentions.all())
    pieces = ["".join(text for text, _tone in run) for run in excerpts(article.text, spans, [])]
    mine = SampleLabel.objects.filter(item=item, labeller=viewer.user_id).first()
    orders = list(item.sample.items.order_by("order").values_list("order", flat=True))
    place = orders.index(item.order)
    return Sheet(
        item=item,
        passages=pieces or [article.text],
        label=mine.label if mine else "",
        position=place + 1,
        items=len(orders),
        before=orders[place - 1] if place else None,
        after=orders[place + 1] if place + 1 < len(orders) else None,
    )


def differences(viewer: Viewer, sample: ToneSample) -> list[Difference]:
    """The items on which the two differ; none before both are done."""
    if not policies.labels_are_open(sample):
        return []
    rows = owned(SampleItem, viewer).filter(sample=sample).select_related("sample", "article__outlet", "decided_by")
    found = []
    for item in rows.prefetch_related("labels"):
        first, second = given(item)
        if first != second:
            found.append(Difference(item, first, second))
    return found


def agreement_in(sample: ToneSample) -> tuple[Score, list[list[int]]] | None:
    """Cohen's kappa of one sample, with its table; None before both are done."""
    table = agreement_table([sample])
    return (kappa(table), table) if table is not None else None


def possible_labellers(viewer: Viewer) -> list[User]:
    """Who may label in the viewer's unit."""
    return members_with(viewer.unit_id, *WORKING_ROLES)
