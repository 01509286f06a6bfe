"""Keeping who is named and how they come off; what people judge of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import policies
from jembatan.chain.coverage.tone.events import ToneChanged
from jembatan.chain.coverage.tone.learning import ENOUGH, Learnt
from jembatan.chain.coverage.tone.matching import Named
from jembatan.chain.coverage.tone.models import LearntModel, Mention, ToneJudgement
from jembatan.chain.coverage.tone.rereading import judged_of
from jembatan.chain.coverage.tone.states import Tone
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.intents.actions import request
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.registry import registry
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.viewer import Viewer

LEARN = "tone.learn"
#: After so many further labels the model is learnt anew.
LEARN_EVERY = 20


@dataclass(frozen=True, slots=True)
class MachineTone:
    """What the machine says of one institution in an article; `tone` is empty where a person should look."""

    institution_id: UUID
    tone: str
    rule_tone: str
    by: str
    evidence: tuple[dict[str, object], ...]


@action("tone.keep_named")
def keep_named(
    *, viewer: Viewer, article: Article, named: Sequence[Named], tones: Sequence[MachineTone]
) -> list[Mention]:
    """Keep who an article names and the machine's tones. Done again, it changes only what has changed; what people
    have judged stays."""
    mentions, changed = _keep_mentions(article, named)
    if keep_tones(article, tones, alone=True) or changed:
        record(
            viewer,
            "tone.keep_named",
            unit_id=article.added_by_unit_id,
            kind=Article._meta.label,
            object_id=article.pk,
            changes={"named": [mention.name for mention in mentions]},
        )
    return mentions


def _keep_mentions(article: Article, named: Sequence[Named]) -> tuple[list[Mention], bool]:
    """The mentions as they now stand, and whether any has changed."""
    known = {_key(mention): mention for mention in Mention.objects.filter(article=article)}
    wanted = {(one.kind, one.id, one.institution_id): one for one in named}
    new: list[Mention] = []
    changed: list[Mention] = []
    for key, one in wanted.items():
        fresh = _mention(article, one)
        before = known.get(key)
        if before is None:
            new.append(fresh)
        elif any(getattr(before, name) != getattr(fresh, name) for name in _FACTS):
            for name in _FACTS:
                setattr(before, name, getattr(fresh, name))
            changed.append(before)
    Mention.objects.bulk_create(new)
    Mention.objects.bulk_update(changed, _FACTS)
    gone = [known.pop(key).pk for key in list(known) if key not in wanted]
    if gone:
        Mention.objects.filter(pk__in=gone).delete()
    return [*known.values(), *new], bool(new or changed or gone)


_FACTS = ["way", "name", "office", "is_leader", "in_title", "spans"]


def _key(mention: Mention) -> tuple[str, UUID | None, UUID]:
    return mention.kind, mention.person_id or mention.unit_id, mention.institution_id


def _mention(article: Article, one: Named) -> Mention:
    is_person = one.kind == Mention.Kind.PERSON
    return Mention(
        article=article,
        kind=one.kind,
        way=one.way,
        unit_id=None if is_person else one.id,
        person_id=one.id if is_person else None,
        institution_id=one.institution_id,
        name=one.name[:200],
        office=one.office,
        is_leader=one.is_leader,
        in_title=one.in_title,
        spans=[list(span) for span in one.spans],
    )


def keep_tones(article: Article, tones: Sequence[MachineTone], *, alone: bool = False) -> bool:
    """Write the machine's rows of an article, where they differ; with `alone` its other ones go. Answers whether
    anything did. Inside an action. A first judgement is not announced: whoever looks for it was not waiting."""
    known = {row.institution_id: row for row in article.tones.exclude(by=ToneJudgement.By.PERSON)}
    new: list[ToneJudgement] = []
    changed: list[ToneJudgement] = []
    for tone in tones:
        row = known.get(tone.institution_id) or ToneJudgement(
            article=article,
            institution_id=tone.institution_id,
            unit_id=tone.institution_id,
            visibility=Visibility.NETWORK,
        )
        facts = {
            "tone": tone.tone,
            "needs_review": not tone.tone,
            "rule_tone": tone.rule_tone,
            "by": tone.by,
            "evidence": list(tone.evidence),
        }
        if tone.institution_id in known and all(getattr(row, name) == value for name, value in facts.items()):
            continue
        for name, value in facts.items():
            setattr(row, name, value)
        row.judged_at = clock.now()
        (changed if tone.institution_id in known else new).append(row)
    ToneJudgement.objects.bulk_create(new)
    ToneJudgement.objects.bulk_update(changed, [*_TONE_FACTS, "judged_at"])
    kept = {tone.institution_id for tone in tones}
    gone = [row for row in known.values() if alone and row.institution_id not in kept]
    if gone:
        ToneJudgement.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in (*changed, *gone):
        registry.announce(ToneChanged(article.pk, row.institution_id))
    return bool(new or changed or gone)


_TONE_FACTS = ("tone", "needs_review", "rule_tone", "by", "evidence")


@action("tone.judge")
def judge(*, viewer: Viewer, article: Article, institution: Unit, tone: str) -> ToneJudgement:
    """Say how `institution` comes off in an article. The row is added; the newest one wins in the viewer's unit.

    Raises Refused with all reasons.
    """
    reasons = policies.reasons_against_judging(viewer)
    if tone not in Tone.values:
        reasons.append(_("Pilih tone: positif, netral, atau negatif."))
    refuse_if(reasons)
    assert viewer.unit_id is not None
    judgement = add_judgement(viewer.unit_id, viewer.user_id, article, institution.pk, tone)
    record(
        viewer,
        "tone.judge",
        unit_id=viewer.unit_id,
        kind=Article._meta.label,
        object_id=article.pk,
        changes={"tone": tone, "institution": str(institution)},
    )
    registry.announce(ToneChanged(article.pk, institution.pk))
    ask_to_learn(viewer.unit_id)
    return judgement


@action("tone.take_back")
def take_back(*, viewer: Viewer, judgement: ToneJudgement) -> None:
    """Undo a judgement of one's own, as if it had not been made: a slip of the key is no label to learn from.

    Raises Refused with all reasons.
    """
    refuse_if(policies.reasons_against_taking_back(viewer, judgement))
    article_id, institution_id = judgement.article_id, judgement.institution_id
    record(
        viewer,
        "tone.take_back",
        unit_id=viewer.unit_id,
        kind=Article._meta.label,
        object_id=article_id,
        changes={"tone": judgement.tone},
    )
    judgement.delete()
    registry.announce(ToneChanged(article_id, institution_id))


def add_judgement(
    unit_id: UUID,
    user_id: UUID | None,
    article: Article,
    institution_id: UUID,
    tone: str,
    *,
    sample_item_id: UUID | None = None,
) -> ToneJudgement:
    """A person's judgement, with what the rule leans to and its evidence, so that its error can be told. In an action."""
    ruled = judged_of(article, institution_id, article.mentions.all())
    return ToneJudgement.objects.create(
        unit_id=unit_id,
        article=article,
        institution_id=institution_id,
        tone=tone,
        rule_tone=ruled.lean,
        by=ToneJudgement.By.PERSON,
        evidence=list(ruled.evidence),
        judged_by_id=user_id,
        sample_item_id=sample_item_id,
    )


