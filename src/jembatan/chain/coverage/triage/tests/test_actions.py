"""Acts at the desk: of one or many, by whom, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jembatan.chain.coverage.tone.models import ToneJudgement
from jembatan.chain.coverage.triage import actions, queries
from jembatan.chain.coverage.triage.models import Act, DeskItem, Note
from jembatan.chain.coverage.triage.policies import MOST_ITEMS
from jembatan.chain.coverage.triage.tests.making import NOON, an_article, an_item
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import NOBODY, Role, Viewer, system_viewer
from tests.world import World

ACTS: dict[str, Callable[[Viewer, DeskItem], object]] = {
    "accept": lambda viewer, item: actions.accept(viewer=viewer, items=[item.pk]),
    "reject": lambda viewer, item: actions.reject(viewer=viewer, items=[item.pk]),
    "assign": lambda viewer, item: actions.assign(viewer=viewer, items=[item.pk], to=None),
    "judge": lambda viewer, item: actions.judge(viewer=viewer, item=item, tone="positive"),
    "note": lambda viewer, item: actions.note(viewer=viewer, item=item, text="Ya"),
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_only_people_who_work_in_the_unit(world: World, act: str) -> None:
    item = an_item(world.ntt)
    strangers = [world.viewer(world.ntt, Role.AUDITOR), world.viewer(world.sumba_barat, Role.EDITOR), NOBODY]
    for viewer in strangers:
        with pytest.raises(Refused):
            ACTS[act](viewer, item)
    assert not Act.objects.exists()
    assert not Note.objects.exists()
    assert not ToneJudgement.objects.exists()
    ACTS[act](world.viewer(world.ntt, Role.CONTRIBUTOR), item)
    assert Act.objects.count() == 1


def test_many_in_one_act_and_one_record(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    items = [an_item(world.ntt) for _number in range(5)]
    actions.reject(viewer=viewer, items=[items[0].pk])
    act = actions.accept(viewer=viewer, items=[item.pk for item in items])
    assert {item.state for item in DeskItem.objects.all()} == {"accepted"}
    assert AuditRecord.objects.filter(action="triage.accept").count() == 1
    actions.undo(viewer=viewer, act=act)
    states = dict(DeskItem.objects.values_list("pk", "state"))
    assert states == {item.pk: "rejected" if item == items[0] else "new" for item in items}


def test_none_too_many_or_unknown_are_refused_with_all_reasons(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    with pytest.raises(Refused, match="sedikitnya satu"):
        actions.accept(viewer=viewer, items=[])
    with pytest.raises(Refused) as refusal:
        actions.accept(viewer=viewer, items=[new_id() for _number in range(MOST_ITEMS + 1)])
    assert len(refusal.value.reasons) == 2
    own, foreign = an_item(world.ntt), an_item(world.kupang)
    with pytest.raises(Refused, match="tidak ditemukan"):
        actions.accept(viewer=viewer, items=[own.pk, foreign.pk])
    assert set(DeskItem.objects.values_list("state", flat=True)) == {"new"}


def test_assigning_to_who_works_here(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    colleague = world.user(world.ntt, Role.CONTRIBUTOR)
    auditor, stranger = world.user(world.ntt, Role.AUDITOR), world.user(world.kupang, Role.EDITOR)
    item = an_item(world.ntt)
    for other in (auditor, stranger):
        with pytest.raises(Refused, match="tidak bekerja"):
            actions.assign(viewer=viewer, items=[item.pk], to=other)
    first = actions.assign(viewer=viewer, items=[item.pk], to=colleague)
    second = actions.assign(viewer=viewer, items=[item.pk], to=None)
    with pytest.raises(Refused, match="diubah lagi"):
        actions.undo(viewer=viewer, act=first)
    actions.undo(viewer=viewer, act=second)
    assert DeskItem.objects.get().assigned_to == colleague
    actions.undo(viewer=viewer, act=first)
    assert DeskItem.objects.get().assigned_to is None


def test_a_tone_is_weighed_and_taken_back_as_if_never_said(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    item = an_item(world.ntt, tone="neutral")
    act = actions.judge(viewer=viewer, item=item, tone="negative")
    assert DeskItem.objects.get().tone == "negative"
    assert ToneJudgement.objects.get().tone == "negative"
    with pytest.raises(Refused, match="Pilih tone"):
        actions.judge(viewer=viewer, item=item, tone="baik")
    actions.undo(viewer=viewer, act=act)
    assert not ToneJudgement.objects.exists()
    assert DeskItem.objects.get().tone == "neutral"


def test_notes_are_for_the_unit(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    item = an_item(world.ntt)
    for text in ("", "   ", "x" * 2_001):
        with pytest.raises(Refused):
            actions.note(viewer=viewer, item=item, text=text)
    actions.note(viewer=viewer, item=item, text=" Hubungi redaksi ")
    assert [note.text for note in queries.notes_of(viewer, item.article)] == ["Hubungi redaksi"]
    assert queries.notes_of(world.viewer(world.kupang, Role.EDITOR), item.article) == []


def test_nobody_takes_back_anothers_act_nor_one_twice(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR, email="satu@ntt.example")
    other = world.viewer(world.ntt, Role.EDITOR, email="dua@ntt.example")
    item = an_item(world.ntt)
    act = actions.accept(viewer=viewer, items=[item.pk])
    with pytest.raises(Refused, match="Hanya orang"):
        actions.undo(viewer=other, act=act)
    actions.reject(viewer=other, items=[item.pk])
    with pytest.raises(Refused, match="diubah lagi"):
        actions.undo(viewer=viewer, act=act)
    assert DeskItem.objects.get().state == "rejected"
    actions.accept(viewer=viewer, items=[item.pk])
    last = queries.last_act(viewer)
    assert last is not None
    actions.undo(viewer=viewer, act=last)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        actions.undo(viewer=viewer, act=last)


def test_paid_is_marked_with_or_without_a_place_on_the_desk(world: World) -> None:
    system = system_viewer("test")
    article = an_article(world.ntt)
    row = actions.mark_paid(viewer=system, unit=world.ntt, article=article)
    assert (row.is_paid, [one["why"] for one in row.reasons]) == (True, ["placement"])
    actions.mark_paid(viewer=system, unit=world.ntt, article=article)
    assert len(DeskItem.objects.get().reasons) == 1
    actions.mark_paid(viewer=system, unit=world.ntt, article=article, is_paid=False)
    assert (DeskItem.objects.get().is_paid, DeskItem.objects.get().reasons) == (False, [])


def test_what_is_clipped(world: World) -> None:
    for state in ("new", "accepted", "rejected"):
        an_item(world.ntt, state=state)
    an_item(world.kupang, state="accepted")
    later = NOON.replace(hour=NOON.hour + 1)
    found = queries.accepted_between(world.ntt, NOON, later)
    assert [item.state for item in found] == ["new", "accepted"]
    assert [item.state for item in queries.accepted_between(world.ntt, NOON, later, include_new=False)] == ["accepted"]
    assert queries.accepted_between(world.ntt, later, later.replace(hour=23)) == []
