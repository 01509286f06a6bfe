"""Drafts: two people at once, repeated requests, what is kept of many saves."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Draft, DraftRevision, Release
from jembatan.chain.releases.revisions import MOST_WORDS_LOST, STRETCH, words_lost
from jembatan.chain.releases.states import State
from jembatan.chain.releases.tests.making import BODY, TITLE, clearer, drafted, in_state, save, submitted, writer
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.refusal import Conflict, Refused
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World


def editor(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.EDITOR, email="penyunting@ntt.example")


def paragraph(words: int, word: str = "kata") -> str:
    return "<p>" + " ".join(f"{word}{n}" for n in range(words)) + "</p>"


def test_the_second_to_save_gets_the_text_of_the_first_and_overwrites_nothing(world: World) -> None:
    release = drafted(world)
    save(editor(world), release, body="<p>Teks penyunting.</p>", revision=1)
    with pytest.raises(Conflict) as conflict:
        save(writer(world), release, body="<p>Teks penulis.</p>", revision=1)
    current = conflict.value.current
    assert isinstance(current, Draft)
    assert (current.revision, current.body) == (2, "<p>Teks penyunting.</p>")
    assert str(current.saved_by) == "penyunting"
    assert Draft.objects.get().body == "<p>Teks penyunting.</p>"


def test_a_repeated_request_is_no_conflict_with_itself(world: World) -> None:
    release = drafted(world)
    first = save(writer(world), release, body="<p>Sekali.</p>", revision=1)
    again = save(writer(world), release, body="<p>Sekali.</p>", revision=1)
    assert first.revision == again.revision == 2
    assert AuditRecord.objects.filter(action__endswith=".refused").count() == 0


def test_saving_without_a_change_makes_nobody_an_author(world: World) -> None:
    release = drafted(world)
    save(clearer(world), release)
    version = actions.submit_release(viewer=writer(world), release=release)
    assert [author.pk for author in version.authors.all()] == [writer(world).user_id]


def test_saves_of_one_person_within_five_minutes_are_one_state(world: World) -> None:
    release = drafted(world, body="")
    for number in range(1, 8):
        save(writer(world), release, body=paragraph(number))
    assert Draft.objects.get().revision == 8
    assert [row.revision for row in DraftRevision.objects.all()] == [8]
    with clock.set_to(clock.now() + STRETCH):
        save(writer(world), release, body=paragraph(9))
    assert [row.revision for row in DraftRevision.objects.all()] == [8, 9]


def test_a_stretch_ends_five_minutes_after_it_began_however_often_is_saved(world: World) -> None:
    start = clock.now()
    with clock.set_to(start):
        release = drafted(world, body=paragraph(1))
    for count in range(1, 12):
        with clock.set_to(start + timedelta(seconds=62 * count)):
            save(writer(world), release, body=paragraph(count + 1))
    assert DraftRevision.objects.count() == 3


def test_another_person_begins_a_state_of_their_own(world: World) -> None:
    release = drafted(world)
    save(editor(world), release, body=BODY + "<p>Satu.</p>")
    save(writer(world), release, body=BODY + "<p>Satu dua.</p>")
    rows = DraftRevision.objects.values_list("body", "saved_by__full_name")
    assert list(rows) == [
        (BODY, "penulis"),
        (BODY + "<p>Satu.</p>", "penyunting"),
        (BODY + "<p>Satu dua.</p>", "penulis"),
    ]


def test_a_big_deletion_leaves_the_text_before_it(world: World) -> None:
    whole = paragraph(60)
    release = drafted(world, body=whole)
    save(writer(world), release, body=paragraph(3))
    assert DraftRevision.objects.filter(body=whole).exists()


def test_a_big_deletion_made_word_by_word_leaves_most_of_the_text(world: World) -> None:
    release = drafted(world, body=paragraph(60))
    for left in range(59, 0, -1):
        save(writer(world), release, body=paragraph(left))
    kept = [words_lost("", paragraph(60), "", row.body) for row in DraftRevision.objects.all()]
    assert min(kept) <= MOST_WORDS_LOST
    assert len(kept) >= 60 // (MOST_WORDS_LOST + 1)


def test_there_is_nothing_to_save_while_the_text_is_decided_about(world: World) -> None:
    version = submitted(world)
    with pytest.raises(Refused) as refused:
        actions.save_draft(viewer=writer(world), release=version.release, revision=1, title="x", body="y")
    assert not isinstance(refused.value, Conflict)
    assert "Diajukan" in refused.value.reasons[0]


@pytest.mark.parametrize("state", [State.RETURNED, State.WITHDRAWN])
def test_a_text_that_comes_back_goes_on_from_its_revision(world: World, state: str) -> None:
    version = in_state(world, state)
    draft = Draft.objects.get(release=version.release)
    assert (draft.title, draft.body, draft.revision) == (TITLE, BODY, version.revision)
    assert save(writer(world), version.release, body="<p>Lanjut.</p>").revision == version.revision + 1
    assert DraftRevision.objects.filter(version=version).get().body == BODY


def test_nobody_submits_a_text_that_they_have_not_seen(world: World) -> None:
    release = drafted(world)
    save(editor(world), release, body="<p>Belum dibaca penulis.</p>")
    with pytest.raises(Conflict):
        actions.submit_release(viewer=writer(world), release=release, revision=1)
    assert (
        actions.submit_release(viewer=writer(world), release=release, revision=2).body == "<p>Belum dibaca penulis.</p>"
    )


def test_an_empty_text_is_not_submitted_and_all_that_lacks_is_told(world: World) -> None:
    release = actions.start_release(viewer=writer(world))
    past = clock.now() - timedelta(days=365)
    actions.save_draft(viewer=writer(world), release=release, revision=0, title="", body="", embargo_until=past)
    with pytest.raises(Refused) as refused:
        actions.submit_release(viewer=writer(world), release=release)
    assert len(refused.value.reasons) == 3


def test_too_long_a_text_is_refused_not_cut(world: World) -> None:
    release = drafted(world)
    with pytest.raises(Refused) as refused:
        save(writer(world), release, title="x" * 301, body="y" * 200_001)
    assert len(refused.value.reasons) == 2


def test_only_writers_of_the_unit_save(world: World) -> None:
    release = drafted(world)
    writers = {Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD}
    for role in Role:
        viewer = world.viewer(world.ntt, role)
        if role in writers:
            save(viewer, release, body=f"<p>Oleh {role}.</p>")
        else:
            with pytest.raises(Refused):
                save(viewer, release, body="<p>Tidak boleh.</p>")
    with pytest.raises(Refused):
        save(world.viewer(world.kupang, *Role), release, body="<p>Unit lain.</p>")


SAVES = st.lists(
    st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 40), st.integers(0, 400)), min_size=1, max_size=12
)


class InterleavedSaves(TestCase):
    """Three people save in any order, some with an old revision; no text of a successful save is lost."""

    @settings(max_examples=25, deadline=None)
    @given(SAVES)
    def test_no_saved_text_is_lost(self, saves: list[tuple[int, bool, int, int]]) -> None:
        world = World()
        people = [writer(world), editor(world), clearer(world)]
        release = drafted(world, body="")
        moment, known, texts = clock.now(), [1, 1, 1], [(people[0].user_id, "")]
        for count, (who, looks, length, wait) in enumerate(saves):
            moment += timedelta(seconds=wait)
            present = Draft.objects.get(release=release)
            known[who] = present.revision if looks else known[who]
            body = paragraph(length, f"{who}x{count}y") if length else ""
            with clock.set_to(moment):
                self._save(people[who], release, known, who, body, present, texts)
        self._assert_kept(release, texts)

    def _save(self, viewer, release, known, who, body, present, texts) -> None:
        try:
            saved = save(viewer, release, body=body, revision=known[who])
        except Conflict as conflict:
            told = conflict.current
        else:
            told = None
        if told is not None:
            assert known[who] != present.revision
            assert told.body == present.body
            return
        assert body == present.body or known[who] == present.revision
        known[who] = saved.revision
        if body != present.body:
            texts.append((viewer.user_id, body))

    def _assert_kept(self, release: Release, texts: list) -> None:
        rows = list(DraftRevision.objects.filter(release=release))
        assert rows[-1].body == Draft.objects.get(release=release).body == texts[-1][1]
        for place, (person, text) in enumerate(texts[:-1]):
            own = [row.body for row in rows if row.saved_by_id == person]
            assert own
            if texts[place + 1][0] != person:
                assert text in own, "the last text before another person's is kept as it was"
            assert min(words_lost("", text, "", body) for body in own) <= MOST_WORDS_LOST
