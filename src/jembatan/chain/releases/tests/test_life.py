"""Any sequence of actions by anybody keeps what must hold of a release."""

import re
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jembatan.chain.releases import actions, queries
from jembatan.chain.releases.models import Clearance, Draft, Numbering, Release, Version
from jembatan.chain.releases.states import IN_REVIEW, State
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

FROZEN = ("title", "body", "text", "ordinal", "revision", "embargo_until", "submitted_at")
MOVES = ("save", "submit", "clear", "return", "publish", "withdraw", "retract", "revise")
#: (which release, who, what)
SEQUENCE = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 3), st.sampled_from(MOVES), st.integers(0, 9)), min_size=6, max_size=40
)


class Life(TestCase):
    """Two releases of a unit that numbers them, and four people who do anything to them."""

    @settings(max_examples=30, deadline=None)
    @given(SEQUENCE)
    def test_invariants_hold_after_every_move(self, sequence: list[tuple[int, int, str, int]]) -> None:
        world = World()
        Numbering.objects.create(unit=world.ntt, pattern="{number}/{year}")
        people = [
            world.viewer(world.ntt, role, email=f"{role}@a.example")
            for role in (Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD)
        ]
        releases = [actions.start_release(viewer=people[0], title="Judul", body="<p>Isi.</p>") for _ in range(2)]
        frozen: dict[Any, tuple] = {}
        for which, who, name, salt in sequence:
            with suppress(Refused):
                self._move(people[who], releases[which], name, salt)
            self._check(frozen)

    def _move(self, viewer: Viewer, release: Release, name: str, salt: int) -> None:
        latest = Version.objects.filter(release=release).order_by("-ordinal").first()
        draft = Draft.objects.filter(release=release).first()
        if name == "save":
            revision = draft.revision if draft is not None else 0
            title, body = f"Judul {salt}", f"<p>Isi {salt}.</p>"
            actions.save_draft(viewer=viewer, release=release, revision=revision, title=title, body=body)
        elif name == "submit":
            actions.submit_release(viewer=viewer, release=release)
        elif name == "revise":
            actions.revise_release(viewer=viewer, release=release)
        elif latest is not None:
            self._decide(viewer, release, latest, name)

    def _decide(self, viewer: Viewer, release: Release, latest: Version, name: str) -> None:
        if name == "clear":
            actions.clear_version(viewer=viewer, version=latest)
        elif name == "return":
            actions.return_version(viewer=viewer, version=latest, comment="Perbaiki.")
        elif name == "publish":
            actions.publish_version(viewer=viewer, version=latest)
        elif name == "withdraw":
            actions.withdraw_version(viewer=viewer, version=latest)
        elif name == "retract":
            target = Version.objects.filter(release=release, state=State.PUBLISHED).first() or latest
            actions.retract_version(viewer=viewer, version=target, reason="Keliru.")

    def _check(self, frozen: dict[Any, tuple]) -> None:
        for version in Version.objects.all():
            facts = tuple(getattr(version, name) for name in FROZEN)
            authors = set(version.authors.values_list("pk", flat=True))
            assert frozen.setdefault(version.pk, (facts, authors)) == (facts, authors), "a version never changes"
            clearers = set(
                Clearance.objects.filter(version=version, decision="cleared").values_list("decided_by_id", flat=True)
            )
            assert not clearers & authors
            saved = version.revisions.values_list("saved_by_id", flat=True)
            assert set(saved) <= authors
            if version.published_at is not None:
                assert clearers, "nothing is published that nobody cleared"
        for release in Release.objects.all():
            self._check_release(release)
        self._check_numbers()

    def _check_release(self, release: Release) -> None:
        states = list(release.versions.order_by("ordinal").values_list("state", flat=True))
        assert states.count(State.PUBLISHED) <= 1
        assert sum(state in IN_REVIEW for state in states) <= 1
        has_draft = Draft.objects.filter(release=release).exists()
        assert not (has_draft and states and states[-1] in IN_REVIEW)
        assert has_draft or states, "the text is somewhere"
        is_public = queries.public_versions().filter(release=release).exists()
        assert is_public == (State.PUBLISHED in states) == (release.visibility == Visibility.PUBLIC)

    def _check_numbers(self) -> None:
        numbers = [
            int(re.match(r"\d+", number)[0])
            for number in Release.objects.exclude(number="").values_list("number", flat=True)
        ]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        first = Version.objects.filter(published_at__isnull=False).values("release").distinct().count()
        assert len(numbers) == first
