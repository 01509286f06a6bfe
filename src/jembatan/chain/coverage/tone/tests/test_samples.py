"""Double labelling: drawn by a seed, labelled blind, settled by agreement or by a third step."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import queries, sample_queries, sampling
from jembatan.chain.coverage.tone.models import SampleItem, SampleLabel, ToneJudgement, ToneSample
from jembatan.chain.coverage.tone.sample_actions import cancel_sample, draw_sample, label, resolve, unlabel
from jembatan.chain.coverage.tone.states import STEPS, TRANSITIONS, SampleState, after, may
from jembatan.chain.coverage.tone.tests.test_keeping import article, traced
from jembatan.foundation.audit.models import AuditPayload, AuditRecord
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

TEXTS = (
    "Pemprov NTT meraih penghargaan dan apresiasi nasional.",
    "Pemprov NTT dikritik karena korupsi.",
    "Pemprov NTT menata taman.",
)


class Desk:
    """A unit with two labellers, a bureau head, and 24 articles that name it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.one = world.viewer(world.ntt, Role.CONTRIBUTOR, email="satu@ntt.example")
        self.two = world.viewer(world.ntt, Role.CONTRIBUTOR, email="dua@ntt.example")
        self.head = world.viewer(world.ntt, Role.BUREAU_HEAD, email="kepala@ntt.example")
        for number in range(24):
            traced(article(world, text=TEXTS[number % 3] + f" Nomor {number}."))

    def draw(self, size: int = 20, seed: int | None = 7) -> ToneSample:
        first = self.world.user(self.world.ntt, Role.CONTRIBUTOR, email="satu@ntt.example")
        second = self.world.user(self.world.ntt, Role.CONTRIBUTOR, email="dua@ntt.example")
        return draw_sample(viewer=self.head, size=size, first=first, second=second, seed=seed)

    def label_all(self, viewer: Viewer, sample: ToneSample, say: dict[int, str] | None = None) -> None:
        for item in sample.items.all():
            label(viewer=viewer, item=item, label=(say or {}).get(item.order, "neutral"))


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_only_the_table_moves_a_sample() -> None:
    for state, step in product(SampleState.values, [*STEPS, "nonsense"]):
        assert may(state, step) == ((state, step) in TRANSITIONS)
        if not may(state, step):
            with pytest.raises(KeyError):
                after(state, step)


def test_draw_follows_its_seed(desk: Desk) -> None:
    sample = desk.draw()
    drawn = list(sample.items.values_list("article_id", "stratum"))
    assert {stratum for _article, stratum in drawn} == {"positive", "negative", "neutral"}
    cancel_sample(viewer=desk.head, sample=sample)
    assert list(desk.draw().items.values_list("article_id", "stratum")) == drawn
    with pytest.raises(Refused, match="Baru ada 4 berita"):
        desk.draw()


def test_drawing_is_refused_with_all_reasons(desk: Desk) -> None:
    user = desk.world.user(desk.world.ntt, Role.CONTRIBUTOR, email="satu@ntt.example")
    stranger = desk.world.user(desk.world.kupang, Role.EDITOR)
    with pytest.raises(Refused) as refusal:
        draw_sample(viewer=desk.head, size=3, first=user, second=user)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="anggota unit ini"):
        draw_sample(viewer=desk.head, size=20, first=user, second=stranger)
    with pytest.raises(Refused):
        draw_sample(viewer=desk.one, size=20, first=user, second=stranger)
    assert not ToneSample.objects.exists()


def test_agreement_settles_and_becomes_labels(desk: Desk) -> None:
    sample = desk.draw()
    desk.label_all(desk.one, sample, {1: "positive", 2: "unclear"})
    assert ToneSample.objects.get().state == SampleState.LABELLING
    assert not ToneJudgement.objects.filter(by="person").exists()
    desk.label_all(desk.two, sample, {1: "positive", 2: "unclear"})
    assert ToneSample.objects.get().state == SampleState.SETTLED
    made = ToneJudgement.objects.filter(by="person", unit=desk.world.ntt)
    # What could not be told is no label.
    assert made.count() == 19
    assert set(made.values_list("tone", flat=True)) == {"positive", "neutral"}
    assert all(row.sample_item_id for row in made)
    score, table = sample_queries.agreement_in(ToneSample.objects.get()) or (None, [])
    assert score is not None
    assert (score.value, score.items, sum(map(sum, table))) == (1.0, 20, 20)


def test_nobody_sees_the_others_labels_before_both_are_done(desk: Desk) -> None:
    sample = desk.draw()
    desk.label_all(desk.one, sample, {1: "negative"})
    item = sample.items.get(order=1)
    item = sample_queries.item_for(desk.two, sample, 1)
    assert sample_queries.sheet(desk.two, item).label == ""
    assert sample_queries.sheet(desk.one, item).label == "negative"
    assert sample_queries.differences(desk.two, ToneSample.objects.get()) == []
    assert sample_queries.agreement_in(ToneSample.objects.get()) is None
    assert queries.measured(desk.world.ntt).kappa is None
    # Nor in the log.
    logged = AuditPayload.objects.filter(record__action="tone.label").values_list("content", flat=True)
    assert len(logged) == 20
    assert all("negative" not in str(content) and "neutral" not in str(content) for content in logged)


