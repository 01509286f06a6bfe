"""Who gives and takes roles; every state in which it must not be."""

import pytest

from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.people import actions
from jembatan.foundation.people.models import Membership, User
from jembatan.foundation.people.policies import CLEARING_ROLES
from jembatan.foundation.people.queries import viewer_in
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import NOBODY, Role, Viewer, system_viewer
from tests.world import World

ADMIN = Role.UNIT_ADMINISTRATOR


def admin(world: World, unit: Unit | None = None) -> Viewer:
    return world.viewer(unit or world.ntt, ADMIN)


def roles(user: User, unit: Unit) -> set[str]:
    return set(Membership.objects.filter(user=user, unit=unit).values_list("role", flat=True))


def test_a_newcomer_gets_an_account_without_password_and_a_link(world: World) -> None:
    made = actions.invite_member(
        viewer=admin(world), unit=world.ntt, email=" Yuliana@Humas.example ", full_name="Yuliana", roles=[Role.EDITOR]
    )
    assert made.is_new
    assert made.user.email == "yuliana@humas.example"
    assert not made.user.has_usable_password()
    assert "/akun/password/reset/key/" in made.link
    assert roles(made.user, world.ntt) == {"editor"}
    record = AuditRecord.objects.get(action="people.invite_member")
    assert (record.unit_key, record.object_id) == (world.ntt.pk, made.user.pk)
    assert "yuliana" not in str(record.fields)


def test_an_account_that_stands_elsewhere_joins_and_nobody_gets_its_link(world: World) -> None:
    user = world.user(world.kupang, Role.EDITOR, email="dua@unit.example")
    made = actions.invite_member(viewer=admin(world), unit=world.ntt, email="DUA@unit.example", roles=[Role.EDITOR])
    assert (made.user, made.is_new, made.link) == (user, False, "")
    pending = actions.invite_member(
        viewer=admin(world), unit=world.ntt, email="baru@humas.example", full_name="Baru", roles=[Role.EDITOR]
    ).user
    stolen = actions.invite_member(
        viewer=admin(world, world.kupang), unit=world.kupang, email="baru@humas.example", roles=[Role.EDITOR]
    )
    assert (stolen.user, stolen.link) == (pending, "")
    for unit in (world.ntt, world.kupang):
        with pytest.raises(Refused):
            actions.renew_link(viewer=admin(world, unit), unit=unit, user=pending)


def test_an_administrator_never_sees_the_link_of_somebody_with_a_password(world: World) -> None:
    user = world.user(world.ntt, Role.CLEARING_OFFICER)
    with pytest.raises(Refused, match="Lupa kata sandi"):
        actions.renew_link(viewer=admin(world), unit=world.ntt, user=user)
    assert actions.renew_link(viewer=system_viewer("cli", world.ntt.pk), unit=world.ntt, user=user)


@pytest.mark.parametrize(
    "facts",
    [
        {"email": "", "full_name": "A", "roles": [Role.EDITOR]},
        {"email": "bukan surel", "full_name": "A", "roles": [Role.EDITOR]},
        {"email": "a" * 150 + "@x.example", "full_name": "A", "roles": [Role.EDITOR]},
        {"email": "a@x.example", "full_name": " ", "roles": [Role.EDITOR]},
        {"email": "a@x.example", "full_name": "A" * 121, "roles": [Role.EDITOR]},
        {"email": "a@x.example", "full_name": "A", "roles": []},
        {"email": "a@x.example", "full_name": "A", "roles": [Role.AUDITOR, Role.EDITOR]},
        {"email": "tutup@x.example", "full_name": "A", "roles": [Role.EDITOR]},
        {"email": "sudah@x.example", "full_name": "A", "roles": [Role.EDITOR]},
        {"email": "sudah@x.example", "full_name": "A", "roles": [Role.AUDITOR]},
    ],
)
def test_invitations_that_cannot_be(world: World, facts: dict) -> None:
    closed = world.user(world.ntt, Role.EDITOR, email="tutup@x.example")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    world.user(world.ntt, Role.EDITOR, email="sudah@x.example")
    viewer = admin(world)
    before = (User.objects.count(), Membership.objects.count())
    with pytest.raises(Refused):
        actions.invite_member(viewer=viewer, unit=world.ntt, **facts)
    assert (User.objects.count(), Membership.objects.count()) == before


