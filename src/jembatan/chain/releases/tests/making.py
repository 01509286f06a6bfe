"""Releases in any state, made through the actions."""

from datetime import datetime

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Draft, Release, Version
from jembatan.chain.releases.states import State
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

TITLE = "Raker kehumasan dibuka di Waikabubak"
BODY = "<p>Rapat kerja kehumasan se-NTT dibuka di Waikabubak, Rabu (25/4).</p>"


def writer(world: World) -> Viewer:
    """Who writes at everything made here, and nothing else."""
    return world.viewer(world.ntt, Role.CONTRIBUTOR, email="penulis@ntt.example")


def clearer(world: World) -> Viewer:
    """Who clears."""
    return world.viewer(world.ntt, Role.CLEARING_OFFICER, email="pemeriksa@ntt.example")


def drafted(world: World, body: str = BODY, embargo_until: datetime | None = None) -> Release:
    """A release with a draft."""
    release = actions.start_release(viewer=writer(world), title=TITLE, body=body)
    if embargo_until is not None:
        save(writer(world), release, body=body, embargo_until=embargo_until)
    return release


def save(
    viewer: Viewer, release: Release, *, title: str = TITLE, body: str = BODY, revision: int | None = None,
    embargo_until: datetime | None = None,
) -> Draft:  # fmt: skip
    """Save the draft on top of what stands there."""
    present = Draft.objects.get(release=release).revision if revision is None else revision
    return actions.save_draft(
        viewer=viewer, release=release, revision=present, title=title, body=body, embargo_until=embargo_until
    )


def submitted(
    world: World, release: Release | None = None, body: str = BODY, embargo_until: datetime | None = None
) -> Version:
    """A submitted version; of a published `release` the next one."""
    if release is None:
        release = drafted(world, body, embargo_until)
    else:
        if not Draft.objects.filter(release=release).exists():
            actions.revise_release(viewer=writer(world), release=release)
        save(writer(world), release, body=body, embargo_until=embargo_until)
    return actions.submit_release(viewer=writer(world), release=release)


def cleared(
    world: World, release: Release | None = None, body: str = BODY, embargo_until: datetime | None = None
) -> Version:
    """A cleared version."""
    return actions.clear_version(viewer=clearer(world), version=submitted(world, release, body, embargo_until))


def published(
    world: World, release: Release | None = None, body: str = BODY, embargo_until: datetime | None = None
) -> Version:
    """A published version."""
    return actions.publish_version(viewer=clearer(world), version=cleared(world, release, body, embargo_until))


def in_state(world: World, state: str) -> Version:
    """A version in `state`."""
    if state == State.SUBMITTED:
        return submitted(world)
    if state == State.RETURNED:
        return actions.return_version(viewer=clearer(world), version=submitted(world), comment="Tambahkan kutipan.")
    if state == State.CLEARED:
        return cleared(world)
    if state == State.WITHDRAWN:
        return actions.withdraw_version(viewer=clearer(world), version=cleared(world))
    version = published(world)
    if state == State.RETRACTED:
        return actions.retract_version(viewer=clearer(world), version=version, reason="Keliru nama.")
    if state == State.SUPERSEDED:
        published(world, version.release, "<p>Isi yang diperbaiki sesudah terbit.</p>")
        version.refresh_from_db()
    return version
