"""Double labelling: a sample is drawn, two people label it unseen by each other, a third step decides where they differ."""

import secrets
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import policies, sampling
from jembatan.chain.coverage.tone.actions import add_judgement, ask_to_learn
from jembatan.chain.coverage.tone.events import ToneChanged
from jembatan.chain.coverage.tone.models import SampleItem, SampleLabel, ToneJudgement, ToneSample
from jembatan.chain.coverage.tone.states import Label, SampleState, after
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import WORKING_ROLES, Viewer


@action("tone.draw_sample")
def draw_sample(*, viewer: Viewer, size: int, first: User, second: User, seed: int | None = None) -> ToneSample:
    """Draw `size` articles that name the viewer's unit, by strata of what the rule leans to, for two people to label.

    The seed is kept, so that the draw can be repeated. Articles of earlier samples are left out. Raises Refused.
    """
    reasons = policies.reasons_against_drawing(viewer)
    refuse_if(reasons)
    assert viewer.unit_id is not None
    assert viewer.user_id is not None
    unit = Unit.objects.select_for_update().get(pk=viewer.unit_id)
    members = {user.pk for user in members_with(unit.pk, *WORKING_ROLES)}
    reasons = policies.reasons_against_pair(first.pk, second.pk, members)
    if not policies.SMALLEST <= size <= policies.LARGEST:
        reasons.append(
            _("Ukuran sampel antara %(least)s dan %(most)s berita.")
            % {"least": policies.SMALLEST, "most": policies.LARGEST}
        )
    strata = _strata(unit)
    available = sum(len(articles) for articles in strata.values())
    if available < policies.SMALLEST:
        reasons.append(
            _("Baru ada %(n)s berita yang menyebut unit ini dan belum pernah diambil; sampel memerlukan %(least)s.")
            % {"n": available, "least": policies.SMALLEST}
        )
    refuse_if(reasons)
    chosen_seed = secrets.randbits(31) if seed is None else seed
    sample = ToneSample.objects.create(
        unit=unit,
        number=(ToneSample.objects.filter(unit=unit).aggregate(last=Max("number"))["last"] or 0) + 1,
        seed=chosen_seed,
        first_labeller=first,
        second_labeller=second,
        drawn_by_id=viewer.user_id,
    )
    drawn = sampling.draw(strata, size, chosen_seed)
    SampleItem.objects.bulk_create(
        SampleItem(sample=sample, order=order, article_id=article, institution=unit, stratum=stratum)
        for order, (article, stratum) in enumerate(drawn, start=1)
    )
    _record(viewer, "tone.draw_sample", sample, items=len(drawn), seed=chosen_seed)
    return sample


def _strata(unit: Unit) -> dict[str, list[UUID]]:
    """The articles that name a unit and were in no sample of it, by what the rule leans to."""
    taken = SampleItem.objects.filter(sample__unit=unit, institution=unit).exclude(sample__state=SampleState.CANCELLED)
    rows = (
        ToneJudgement.objects.filter(institution=unit)
        .exclude(by=ToneJudgement.By.PERSON)
        .exclude(article__in=taken.values("article"))
        .order_by("article_id")
        .values_list("article_id", "rule_tone")
    )
    strata: dict[str, list[UUID]] = {}
    for article, lean in rows:
        strata.setdefault(lean, []).append(article)
    return strata


@action("tone.label")
def label(*, viewer: Viewer, item: SampleItem, label: str) -> SampleLabel:
    """Label one item; a second label replaces the labeller's own first. When both have labelled everything, the
    sample goes on by itself. Raises Refused."""
    sample = _locked(item.sample_id)
    reasons = policies.reasons_against_labelling(viewer, sample)
    if label not in Label.values:
        reasons.append(_("Pilih salah satu label."))
    refuse_if(reasons)
    given, _is_new = SampleLabel.objects.update_or_create(
        item=item, labeller_id=viewer.user_id, defaults={"label": label, "labelled_at": clock.now()}
    )
    # The label itself stays out of the log until both are done: whoever reads the log might be the other one.
    _record(viewer, "tone.label", sample, item=item.order)
    _go_on(viewer, sample)
    return given