def test_all_reasons_at_once(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        actions.invite_member(
            viewer=world.viewer(world.ntt, Role.EDITOR), unit=world.ntt, email="a@x.example", full_name="", roles=[]
        )
    assert len(refusal.value.reasons) == 3


def test_strangers_govern_nothing(world: World) -> None:
    member = world.user(world.ntt, Role.EDITOR, email="anggota@x.example")
    strangers = [world.viewer(world.ntt, role) for role in Role if role != ADMIN]
    strangers += [admin(world, world.diskominfo), admin(world, world.kupang), NOBODY]
    for viewer in strangers:
        for attempt in (
            lambda viewer=viewer: actions.invite_member(
                viewer=viewer, unit=world.ntt, email="n@x.example", full_name="N", roles=[Role.EDITOR]
            ),
            lambda viewer=viewer: actions.grant_role(viewer=viewer, unit=world.ntt, user=member, role=Role.ARCHIVIST),
            lambda viewer=viewer: actions.revoke_role(viewer=viewer, unit=world.ntt, user=member, role=Role.EDITOR),
            lambda viewer=viewer: actions.remove_member(viewer=viewer, unit=world.ntt, user=member),
            lambda viewer=viewer: actions.deactivate_account(viewer=viewer, unit=world.ntt, user=member),
            lambda viewer=viewer: actions.reactivate_account(viewer=viewer, unit=world.ntt, user=member),
            lambda viewer=viewer: actions.renew_link(viewer=viewer, unit=world.ntt, user=member),
        ):
            with pytest.raises(Refused):
                attempt()
    assert roles(member, world.ntt) == {"editor"}
    assert not User.objects.filter(email="n@x.example").exists()


@pytest.mark.parametrize("role", sorted(CLEARING_ROLES))
def test_nobody_gives_himself_a_clearing_role(world: World, role: Role) -> None:
    viewer = admin(world)
    me = User.objects.get(pk=viewer.user_id)
    with pytest.raises(Refused, match="diri sendiri"):
        actions.grant_role(viewer=viewer, unit=world.ntt, user=me, role=role)
    with pytest.raises(Refused, match="diri sendiri"):
        actions.invite_member(viewer=viewer, unit=world.ntt, email=me.email, roles=[role])
    actions.grant_role(viewer=viewer, unit=world.ntt, user=me, role=Role.EDITOR)
    other = world.viewer(world.ntt, ADMIN, email="lain@x.example")
    actions.grant_role(viewer=other, unit=world.ntt, user=me, role=role)
    assert roles(me, world.ntt) == {ADMIN, Role.EDITOR, role}


def test_grants_that_cannot_be(world: World) -> None:
    viewer = admin(world)
    editor = world.user(world.ntt, Role.EDITOR)
    auditor = world.user(world.ntt, Role.AUDITOR)
    outsider = world.user(world.kupang, Role.EDITOR)
    for user, role in (
        (editor, Role.EDITOR),
        (editor, Role.AUDITOR),
        (auditor, Role.EDITOR),
        (outsider, Role.EDITOR),
    ):
        with pytest.raises(Refused):
            actions.grant_role(viewer=viewer, unit=world.ntt, user=user, role=role)
    with pytest.raises(Refused, match="tidak memegang"):
        actions.revoke_role(viewer=viewer, unit=world.ntt, user=editor, role=Role.ARCHIVIST)
    with pytest.raises(Refused, match="bukan anggota"):
        actions.remove_member(viewer=viewer, unit=world.ntt, user=outsider)
    editor.is_active = False
    editor.save()
    with pytest.raises(Refused, match="dinonaktifkan"):
        actions.grant_role(viewer=viewer, unit=world.ntt, user=editor, role=Role.ARCHIVIST)


def test_the_last_administrator_stays(world: World) -> None:
    viewer = admin(world)
    me = User.objects.get(pk=viewer.user_id)
    for attempt in (
        lambda: actions.revoke_role(viewer=viewer, unit=world.ntt, user=me, role=ADMIN),
        lambda: actions.remove_member(viewer=viewer, unit=world.ntt, user=me),
        lambda: actions.deactivate_account(viewer=system_viewer("cli", world.ntt.pk), unit=world.ntt, user=me),
    ):
        with pytest.raises(Refused, match="satu-satunya"):
            attempt()
    second = world.user(world.ntt, ADMIN, email="kedua@x.example")
    second.is_active = False
    second.save()
    with pytest.raises(Refused, match="satu-satunya"):
        actions.revoke_role(viewer=viewer, unit=world.ntt, user=me, role=ADMIN)
    second.is_active = True
    second.save()
    actions.revoke_role(viewer=viewer, unit=world.ntt, user=me, role=ADMIN)
    assert roles(me, world.ntt) == set()


def test_a_role_taken_is_gone_at_once_here_and_stays_elsewhere(world: World) -> None:
    user = world.user(world.ntt, Role.EDITOR, email="dua@x.example")
    world.user(world.kupang, Role.EDITOR, email="dua@x.example")
    actions.remove_member(viewer=admin(world), unit=world.ntt, user=user)
    assert not viewer_in(user, world.ntt, "test").is_member
    assert viewer_in(user, world.kupang, "test").is_member


def test_accounts_are_closed_and_opened_by_their_only_unit(world: World) -> None:
    viewer = admin(world)
    user = world.user(world.ntt, Role.EDITOR)
    shared = world.user(world.ntt, Role.EDITOR, email="dua@x.example")
    world.user(world.kupang, Role.EDITOR, email="dua@x.example")
    with pytest.raises(Refused, match="di luar unit"):
        actions.deactivate_account(viewer=viewer, unit=world.ntt, user=shared)
    world.user(world.ntt, ADMIN, email="kedua@x.example")
    with pytest.raises(Refused, match="sendiri"):
        actions.deactivate_account(viewer=viewer, unit=world.ntt, user=User.objects.get(pk=viewer.user_id))
    with pytest.raises(Refused, match="masih aktif"):
        actions.reactivate_account(viewer=viewer, unit=world.ntt, user=user)
    actions.deactivate_account(viewer=viewer, unit=world.ntt, user=user)
    with pytest.raises(Refused, match="sudah dinonaktifkan"):
        actions.deactivate_account(viewer=viewer, unit=world.ntt, user=user)
    assert roles(user, world.ntt) == {"editor"}
    assert actions.reactivate_account(viewer=viewer, unit=world.ntt, user=user).is_active


def test_ones_own_account_is_changed_by_nobody_else(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    assert actions.change_account(viewer=viewer, full_name=" Yuliana ", language="en").full_name == "Yuliana"
    for facts in ({"full_name": "", "language": "id"}, {"full_name": "Y", "language": "xx"}):
        with pytest.raises(Refused):
            actions.change_account(viewer=viewer, **facts)
    with pytest.raises(Refused):
        actions.change_account(viewer=NOBODY, full_name="Y", language="id")
