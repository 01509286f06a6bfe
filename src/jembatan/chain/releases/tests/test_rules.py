"""Who may take which step from which state: every combination, legal or not."""

from itertools import product

import pytest

from jembatan.chain.releases import actions, policies
from jembatan.chain.releases.models import Clearance, Release, Retraction, Version
from jembatan.chain.releases.states import ACTIONS, DRAFT, STEPS, State, step_from
from jembatan.chain.releases.tests.making import clearer, drafted, in_state, submitted, writer
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import NOBODY, Role
from tests.world import World

DEEDS = {
    "clear": lambda viewer, version: actions.clear_version(viewer=viewer, version=version),
    "return": lambda viewer, version: actions.return_version(viewer=viewer, version=version, comment="Perbaiki."),
    "publish": lambda viewer, version: actions.publish_version(viewer=viewer, version=version),
    "withdraw": lambda viewer, version: actions.withdraw_version(viewer=viewer, version=version),
    "retract": lambda viewer, version: actions.retract_version(viewer=viewer, version=version, reason="Keliru."),
    "submit": lambda viewer, version: actions.submit_release(viewer=viewer, release=version.release),
}
STATES = [DRAFT, *State]


def legal(state: str, action: str, role: Role) -> bool:
    return any(step.origin == state and step.action == action and role in step.roles for step in STEPS)


def test_the_table_names_each_step_once_and_leads_everywhere() -> None:
    assert len({(step.origin, step.action) for step in STEPS}) == len(STEPS)
    assert {step.target for step in STEPS} == set(State)
    assert {step.action for step in STEPS} == ACTIONS


def test_policies_answer_every_combination_as_the_table_says(world: World) -> None:
    release = Release.objects.create(unit=world.ntt)
    viewers = {role: world.viewer(world.ntt, role) for role in Role}
    for state, action, role in product(STATES, sorted(ACTIONS), Role):
        reasons = policies.reasons_against_step(viewers[role], release, action, state)
        assert (not reasons) == legal(state, action, role), (state, action, role)


def test_every_reason_is_told_at_once(world: World) -> None:
    release = Release.objects.create(unit=world.ntt)
    stranger = world.viewer(world.kupang, Role.ARCHIVIST)
    reasons = policies.reasons_against_step(stranger, release, "clear", State.PUBLISHED, {stranger.user_id})
    assert len(reasons) == 4


@pytest.mark.parametrize("state", State)
def test_actions_refuse_every_illegal_step_and_change_nothing(world: World, state: str) -> None:
    version = in_state(world, state)
    viewers = [world.viewer(world.ntt, role) for role in Role]
    for name, viewer in product(DEEDS, viewers):
        if name == "submit" and state in {State.RETURNED, State.WITHDRAWN}:
            continue  # there is a draft again, which may be submitted
        (role,) = viewer.roles
        if legal(state, name, role):
            continue
        before = facts(version)
        with pytest.raises(Refused):
            DEEDS[name](viewer, version)
        assert facts(version) == before, (state, name, role)
        refusal = AuditRecord.objects.filter(action__endswith=".refused").latest("sequence")
        assert refusal.actor_id == viewer.user_id


@pytest.mark.parametrize(
    "step",
    [step for step in STEPS if step.action != "supersede" and step.origin != DRAFT],
    ids=lambda step: f"{step.origin}-{step.action}",
)
def test_actions_take_every_legal_step_for_every_legal_role(world: World, step) -> None:
    for role in sorted(step.roles):
        version = in_state(world, step.origin)
        DEEDS[step.action](world.viewer(world.ntt, role), version)
        version.refresh_from_db()
        assert version.state == step.target


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_people_of_other_units_and_nobody_change_nothing(world: World, name: str) -> None:
    origin = next(step.origin for step in STEPS if step.action == name)
    version = submitted(world) if origin == DRAFT else in_state(world, origin)
    for viewer in (world.viewer(world.diskominfo, *Role), world.viewer(world.kupang, *Role), NOBODY):
        before = facts(version)
        with pytest.raises(Refused):
            DEEDS[name](viewer, version)
        assert facts(version) == before


def test_no_author_clears_not_even_one_whose_edit_was_followed_by_others(world: World) -> None:
    release = drafted(world)
    head = world.viewer(world.ntt, Role.BUREAU_HEAD, Role.CLEARING_OFFICER)
    draft = actions.save_draft(viewer=head, release=release, revision=1, title="Judul lain", body="<p>Isi kepala.</p>")
    actions.save_draft(
        viewer=writer(world),
        release=release,
        revision=draft.revision,
        title="Judul",
        body="<p>Isi lain sama sekali.</p>",
    )
    version = actions.submit_release(viewer=writer(world), release=release)
    assert {author.pk for author in version.authors.all()} == {head.user_id, writer(world).user_id}
    with pytest.raises(Refused):
        actions.clear_version(viewer=head, version=version)
    assert actions.clear_version(viewer=clearer(world), version=version).state == State.CLEARED


def test_an_author_of_an_earlier_version_does_not_clear_the_next(world: World) -> None:
    version = in_state(world, State.RETURNED)
    actions.save_draft(
        viewer=clearer(world),
        release=version.release,
        revision=version.revision,
        title="Judul",
        body="<p>Disunting.</p>",
    )
    following = actions.submit_release(viewer=writer(world), release=version.release)
    with pytest.raises(Refused):
        actions.clear_version(viewer=clearer(world), version=following)


def test_returning_and_submitting_make_nobody_an_author(world: World) -> None:
    version = in_state(world, State.RETURNED)
    following = actions.submit_release(viewer=clearer(world), release=version.release)
    assert [author.pk for author in following.authors.all()] == [writer(world).user_id]
    assert actions.clear_version(viewer=clearer(world), version=following).state == State.CLEARED


def facts(version: Version) -> tuple:
    """All that a step could have changed."""
    release = Release.objects.values_list("visibility", "number", "issued_at").get(pk=version.release_id)
    rows = list(
        Version.objects.filter(release=version.release_id).values_list("pk", "state", "published_at").order_by("pk")
    )
    counts = (Clearance.objects.count(), Retraction.objects.count(), Version.objects.count())
    drafts = list(version.release.draft_revisions.values_list("revision", "version_id"))
    return release, rows, counts, drafts


def test_the_table_has_no_step_out_of_an_end() -> None:
    for state in (State.RETURNED, State.WITHDRAWN, State.RETRACTED):
        assert not any(step_from(state, action) for action in ACTIONS)