@action("tone.unlabel")
def unlabel(*, viewer: Viewer, sample: ToneSample) -> SampleItem | None:
    """Take back the viewer's last label; answers its item, or None where there is none. Raises Refused."""
    sample = _locked(sample.pk)
    refuse_if(policies.reasons_against_labelling(viewer, sample))
    mine = SampleLabel.objects.filter(item__sample=sample, labeller_id=viewer.user_id)
    last = mine.select_related("item").order_by("-labelled_at", "-item__order").first()
    if last is None:
        return None
    last.delete()
    _record(viewer, "tone.unlabel", sample, item=last.item.order)
    return last.item


@action("tone.resolve")
def resolve(*, viewer: Viewer, item: SampleItem, label: str) -> SampleItem:
    """Decide an item on which the two differ; with the last one the sample is settled. Raises Refused."""
    sample = _locked(item.sample_id)
    item = SampleItem.objects.get(pk=item.pk)
    item.sample = sample
    given = set(SampleLabel.objects.filter(item=item).values_list("label", flat=True))
    reasons = policies.reasons_against_deciding(viewer, item, differs=len(given) > 1)
    if label not in Label.values:
        reasons.append(_("Pilih salah satu label."))
    refuse_if(reasons)
    item.decided, item.decided_by_id = label, viewer.user_id
    item.save(update_fields=["decided", "decided_by"])
    sample.state = after(sample.state, "resolve")
    _record(viewer, "tone.resolve", sample, item=item.order, label=label)
    if all(row.decided or len(labels) == 1 for row, labels in _labelled(sample)):
        _settle(viewer, sample, "settle")
    return item


@action("tone.cancel_sample")
def cancel_sample(*, viewer: Viewer, sample: ToneSample) -> ToneSample:
    """Give a sample up; its labels stay in the record and count for nothing. Raises Refused."""
    sample = _locked(sample.pk)
    refuse_if(policies.reasons_against_cancelling(viewer, sample))
    sample.state = after(sample.state, "cancel")
    sample.save(update_fields=["state"])
    _record(viewer, "tone.cancel_sample", sample, state=sample.state)
    return sample


def _locked(sample_id: UUID) -> ToneSample:
    return ToneSample.objects.select_for_update().get(pk=sample_id)


def _labelled(sample: ToneSample) -> list[tuple[SampleItem, set[str]]]:
    items = sample.items.prefetch_related("labels").select_related("article")
    return [(item, {label.label for label in item.labels.all()}) for item in items]


def _go_on(viewer: Viewer, sample: ToneSample) -> None:
    items = sample.items.count()
    if SampleLabel.objects.filter(item__sample=sample).count() < 2 * items:
        return
    if all(len(labels) == 1 for _item, labels in _labelled(sample)):
        _settle(viewer, sample, "agree")
        return
    sample.state = after(sample.state, "differ")
    sample.save(update_fields=["state"])


def _settle(viewer: Viewer, sample: ToneSample, step: str) -> None:
    """The outcome becomes the unit's labels; what could not be told becomes none."""
    sample.state, sample.settled_at = after(sample.state, step), clock.now()
    sample.save(update_fields=["state", "settled_at"])
    for item, labels in _labelled(sample):
        outcome = item.decided or next(iter(labels))
        if outcome != Label.UNCLEAR:
            by = item.decided_by_id or sample.second_labeller_id
            article: Article = item.article
            add_judgement(sample.unit_id, by, article, item.institution_id, outcome, sample_item_id=item.pk)
            registry.announce(ToneChanged(article.pk, item.institution_id))
    _record(viewer, "tone.settle_sample", sample, state=sample.state)
    ask_to_learn(sample.unit_id)


def _record(viewer: Viewer, name: str, sample: ToneSample, **changes: object) -> None:
    record(
        viewer,
        name,
        unit_id=sample.unit_id,
        kind=ToneSample._meta.label,
        object_id=sample.pk,
        changes=changes,
    )
