"""What the worker does: naming and weighing each traced article, and learning a unit's model."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from jembatan.chain.coverage.attending import Keep
from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import actions, queries
from jembatan.chain.coverage.tone.actions import MachineTone
from jembatan.chain.coverage.tone.learning import SURE, learn, predict
from jembatan.chain.coverage.tone.models import ToneJudgement
from jembatan.chain.coverage.tone.rereading import judged_of, read_article
from jembatan.chain.coverage.tone.weighing import Judged
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import system_viewer

WORKER = system_viewer("worker")
#: So many of a unit's newest articles are judged again when what judges them changes.
JUDGED_AGAIN = 2000


def attend_traced(article: Article) -> Keep:
    """Find who is named and how each comes off; keep it in the transaction that keeps the article's origin."""
    named, judged = read_article(article)
    models = queries.models_in_use([one.institution_id for one in judged])
    tones = [machine_tone(one, _numbers_of(models.get(one.institution_id))) for one in judged]

    def keep(kept: Article) -> None:
        actions.keep_named(viewer=WORKER, article=kept, named=named, tones=tones)

    return keep


def machine_tone(judged: Judged, numbers: dict[str, Any] | None) -> MachineTone:
    """The rule's judgement, or that of the unit's own model where one is used. What only names a place is for people."""
    by, tone = ToneJudgement.By.RULE, judged.tone
    if numbers is not None:
        guess, sureness = predict(numbers, judged.said)
        by, tone = ToneJudgement.By.MODEL, guess if sureness >= SURE and not judged.is_loose else ""
    return MachineTone(judged.institution_id, tone, judged.lean, str(by), judged.evidence)


def _numbers_of(model_id: UUID | None) -> dict[str, Any] | None:
    return _numbers(model_id) if model_id is not None else None


@lru_cache(maxsize=32)
def _numbers(model_id: UUID) -> dict[str, Any]:
    """A model never changes once it is learnt, so a process reads it once."""
    return queries.numbers_of(model_id)


def learn_model(lease: Lease) -> None:
    """Learn a unit's model from its labels, and let it or the rule judge the unit's articles anew."""
    unit = Unit.objects.get(pk=lease.payload["unit"])
    examples = queries.examples_of(unit.pk)
    learnt = learn(examples)
    if learnt is None:
        with lease.settle():
            return
    numbers = learnt.numbers if learnt.is_better else None
    tones = {
        article.pk: machine_tone(judged_of(article, unit.pk, article.mentions.all()), numbers)
        for article in queries.articles_judged(unit.pk, JUDGED_AGAIN)
    }
    with lease.settle():
        actions.keep_model(viewer=WORKER, unit=unit, learnt=learnt, labels=len(examples), tones=tones)