def test_differences_wait_for_the_third_step(desk: Desk) -> None:
    sample = desk.draw()
    desk.label_all(desk.one, sample, {1: "negative", 2: "positive"})
    desk.label_all(desk.two, sample)
    sample = ToneSample.objects.get()
    assert sample.state == SampleState.RESOLVING
    assert [row.item.order for row in sample_queries.differences(desk.head, sample)] == [1, 2]
    agreed = sample.items.get(order=3)
    with pytest.raises(Refused, match="sudah sepakat"):
        resolve(viewer=desk.head, item=agreed, label="neutral")
    with pytest.raises(Refused):
        resolve(viewer=desk.one, item=sample.items.get(order=1), label="neutral")
    resolve(viewer=desk.head, item=sample.items.get(order=1), label="negative")
    assert not ToneJudgement.objects.filter(by="person").exists()
    resolve(viewer=desk.head, item=sample.items.get(order=2), label="unclear")
    assert ToneSample.objects.get().state == SampleState.SETTLED
    made = {row.sample_item_id: row for row in ToneJudgement.objects.filter(by="person")}
    assert len(made) == 19
    decided = made[sample.items.get(order=1).pk]
    assert (decided.tone, decided.judged_by_id) == ("negative", desk.head.user_id)
    with pytest.raises(Refused):
        resolve(viewer=desk.head, item=sample.items.get(order=1), label="neutral")


def test_only_the_two_label_and_only_while_it_is_open(desk: Desk) -> None:
    sample = desk.draw()
    item = sample.items.get(order=1)
    for viewer in (desk.head, desk.world.viewer(desk.world.kupang, Role.EDITOR)):
        with pytest.raises(Refused):
            label(viewer=viewer, item=item, label="neutral")
    with pytest.raises(Refused):
        label(viewer=desk.one, item=item, label="bagus")
    with pytest.raises(Refused):
        cancel_sample(viewer=desk.one, sample=sample)
    cancel_sample(viewer=desk.head, sample=sample)
    for refused in (
        lambda: label(viewer=desk.one, item=item, label="neutral"),
        lambda: unlabel(viewer=desk.one, sample=sample),
        lambda: cancel_sample(viewer=desk.head, sample=sample),
    ):
        with pytest.raises(Refused):
            refused()
    assert not SampleLabel.objects.exists()
    assert AuditRecord.objects.filter(action="tone.label.refused").count() == 4


def test_undo_takes_the_last_own_label_back(desk: Desk) -> None:
    sample = desk.draw()
    first, second = sample.items.all()[:2]
    assert unlabel(viewer=desk.one, sample=sample) is None
    label(viewer=desk.one, item=first, label="neutral")
    label(viewer=desk.two, item=second, label="neutral")
    label(viewer=desk.one, item=second, label="positive")
    label(viewer=desk.one, item=second, label="negative")
    assert unlabel(viewer=desk.one, sample=sample) == second
    assert set(SampleLabel.objects.values_list("item_id", "labeller_id")) == {
        (first.pk, desk.one.user_id),
        (second.pk, desk.two.user_id),
    }
    assert sample_queries.next_order(desk.one, sample, behind=1) == 2


def test_measure_comes_from_drawn_samples(desk: Desk) -> None:
    sample = desk.draw(size=24)
    right = {item.order: item.stratum for item in sample.items.all()}
    desk.label_all(desk.one, sample, right)
    desk.label_all(desk.two, sample, right)
    measure = queries.measured(desk.world.ntt)
    assert (measure.basis, measure.by, measure.items, measure.labels) == (queries.ON_SAMPLES, "rule", 24, 24)
    assert (measure.macro_f1, measure.low, measure.high, measure.kappa) == (1.0, 1.0, 1.0, 1.0)
    assert measure.labels_missing == 176


@given(
    st.dictionaries(st.sampled_from(["positive", "neutral", "negative"]), st.integers(0, 60), min_size=1),
    st.integers(0, 200),
    st.integers(0, 2**31),
)
def test_draws_are_in_proportion_and_repeatable(sizes: dict[str, int], size: int, seed: int) -> None:
    strata = {name: [new_id() for _one in range(count)] for name, count in sizes.items()}
    drawn = sampling.draw(strata, size, seed)
    total = sum(sizes.values())
    assert len(drawn) == len(set(drawn)) == min(size, total)
    assert drawn == sampling.draw({name: list(reversed(rows)) for name, rows in strata.items()}, size, seed)
    for name, rows in strata.items():
        taken = [one for one, stratum in drawn if stratum == name]
        assert set(taken) <= set(rows)
        if total:
            assert abs(len(taken) - len(drawn) * len(rows) / total) <= len(strata)


def test_articles_of_a_sample_stay(desk: Desk) -> None:
    sample = desk.draw()
    assert SampleItem.objects.filter(sample=sample).count() == 20
    assert Article.objects.count() == 24
