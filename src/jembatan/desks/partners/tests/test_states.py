"""The tables of states: every step that no line allows is refused aloud, by the table and by the action."""

from __future__ import annotations

from itertools import product

import pytest

from jembatan.desks.partners import actions
from jembatan.desks.partners.models import PlacementStep
from jembatan.desks.partners.states import (
    ACCREDITATION,
    AGREEMENT,
    PLACEMENT,
    SEEN_ONLINE,
    AccreditationState,
    AgreementState,
    PlacementState,
    move_from,
)
from jembatan.desks.partners.tests.making import bare, contracting_officer, in_force
from jembatan.foundation.people.queries import viewer_in
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role
from tests.world import World

ACTS = sorted({move.act for move in PLACEMENT} - {"cancel"})
ALLOWED = {(move.act, move.before) for move in PLACEMENT}


@pytest.mark.parametrize(
    ("table", "states"),
    [(ACCREDITATION, AccreditationState), (AGREEMENT, AgreementState), (PLACEMENT, PlacementState)],
)
def test_every_state_is_known_and_can_be_reached(table: tuple, states: type) -> None:
    beginnings = {"requested", "draft", "ordered"}
    assert {move.before for move in table} | {move.after for move in table} <= set(states.values)
    assert set(states.values) - beginnings <= {move.after for move in table}


def test_the_end_is_the_end() -> None:
    assert not [move for move in PLACEMENT if move.before == PlacementState.CANCELLED]
    assert {move.after for move in PLACEMENT if move.before == PlacementState.PAID} == {PlacementState.VANISHED}


def test_the_machine_never_undoes_what_a_person_decided() -> None:
    decided = {PlacementState.VERIFIED, PlacementState.ACCEPTED, PlacementState.PAID}
    machine = {"publish", "find", "delay", "shorten"}
    assert not [move for move in PLACEMENT if move.act in machine and (move.before in decided or move.after in decided)]


@pytest.mark.parametrize("act", ACTS)
def test_every_illegal_step_is_refused_and_changes_nothing(world: World, act: str) -> None:
    agreement = in_force(world)
    viewer = viewer_in(contracting_officer(world), world.ntt, "test")
    viewer = viewer if act == "accept" else world.viewer(world.ntt, *Role, email="semua@ntt.example")
    refused = 0
    for place, state in enumerate(PlacementState.values):
        if (act, state) in ALLOWED:
            continue
        placement = bare(world, agreement, state, f"X/{place}")
        with pytest.raises(Refused):
            actions.step_placement(viewer=viewer, placement=placement, step=act, reason="alasan")
        placement.refresh_from_db()
        assert (placement.state, placement.steps.count()) == (state, 0)
        refused += 1
    assert refused == len(PlacementState.values) - len([one for one in ALLOWED if one[0] == act])


@pytest.mark.parametrize("move", [m for m in PLACEMENT if m.act not in {"cancel", "reappear", "accept"}], ids=str)
def test_every_legal_step_is_taken_and_told(world: World, move: object) -> None:
    placement = bare(world, in_force(world), move.before)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    if move.needs_reason:
        with pytest.raises(Refused, match="alasan"):
            actions.step_placement(viewer=viewer, placement=placement, step=move.act)
    actions.step_placement(viewer=viewer, placement=placement, step=move.act, reason="sesuai berkas")
    placement.refresh_from_db()
    step = PlacementStep.objects.get(placement=placement)
    assert placement.state == move.after
    assert (step.act, step.before, step.after, step.taken_by_id) == (move.act, move.before, move.after, viewer.user_id)


@pytest.mark.parametrize("before", SEEN_ONLINE)
def test_what_reappears_is_what_it_was(world: World, before: str) -> None:
    placement = bare(world, in_force(world), before)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    for act in ("vanish", "reappear"):
        placement = actions.step_placement(viewer=viewer, placement=placement, step=act)
    assert placement.state == before


def test_only_the_contracting_officer_accepts(world: World) -> None:
    agreement = in_force(world)
    for role in Role:
        with pytest.raises(Refused, match="Maria PPK"):
            actions.step_placement(
                viewer=world.viewer(world.ntt, role), placement=bare(world, agreement, "verified", role), step="accept"
            )
    viewer = viewer_in(contracting_officer(world), world.ntt, "test")
    done = actions.step_placement(viewer=viewer, placement=bare(world, agreement, "verified", "ppk"), step="accept")
    assert done.state == "accepted"


def test_no_role_without_the_right_takes_a_step(world: World) -> None:
    agreement = in_force(world)
    others = [role for role in Role if role not in {Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD}]
    for role in others:
        with pytest.raises(Refused, match="berwenang"):
            actions.step_placement(
                viewer=world.viewer(world.ntt, role), placement=bare(world, agreement, "found", role), step="verify"
            )
    stranger = world.viewer(world.sumba_barat, *Role)
    with pytest.raises(Refused, match="milik"):
        actions.step_placement(viewer=stranger, placement=bare(world, agreement, "found", "asing"), step="verify")


def test_the_day_of_publication_sets_the_last_day_online(world: World) -> None:
    placement = bare(world, in_force(world), "ordered")
    day = placement.ordered_on
    done = actions.step_placement(
        viewer=world.viewer(world.ntt, Role.EDITOR), placement=placement, step="publish", published_on=day
    )
    done.refresh_from_db()
    assert done.published_on == day
    assert (done.online_until - day).days == done.term.days_online == 30


def test_an_unknown_step_is_a_fault_of_the_program(world: World) -> None:
    placement = bare(world, in_force(world), "ordered")
    for step in ("cancel", "terbang"):
        with pytest.raises(ValueError, match="no step"):
            actions.step_placement(viewer=world.viewer(world.ntt, Role.EDITOR), placement=placement, step=step)


def test_moves_are_told_apart_by_their_end() -> None:
    for before, after in product(PlacementState.values, PlacementState.values):
        line = move_from(PLACEMENT, "reappear", before, after)
        assert (line is not None) == (before == "vanished" and after in SEEN_ONLINE)
