"""Reading mentions and tones, each tone with how far it can be trusted."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import shipped
from jembatan.chain.coverage.tone.learning import ENOUGH, Example
from jembatan.chain.coverage.tone.measuring import FEWEST, LABELS, TONES, Score, kappa, macro_f1, table_of
from jembatan.chain.coverage.tone.models import LearntModel, Mention, SampleItem, ToneJudgement, ToneSample
from jembatan.chain.coverage.tone.rereading import judged_of
from jembatan.chain.coverage.tone.states import SampleState
from jembatan.foundation.units.access import visible
from jembatan.foundation.units.models import Unit
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import Viewer

#: What a measure was taken on.
ON_SAMPLES, ON_LABELS, ON_SHIPPED = "samples", "labels", "shipped"


@dataclass(frozen=True, slots=True)
class ToneMeasure:
    """How far a unit's tone figures can be trusted: macro-F1 with its 95% interval of what judges them (`by`: the rule
    or its model), on which set (`basis`: drawn samples, all its labels, or the shipped test set), with how many
    `items`; `labels` of the unit so far; Cohen's kappa of its double labelling (None: none yet)."""

    macro_f1: float
    low: float
    high: float
    labels: int
    kappa: float | None
    by: str
    basis: str
    items: int
    table: list[list[int]] = field(default_factory=list)
    agreement: Score | None = None

    @property
    def labels_missing(self) -> int:
        """How many labels until a model of the unit's own is tried."""
        return max(0, ENOUGH - self.labels)


@dataclass(frozen=True, slots=True)
class ToneView:
    """One article's tone for one institution. `tone` is empty where it needs review; `error` goes with every figure."""

    tone: str
    by: str
    needs_review: bool
    evidence: list[dict[str, object]]
    error: ToneMeasure


def mentions_of(viewer: Viewer, article: Article) -> list[Mention]:
    """Who is named in an article, the units first."""
    rows = visible(Mention, viewer).filter(article=article)
    return list(rows.select_related("unit", "person", "institution__government").order_by("-kind", "name"))


def tones_of(viewer: Viewer, articles: Iterable[Article], unit: Unit) -> dict[UUID, ToneView]:
    """How `unit` comes off in each of `articles`, by the article's identifier; those without any judgement are left
    out. The newest judgement of the viewer's own unit's people wins (of `unit`'s own, for the system)."""
    ids = [article.pk for article in articles]
    rows = visible(ToneJudgement, viewer).filter(article__in=ids, institution=unit).order_by("judged_at", "pk")
    chosen = _winning(rows, viewer.unit_id or unit.pk)
    measure = measured(unit) if chosen else None
    return {pk: _view(row, measure) for (pk, _institution), row in chosen.items() if measure is not None}


def tones_in(viewer: Viewer, article: Article) -> dict[UUID, ToneView]:
    """How every institution comes off in one article, by the institution's identifier."""
    rows = visible(ToneJudgement, viewer).filter(article=article).select_related("institution")
    chosen = _winning(rows.order_by("judged_at", "pk"), viewer.unit_id)
    return {institution: _view(row, measured(row.institution)) for (_pk, institution), row in chosen.items()}


def _winning(rows: Iterable[ToneJudgement], unit_id: UUID | None) -> dict[tuple[UUID, UUID], ToneJudgement]:
    """The judgement that counts for each (article, institution); `rows` are in order of time."""
    chosen: dict[tuple[UUID, UUID], ToneJudgement] = {}
    for row in rows:
        key = (row.article_id, row.institution_id)
        is_person = row.by == ToneJudgement.By.PERSON
        if is_person and row.unit_id != unit_id:
            continue
        if is_person or key not in chosen or chosen[key].by != ToneJudgement.By.PERSON:
            chosen[key] = row
    return chosen


def _view(row: ToneJudgement, measure: ToneMeasure) -> ToneView:
    return ToneView(row.tone, row.by, row.needs_review, list(row.evidence), measure)


def measured(unit: Unit) -> ToneMeasure:
    """How far the tone figures of `unit` can be trusted. On its drawn samples where they are enough, since those stand
    for all its articles; else on all its labels, which lean to what people found worth correcting; else as shipped."""
    rows = _labels(unit.pk)
    agreement = agreement_of(unit)
    model = model_in_use(unit.pk)
    drawn = [row for row in rows if row.sample_item_id is not None]
    basis, used = (ON_SAMPLES, drawn) if len(drawn) >= FEWEST else (ON_LABELS, rows)
    score, table = shipped.RULE, list[list[int]]()
    if model is not None:
        score = Score(model.macro_f1, model.low, model.high, model.labels)
        basis, table = ON_LABELS, model.confusion
    elif len(used) >= FEWEST:
        table = table_of((row.tone, row.rule_tone) for row in used)
        score = macro_f1(table)
    else:
        basis = ON_SHIPPED
    return ToneMeasure(
        macro_f1=score.value,
        low=score.low,
        high=score.high,
        labels=len(rows),
        kappa=agreement.value if agreement else None,
        by=ToneJudgement.By.MODEL if model is not None else ToneJudgement.By.RULE,
        basis=basis,
        items=score.items,
        table=table,
        agreement=agreement,
    )


