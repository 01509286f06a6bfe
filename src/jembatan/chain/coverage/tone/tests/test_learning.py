"""The measures are those of scikit-learn, the kept numbers say what the library says, and a model that is no better
than the rule is not used."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import actions, queries, tasks
from jembatan.chain.coverage.tone.learning import Example, _fit, counted, learn, predict, terms
from jembatan.chain.coverage.tone.measuring import TONES, gain, kappa, macro_f1, table_of
from jembatan.chain.coverage.tone.models import LearntModel, ToneJudgement
from jembatan.chain.coverage.tone.tests.test_keeping import traced
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.viewer import Role
from tests.world import World

SAID = {
    "positive": ["panen melimpah", "jalan mulus", "listrik menyala", "pasar ramai"],
    "negative": ["harga melonjak", "air keruh", "jalan putus", "listrik padam"],
    "neutral": ["rapat berlangsung", "jadwal tetap", "kantor pindah", "tamu datang"],
}


def examples(count: int = 240, *, rule_is_right: float = 0.4, noise: float = 0.0) -> list[Example]:
    chance = random.Random(5)
    found = []
    for number in range(count):
        tone = TONES[number % 3]
        said = chance.choice(SAID[tone if chance.random() >= noise else chance.choice(TONES)])
        rule = tone if chance.random() < rule_is_right else chance.choice(TONES)
        found.append(Example(f"Pemprov NTT mengabarkan {said} di desa {number % 11}.", tone, rule))
    return found


def test_model_that_beats_the_rule_is_better() -> None:
    learnt = learn(examples())
    assert learnt is not None
    assert learnt.is_better
    assert learnt.score.value > 0.95 > learnt.rule.value
    assert learnt.score.low <= learnt.score.value <= learnt.score.high
    assert sum(map(sum, learnt.table)) == 240
    assert json.loads(json.dumps(learnt.numbers)) == learnt.numbers


def test_learning_again_gives_the_same_numbers() -> None:
    one, other = learn(examples()), learn(examples())
    assert one == other


def test_model_of_noise_is_not_better_than_a_right_rule() -> None:
    learnt = learn(examples(rule_is_right=0.95, noise=0.9))
    assert learnt is not None
    assert not learnt.is_better


@pytest.mark.parametrize("tones", [["neutral"] * 30, ["neutral"] * 30 + ["positive"]])
def test_too_few_of_a_tone_teach_nothing(tones: list[str]) -> None:
    assert learn([Example("teks", tone, "neutral") for tone in tones]) is None


@pytest.mark.parametrize("classes", [2, 3])
def test_kept_numbers_say_what_the_library_says(classes: int) -> None:
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    from jembatan.chain.coverage.tone.measuring import SEED

    used = [example for example in examples(120) if example.tone in TONES[:classes]]
    numbers = _fit(used)
    texts = [example.said for example in used]
    reader = TfidfVectorizer(analyzer=terms, sublinear_tf=True, min_df=2, max_features=3000)
    model = LogisticRegression(C=4.0, class_weight="balanced", max_iter=2000, random_state=SEED)
    features = hstack([reader.fit_transform(texts), csr_matrix(np.array([counted(text) for text in texts]))]).tocsr()
    model.fit(features, [example.tone for example in used])
    asked = [*texts[:20], "", "kata yang tidak pernah ada", "korupsi korupsi panen melimpah air keruh"]
    wide = hstack([reader.transform(asked), csr_matrix(np.array([counted(text) for text in asked]))]).tocsr()
    for text, right in zip(asked, model.predict_proba(wide), strict=True):
        tone, sureness = predict(numbers, text)
        assert sureness == pytest.approx(right.max(), abs=1e-9)
        assert right[list(model.classes_).index(tone)] == pytest.approx(right.max(), abs=1e-9)


tables = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3).filter(
    lambda table: sum(map(sum, table)) > 0
)


@given(tables)
def test_measures_are_those_of_the_library(table: list[list[int]]) -> None:
    from sklearn.metrics import cohen_kappa_score, f1_score

    pairs = [(TONES[i], TONES[j]) for i in range(3) for j in range(3) for _n in range(table[i][j])]
    assert table_of(pairs) == table
    right, guessed = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    score = macro_f1(table)
    assert score.value == pytest.approx(f1_score(right, guessed, labels=list(TONES), average="macro", zero_division=0))
    assert 0 <= score.low <= score.high <= 1
    assert score.items == len(pairs)
    agreed = kappa(table)
    if len(set(right)) > 1 or len(set(guessed)) > 1:
        assert agreed.value == pytest.approx(cohen_kappa_score(right, guessed))
    else:
        assert agreed.value in (0.0, 1.0)


def test_gain_is_paired() -> None:
    same = gain([(tone, guess, guess) for tone in TONES for guess in TONES] * 5)
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    better = gain([(tone, "neutral", tone) for tone in TONES] * 20)
    assert better.low > 0
    worse = gain([(tone, tone, "neutral") for tone in TONES] * 20)
    assert worse.high < 0


def test_nothing_measured_is_said_aloud() -> None:
    with pytest.raises(ValueError, match="nothing"):
        macro_f1([[0, 0, 0]] * 3)


def labelled(world: World, number: int) -> Article:
    """An article that a person has judged as only the words of `SAID` tell."""
    tone = TONES[number % 3]
    row = Article.objects.create(
        canonical_key=f"text:{number}",
        title="Kabar",
        text=f"Pemprov NTT mengabarkan {SAID[tone][number % 4]} di desa {number % 11}.",
        state=Article.State.TRACED,
        added_by_unit=world.ntt,
    )
    actions.add_judgement(world.ntt.pk, None, traced(row), world.ntt.pk, tone)
    return row


def test_unit_learns_once_there_are_labels_enough(world: World) -> None:
    for number in range(199):
        labelled(world, number)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    fresh = Article.objects.create(
        canonical_key="text:baru", title="Kabar", text="Pemprov NTT mengabarkan air keruh di desa 3.",
        state=Article.State.TRACED, added_by_unit=world.ntt,
    )  # fmt: skip
    traced(fresh)
    actions.ask_to_learn(world.ntt.pk)
    assert not Intent.objects.filter(kind=actions.LEARN).exists()
    last = labelled(world, 199)
    actions.judge(viewer=viewer, article=last, institution=world.ntt, tone=TONES[199 % 3])
    actions.judge(viewer=viewer, article=last, institution=world.ntt, tone=TONES[199 % 3])
    assert Intent.objects.filter(kind=actions.LEARN).count() == 1
    assert queries.measured(world.ntt).basis == queries.ON_LABELS
    drain()
    model = LearntModel.objects.get()
    assert (model.is_used, model.labels) == (True, 200)
    row = ToneJudgement.objects.get(article=fresh)
    assert (row.by, row.tone) == ("model", "negative")
    measure = queries.measured(world.ntt)
    assert (measure.by, measure.items, measure.macro_f1) == ("model", 200, model.macro_f1)
    # What comes in later is judged by it too, and tracing again changes nothing.
    later = Article.objects.create(
        canonical_key="text:lagi", title="Kabar", text="Pemprov NTT mengabarkan panen melimpah.",
        state=Article.State.TRACED, added_by_unit=world.ntt,
    )  # fmt: skip
    traced(later)
    assert ToneJudgement.objects.get(article=later).by == "model"
    assert ToneJudgement.objects.filter(by="person").count() == 202
    # The other units stay with the rule.
    assert queries.measured(world.kupang).by == "rule"


def test_place_alone_is_for_people_even_with_a_model() -> None:
    learnt = learn(examples())
    assert learnt is not None
    from jembatan.chain.coverage.tone.weighing import Judged
    from jembatan.foundation.identifiers import new_id

    said = "Pemprov NTT mengabarkan panen melimpah di desa 3."
    loose = Judged(new_id(), "", needs_review=True, lean="neutral", evidence=(), said=said, is_loose=True)
    assert tasks.machine_tone(loose, learnt.numbers).tone == ""
