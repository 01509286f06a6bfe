"""States, hours, excerpts, figures: the rules without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage.clippings import states
from jembatan.chain.coverage.clippings.composing import TONES, Cover, ReleaseUse, compose, figures
from jembatan.chain.coverage.clippings.excerpts import LONGEST, excerpt
from jembatan.chain.coverage.clippings.tests.making import MORNING, found
from jembatan.chain.coverage.clippings.timing import LATEST_START, LONGEST_PERIOD, Timetable, period

WITA = ZoneInfo("Asia/Makassar")
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
COVER = Cover("Biro", "NTT", "Asia/Makassar", date(2026, 11, 24), MORNING - timedelta(days=1), MORNING)

LAWFUL = {
    "clipping": {
        ("keep", "due"), ("give_up", "due"), ("send", "made"), ("lose", "made"),
        ("address", "made"), ("address", "sent"), ("address", "failed"),
        ("remake", "made"), ("remake", "sent"), ("remake", "failed"),
    },
    "letter": {("send", "queued"), ("give_up", "queued"), ("retry", "failed")},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "table", "all_states"),
    [("clipping", states.CLIPPING, states.State.values), ("letter", states.LETTER, states.LetterState.values)],
)
def test_only_the_moves_of_the_table_are_lawful(
    name: str, table: tuple[states.Move, ...], all_states: list[str]
) -> None:
    for act in {line.act for line in table}:
        for state in all_states:
            assert states.may(table, act, state) is ((act, state) in LAWFUL[name])
            if (act, state) not in LAWFUL[name]:
                with pytest.raises(KeyError):
                    states.after(table, act, state)


def table(**changes: object) -> Timetable:
    given = {"hour": time(6), "weekdays": {0, 1, 2, 3, 4}, "zone": WITA, "on_since": ALWAYS}
    return Timetable(**(given | changes))  # type: ignore[arg-type]


def test_a_clipping_is_due_at_its_hour_in_the_units_zone() -> None:
    due = table().to_begin(MORNING)
    assert due is not None
    assert due.at == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    assert due.day == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("changes", "now"),
    [
        ({}, MORNING - timedelta(minutes=11)),
        ({"weekdays": {0}}, MORNING),
        ({"on_since": None}, MORNING),
        ({"on_since": MORNING}, MORNING),
        ({}, MORNING + LATEST_START),
        ({}, datetime(2026, 11, 28, 1, tzinfo=UTC)),  # Saturday
    ],
)
def test_nothing_is_begun_off_its_hour(changes: dict[str, object], now: datetime) -> None:
    assert table(**changes).to_begin(now) is None


def test_the_next_one_leaps_over_the_weekend() -> None:
    due = table().next_after(datetime(2026, 11, 27, 3, tzinfo=UTC))
    assert due is not None
    assert due.day == date(2026, 11, 30)


@given(gap=st.timedeltas(timedelta(0), timedelta(days=30)))
def test_periods_leave_no_hole_up_to_a_week(gap: timedelta) -> None:
    start, end = period(MORNING, MORNING - gap)
    assert end == MORNING
    assert start == max(MORNING - gap, MORNING - LONGEST_PERIOD)


@given(text=st.text(max_size=2000), at=st.integers(-5, 2100))
def test_an_excerpt_is_never_the_whole(text: str, at: int) -> None:
    quoted = excerpt(text, [(at, at + 3)])
    assert len(quoted) <= min(LONGEST, len(text) // 2)


def test_an_excerpt_begins_with_the_sentence_that_names_the_institution() -> None:
    text = "Cuaca cerah. " * 30 + "Gubernur hadir di sana. " + "Warga pulang. " * 30
    assert excerpt(text, [(text.index("hadir"), text.index("hadir") + 5)]).startswith("… Gubernur hadir di sana.")
    assert excerpt(text).startswith("Cuaca cerah.")


everything = st.lists(
    st.builds(
        lambda key, story, tone, outlet, paid, new, used: found(
            str(key), story=story, tone=tone, outlet=outlet, is_paid=paid, is_new=new,
            releases=(ReleaseUse("1/SP", "Judul", 0.5),) if used else (),
        ),
        st.uuids(), st.sampled_from(["", "a", "b"]), st.sampled_from(TONES), st.sampled_from(["X", "Y"]),
        st.booleans(), st.booleans(), st.booleans(),
    ),
    max_size=25,
)  # fmt: skip


@given(articles=everything, data=st.data())
def test_paid_and_earned_are_never_in_one_figure(articles: list, data: st.DataObject) -> None:
    content = compose(COVER, articles, None)
    earned = [one for one in articles if not one.is_paid]
    assert content["figures"] == figures(earned) == compose(COVER, earned, None)["figures"]
    assert content["paid_figures"] == figures([one for one in articles if one.is_paid])
    for side, is_paid in (("stories", False), ("paid", True)):
        told = [one["key"] for story in content[side] for group in story["groups"] for one in group["articles"]]
        assert sorted(told) == sorted(one.key for one in articles if one.is_paid is is_paid), "each once, none lost"
    assert (
        sum(content["figures"]["tones"].values()) == len(earned) == sum(row[1] for row in content["figures"]["outlets"])
    )
    assert content == compose(COVER, data.draw(st.permutations(articles)), None), "in whatever order they come"


def test_inside_a_story_the_first_to_print_leads_and_what_needs_an_answer_comes_first() -> None:
    early = found(
        "b", title="Dahulu", story="s", tone="positive", published_at=MORNING - timedelta(hours=9), outlet="A"
    )
    late = found("a", title="Kemudian", story="s", tone="negative", outlet="B", units=("Pemkot",))
    [story] = compose(COVER, [late, early], None)["stories"]
    assert (story["title"], story["first"], story["outlets"]) == ("Dahulu", "A", 2)
    assert [(group["tone"], group["unit"]) for group in story["groups"]] == [("negative", "Pemkot"), ("positive", "")]