def _labels(unit_id: UUID) -> list[ToneJudgement]:
    """The unit's labels: of each article and institution the newest judgement of its people."""
    rows = ToneJudgement.objects.filter(unit=unit_id, by=ToneJudgement.By.PERSON).order_by("judged_at", "pk")
    rows = rows.only("article_id", "institution_id", "unit_id", "tone", "rule_tone", "by", "sample_item_id")
    return list(_winning(rows, unit_id).values())


def model_in_use(unit_id: UUID) -> LearntModel | None:
    """The learnt model that judges for a unit; None where the rule does."""
    return LearntModel.objects.filter(unit=unit_id, is_used=True).first()


def models_in_use(unit_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of those units that have one in use, the unit -> its model, without the numbers."""
    if not unit_ids:
        return {}
    return dict(LearntModel.objects.filter(unit__in=unit_ids, is_used=True).values_list("unit_id", "pk"))


def numbers_of(model_id: UUID) -> dict[str, Any]:
    """The numbers of a learnt model."""
    numbers: dict[str, Any] = LearntModel.objects.values_list("numbers", flat=True).get(pk=model_id)
    return numbers


def articles_judged(unit_id: UUID, limit: int) -> list[Article]:
    """The newest articles that the machine has judged for a unit, with their mentions."""
    rows = ToneJudgement.objects.filter(institution=unit_id).exclude(by=ToneJudgement.By.PERSON)
    newest = rows.order_by("-article__created_at").values_list("article_id", flat=True)[:limit]
    return list(Article.objects.filter(pk__in=list(newest)).prefetch_related("mentions"))


def last_model(viewer: Viewer) -> LearntModel | None:
    """What was learnt last from the viewer's unit's labels, used or not."""
    return visible(LearntModel, viewer).filter(unit=viewer.unit_id).first()


def examples_of(unit_id: UUID) -> list[Example]:
    """The unit's labels as examples to learn from, in a fixed order."""
    rows = _labels(unit_id)
    articles = Article.objects.filter(pk__in={row.article_id for row in rows}).prefetch_related("mentions")
    known = {article.pk: article for article in articles}
    found = []
    for row in sorted(rows, key=lambda row: (str(row.article_id), str(row.institution_id))):
        article = known[row.article_id]
        judged = judged_of(article, row.institution_id, article.mentions.all())
        found.append(Example(judged.said, row.tone, judged.lean))
    return found


def institution_for(viewer: Viewer, pk: UUID) -> Unit:
    """A unit of the network whose tone can be judged. Raises Http404."""
    found = units(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# -- samples -----------------------------------------------------------------------------------------------------------


def agreement_of(unit: Unit) -> Score | None:
    """Cohen's kappa over all of a unit's samples that two people have labelled to the end; None where there is none."""
    table = agreement_table(ToneSample.objects.filter(unit=unit))
    return kappa(table) if table is not None else None


def agreement_table(samples: Iterable[ToneSample]) -> list[list[int]] | None:
    """How the first labeller's labels (rows) meet the second's (columns)."""
    done = [row.pk for row in samples if row.state in {SampleState.RESOLVING, SampleState.SETTLED}]
    items = SampleItem.objects.filter(sample__in=done).select_related("sample").prefetch_related("labels")
    pairs = [(first, second) for item in items for first, second in [given(item)] if first and second]
    return table_of(pairs, LABELS) if pairs else None


def given(item: SampleItem) -> tuple[str, str]:
    """What the first and the second labeller said of an item; empty where they have not yet. For open samples only."""
    said = {label.labeller_id: label.label for label in item.labels.all()}
    sample = item.sample
    return said.get(sample.first_labeller_id, ""), said.get(sample.second_labeller_id, "")


def candidates(viewer: Viewer) -> int:
    """How many articles name the viewer's unit, as far as the machine has judged them."""
    rows = (
        ToneJudgement.objects.filter(institution=viewer.unit_id) if viewer.is_member else ToneJudgement.objects.none()
    )
    return rows.exclude(by=ToneJudgement.By.PERSON).count()


def spread(viewer: Viewer) -> list[tuple[str, int]]:
    """How many articles about the viewer's unit have which tone, as it counts there; "" where a person should look."""
    rows = visible(ToneJudgement, viewer).filter(institution=viewer.unit_id).order_by("judged_at", "pk")
    light = rows.only("article_id", "institution_id", "unit_id", "tone", "by")
    counts: Counter[str] = Counter(row.tone for row in _winning(light, viewer.unit_id).values())
    return [(tone, counts[tone]) for tone in (*TONES, "")]