def ask_to_learn(unit_id: UUID) -> None:
    """Have the worker learn the unit's model once there are labels enough, and again after each further twenty."""
    labels = (
        ToneJudgement.objects.filter(unit_id=unit_id, by=ToneJudgement.By.PERSON)
        .order_by()
        .values("article_id", "institution_id")
        .distinct()
        .count()
    )
    if labels >= ENOUGH:
        request(
            kind=LEARN,
            key=f"{LEARN}:{unit_id}:{labels // LEARN_EVERY}",
            payload={"unit": str(unit_id)},
            unit_id=unit_id,
        )


@action("tone.keep_model")
def keep_model(
    *, viewer: Viewer, unit: Unit, learnt: Learnt, labels: int, tones: dict[UUID, MachineTone]
) -> LearntModel:
    """Keep what was learnt; use it where it beats the rule, else the rule. `tones` are the machine's tones anew of the
    unit's articles, by article."""
    LearntModel.objects.filter(unit=unit, is_used=True).update(is_used=False)
    model = LearntModel.objects.create(
        unit=unit,
        labels=labels,
        folds=learnt.folds,
        numbers=learnt.numbers,
        macro_f1=learnt.score.value,
        low=learnt.score.low,
        high=learnt.score.high,
        rule_macro_f1=learnt.rule.value,
        gain_low=learnt.gain.low,
        gain_high=learnt.gain.high,
        confusion=learnt.table,
        is_used=learnt.is_better,
    )
    for article in Article.objects.filter(pk__in=tones):
        keep_tones(article, [tones[article.pk]])
    record(
        viewer,
        "tone.keep_model",
        unit_id=unit.pk,
        kind=LearntModel._meta.label,
        object_id=model.pk,
        changes={"labels": labels, "macro_f1": round(model.macro_f1, 3), "is_used": model.is_used},
    )
    return model
