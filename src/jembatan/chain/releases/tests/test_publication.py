"""Publishing, superseding, embargo, retraction; and what each makes visible to whom."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404

from jembatan.chain.releases import actions, queries
from jembatan.chain.releases.events import ReleaseOpened, ReleasePublished, ReleaseRetracted
from jembatan.chain.releases.models import Draft, Version
from jembatan.chain.releases.states import State
from jembatan.chain.releases.tests.making import BODY, cleared, clearer, drafted, in_state, published, submitted, writer
from jembatan.foundation import clock
from jembatan.foundation.intents import worker
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.refusal import Refused
from jembatan.foundation.registry import registry
from jembatan.foundation.search import queries as search
from jembatan.foundation.units.access import visible
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import NOBODY, Role
from tests.world import World

OTHER = "<p>Isi yang diperbaiki sesudah terbit.</p>"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every event that releases announce."""
    events: list[object] = []
    own = {kind: [events.append] for kind in (ReleasePublished, ReleaseOpened, ReleaseRetracted)}
    monkeypatch.setattr(registry, "subscribers", {**registry.subscribers, **own})
    return events


def seen_by_public() -> list[Version]:
    return list(queries.public_versions())


def found(viewer, word: str = "Waikabubak") -> int:
    return search.find(viewer, word).count


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_what_is_published_is_public(world: World, state: str) -> None:
    version = in_state(world, state)
    assert version not in seen_by_public()
    if state != State.SUPERSEDED:
        with pytest.raises(Http404):
            queries.public_version(version.release_id)
        assert found(NOBODY) == 0


def test_a_published_version_is_public_at_once(world: World, heard: list[object]) -> None:
    version = published(world)
    release = version.release
    assert queries.public_version(release.pk) == version
    assert seen_by_public() == list(queries.public_versions(world.ntt)) == [version]
    assert not queries.public_versions(world.kupang).exists()
    assert release.visibility == Visibility.PUBLIC
    assert found(NOBODY) == 1
    assert heard == [
        ReleasePublished(release.pk, version.pk, world.ntt.pk),
        ReleaseOpened(release.pk, version.pk, world.ntt.pk),
    ]
    assert version.text == "Rapat kerja kehumasan se-NTT dibuka di Waikabubak, Rabu (25/4)."


def test_an_embargo_holds_by_the_clock_whatever_the_worker_does(world: World, heard: list[object]) -> None:
    until = clock.now() + timedelta(hours=3)
    version = published(world, embargo_until=until)
    stranger = world.viewer(world.kupang, Role.EDITOR)
    assert heard == [ReleasePublished(version.release_id, version.pk, world.ntt.pk)]
    assert worker.drain(kinds=["releases.open"]) == 0
    for viewer in (NOBODY, stranger):
        assert not visible(Version, viewer).exists()
        assert found(viewer) == 0
    assert seen_by_public() == []
    assert found(writer(world)) == 1
    intent = Intent.objects.get(kind="releases.open")
    assert intent.due_at == until
    with clock.set_to(until + timedelta(seconds=1)):
        assert seen_by_public() == [version], "a late worker hides nothing"
        assert worker.drain(kinds=["releases.open"]) == 1
        assert heard[1:] == [ReleaseOpened(version.release_id, version.pk, world.ntt.pk)]
        assert found(NOBODY) == found(stranger) == 1
        assert visible(Version, stranger).exists()
    assert seen_by_public() == [], "nor does an early one leak"
    assert not visible(Version, stranger).exists()


def test_opening_before_the_time_is_refused_and_twice_changes_nothing(world: World, heard: list[object]) -> None:
    until = clock.now() + timedelta(hours=1)
    version = published(world, embargo_until=until)
    with pytest.raises(Refused):
        actions.open_version(viewer=clearer(world), version=version)
    with clock.set_to(until + timedelta(minutes=1)):
        assert actions.open_version(viewer=clearer(world), version=version)
        assert not actions.open_version(viewer=clearer(world), version=version)
    assert [event for event in heard if isinstance(event, ReleaseOpened)] == heard[1:2]


def test_what_was_retracted_under_embargo_never_opens(world: World, heard: list[object]) -> None:
    until = clock.now() + timedelta(hours=1)
    version = published(world, embargo_until=until)
    actions.retract_version(viewer=clearer(world), version=version, reason="Batal.")
    with clock.set_to(until + timedelta(hours=1)):
        worker.drain(kinds=["releases.open"])
        assert seen_by_public() == []
        assert found(NOBODY) == 0
    assert not [event for event in heard if isinstance(event, ReleaseOpened)]
    version.release.refresh_from_db()
    assert version.release.visibility == Visibility.UNIT


def test_an_embargo_that_passed_in_review_does_not_hold(world: World) -> None:
    until = clock.now() + timedelta(minutes=5)
    version = cleared(world, embargo_until=until)
    with clock.set_to(until + timedelta(minutes=1)):
        actions.publish_version(viewer=clearer(world), version=version)
        assert seen_by_public() == [version]


def test_version_one_stays_public_until_version_two_is_published(world: World) -> None:
    first = published(world)
    before = (first.title, first.body, first.text, first.published_at)
    for make in (
        lambda: actions.revise_release(viewer=writer(world), release=first.release),
        lambda: submitted(world, first.release, OTHER),
    ):
        make()
        assert seen_by_public() == [first]
        assert [v.ordinal for v in visible(Version, NOBODY)] == [1]
        assert not visible(Draft, NOBODY).exists()
    second = first.release.versions.get(ordinal=2)
    actions.clear_version(viewer=clearer(world), version=second)
    actions.publish_version(viewer=clearer(world), version=second)
    first.refresh_from_db()
    assert seen_by_public() == [second]
    assert first.state == State.SUPERSEDED
    assert (first.title, first.body, first.text, first.published_at) == before
    assert found(NOBODY, "diperbaiki") == 1
    assert found(NOBODY, "Rabu") == 0, "a word that only version 1 had"


def test_a_public_text_is_not_hidden_by_an_embargo_of_the_next(world: World) -> None:
    first = published(world)
    with pytest.raises(Refused):
        submitted(world, first.release, OTHER, clock.now() + timedelta(days=1))
    assert seen_by_public() == [first]


def test_a_version_two_that_changes_nothing_is_not_submitted(world: World) -> None:
    first = published(world)
    with pytest.raises(Refused) as refused:
        submitted(world, first.release, BODY)
    assert "versi 1" in refused.value.reasons[0]


def test_a_retraction_takes_it_from_the_public_and_tells_the_network(world: World, heard: list[object]) -> None:
    version = published(world)
    with pytest.raises(Refused):
        actions.retract_version(viewer=clearer(world), version=version, reason=" ")
    actions.retract_version(viewer=clearer(world), version=version, reason="Nama pejabat keliru.")
    assert seen_by_public() == []
    assert found(NOBODY) == 0
    assert not visible(Version, NOBODY).exists()
    neighbour = world.viewer(world.kupang, Role.EDITOR)
    row = queries.releases(neighbour).get()
    assert (row.standing, row.work) == ("retracted", "")
    assert heard[-1] == ReleaseRetracted(version.release_id, version.pk, world.ntt.pk, "Nama pejabat keliru.")


def test_a_retracted_release_may_be_followed_by_a_right_one(world: World) -> None:
    version = published(world)
    actions.retract_version(viewer=clearer(world), version=version, reason="Keliru.")
    following = published(world, version.release, OTHER)
    assert seen_by_public() == [following]
    assert following.ordinal == 2


def test_an_old_release_bears_its_own_date(world: World) -> None:
    issued = datetime(2018, 4, 25, 6, 5, tzinfo=UTC)
    version = actions.publish_version(viewer=clearer(world), version=cleared(world), issued_at=issued)
    assert version.release.issued_at == issued
    newer = published(world)
    assert seen_by_public() == [newer, version]
    following = cleared(world, version.release, OTHER)
    for wrong in (issued, clock.now() + timedelta(days=1)):
        with pytest.raises(Refused):
            actions.publish_version(viewer=clearer(world), version=following, issued_at=wrong)
    assert actions.publish_version(viewer=clearer(world), version=following).release.issued_at == issued


def test_a_list_tells_work_and_standing_to_the_owner_only(world: World) -> None:
    version = published(world)
    actions.revise_release(viewer=writer(world), release=version.release)
    drafted(world)
    own = {(row.work, row.standing) for row in queries.releases(writer(world))}
    assert own == {("draft", "published"), ("draft", "")}
    others = [(row.work, row.standing) for row in queries.releases(world.viewer(world.kupang, Role.EDITOR))]
    assert others == [("", "published")]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", {"draft"}), ("returned", {"returned"}), ("submitted", {"submitted"}), ("cleared", {"cleared"}),
        ("published", {"published"}), ("embargoed", {"embargoed"}), ("retracted", {"retracted"}),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_state(world: World, state: str, expected: set[str]) -> None:
    drafted(world)
    published(world, embargo_until=clock.now() + timedelta(hours=1))
    for made in (State.RETURNED, State.SUBMITTED, State.CLEARED, State.PUBLISHED, State.RETRACTED):
        in_state(world, made)
    rows = queries.releases(writer(world), queries.ReleaseFilter(state=state))
    assert {row.standing or row.work for row in rows} == expected
    assert len(rows) == 1
