"""The screens of members and of one's own account, through HTTP."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jembatan.foundation.people.models import Membership, User
from jembatan.foundation.viewer import Role
from tests.world import World

ADMIN = Role.UNIT_ADMINISTRATOR


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def sign_in(email: str, password: str = "rahasia-uji-coba", client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def test_an_invitation_leads_to_a_working_account(world: World) -> None:
    client = world.client(world.ntt, ADMIN)
    facts = {"email": "yuli@x.example", "full_name": "Yuliana", "roles": ["editor"], "language": "en"}
    answer = client.post(reverse("member_invite"), facts)
    link = re.search(r"https?://[^<\"]+/akun/password/reset/key/[^<\"]+", answer.content.decode()).group()
    assert "no-store" in answer["Cache-Control"]
    user = User.objects.get(email="yuli@x.example")
    assert link not in client.get(reverse("member_detail", args=[user.pk])).content.decode()

    newcomer = Client()
    form = newcomer.get(link[link.index("/akun/") :], follow=True)
    newcomer.post(form.request["PATH_INFO"], {"password1": "seribu-pulau-9", "password2": "seribu-pulau-9"})
    sign_in("yuli@x.example", "seribu-pulau-9", newcomer)
    assert newcomer.cookies["django_language"].value == "en"
    assert newcomer.get(reverse("member_list")).status_code == 200
    assert newcomer.get(reverse("member_invite")).status_code == 403
    again = Client().get(link[link.index("/akun/") :], follow=True)
    assert b'name="password1"' not in again.content


def test_the_administrator_sees_reasons_in_the_form_and_loses_nothing(world: World) -> None:
    client = world.client(world.ntt, ADMIN)
    facts = {"email": "baru@x.example", "full_name": "Baru", "roles": ["editor", "auditor"], "language": "id"}
    page = client.post(reverse("member_invite"), facts).content.decode()
    assert "Auditor hanya membaca" in page
    assert 'value="baru@x.example"' in page
    assert not User.objects.filter(email="baru@x.example").exists()


def test_roles_are_given_and_taken_on_the_members_page(world: World) -> None:
    client = world.client(world.ntt, ADMIN)
    user = world.user(world.ntt, Role.EDITOR)
    client.post(reverse("member_grant", args=[user.pk]), {"role": "archivist"})
    assert set(user.memberships.values_list("role", flat=True)) == {"editor", "archivist"}
    url = reverse("member_revoke", args=[user.pk, "archivist"])
    assert client.get(url).status_code == 200
    assert user.memberships.count() == 2
    client.post(url)
    assert set(user.memberships.values_list("role", flat=True)) == {"editor"}
    assert client.post(reverse("member_revoke", args=[user.pk, "tak-dikenal"])).status_code == 403
    page = client.post(reverse("member_grant", args=[user.pk]), {"role": "auditor"}).content.decode()
    assert "Auditor hanya membaca" in page
    client.post(reverse("member_remove", args=[user.pk]))
    assert not user.memberships.exists()


def test_a_closed_account_is_out_at_once(world: World) -> None:
    user = world.user(world.ntt, Role.EDITOR)
    theirs, admin = world.client(world.ntt, Role.EDITOR), world.client(world.ntt, ADMIN)
    assert theirs.get(reverse("member_list")).status_code == 200
    admin.post(reverse("member_deactivate", args=[user.pk]))
    assert theirs.get(reverse("member_list")).status_code == 302
    assert "_auth_user_id" not in sign_in(user.email).session
    admin.post(reverse("member_reactivate", args=[user.pk]))
    assert sign_in(user.email).get(reverse("member_list")).status_code == 200


def test_one_person_switches_between_the_units_that_they_serve(world: World) -> None:
    user = world.user(world.ntt, Role.EDITOR, email="dua@x.example")
    client = world.client(world.kupang, Role.AUDITOR, email="dua@x.example")
    assert world.kupang.name in client.get(reverse("member_list")).content.decode()
    assert client.post(reverse("unit_switch"), {"unit": world.ntt.pk, "next": "/"})["Location"] == reverse("home")
    assert world.ntt.name in client.get(reverse("member_list")).content.decode()
    for foreign in (world.sumba_barat.pk, "bukan-unit", ""):
        assert client.post(reverse("unit_switch"), {"unit": foreign}).status_code == 403
    assert world.ntt.name in client.get(reverse("member_list")).content.decode()
    away = client.post(reverse("unit_switch"), {"unit": world.ntt.pk, "next": "https://jahat.example/"})
    assert away["Location"] == reverse("home")
    Membership.objects.filter(user=user, unit=world.ntt).delete()
    assert world.kupang.name in client.get(reverse("member_list")).content.decode()


def test_signing_in_brings_the_language_and_the_account_page_changes_it(world: World) -> None:
    user = world.user(world.ntt, Role.EDITOR)
    client = sign_in(user.email)
    assert client.cookies["django_language"].value == "id"
    client.post(reverse("account_settings"), {"full_name": "Nama Baru", "language": "en"})
    assert client.cookies["django_language"].value == "en"
    user.refresh_from_db()
    assert (user.full_name, user.language) == ("Nama Baru", "en")
    assert 'lang="en"' in client.get(reverse("account_settings")).content.decode()


def test_a_person_without_a_unit_is_told_so_and_keeps_the_account_page(world: World) -> None:
    user = world.user(None, email="luar@x.example")
    client = Client()
    client.force_login(user)
    assert client.get(reverse("member_list")).status_code == 403
    assert client.get(reverse("account_settings")).status_code == 200


def test_guessing_passwords_is_slowed(world: World) -> None:
    user = world.user(world.ntt, Role.EDITOR)
    for _attempt in range(6):
        sign_in(user.email, "salah")
    assert "_auth_user_id" not in sign_in(user.email).session


def test_the_ways_of_a_second_step_are_reachable(world: World) -> None:
    client = sign_in(world.user(world.ntt, Role.EDITOR).email)
    assert client.get(reverse("mfa_index")).status_code == 200
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        asked = client.get(reverse(name))
        if asked.status_code == 302:  # the password is asked for once more
            asked = client.post(asked["Location"], {"password": "rahasia-uji-coba"}, follow=True)
        assert asked.status_code == 200
        assert asked.request["PATH_INFO"] == reverse(name)


@pytest.mark.parametrize("role", list(Role))
def test_other_units_reach_nothing_of_the_members(world: World, role: Role) -> None:
    target = world.user(world.ntt, Role.EDITOR, email="sasaran@x.example")
    for unit in (world.diskominfo, world.kupang):
        client = world.client(unit, role)
        assert "sasaran@x.example" not in client.get(reverse("member_list")).content.decode()
        for name in (
            "member_detail",
            "member_grant",
            "member_remove",
            "member_deactivate",
            "member_reactivate",
            "member_link",
        ):
            url = reverse(name, args=[target.pk])
            assert client.post(url, {"role": "archivist"}).status_code in {404, 405}
            assert client.get(url).status_code in {404, 405}
        assert client.post(reverse("member_revoke", args=[target.pk, "editor"])).status_code == 404
    assert set(target.memberships.values_list("role", flat=True)) == {"editor"}
    target.refresh_from_db()
    assert target.is_active


@pytest.mark.parametrize("role", [role for role in Role if role != ADMIN])
def test_only_the_administrator_changes_members(world: World, role: Role) -> None:
    target = world.user(world.ntt, Role.EDITOR, email="sasaran@x.example")
    client = world.client(world.ntt, role)
    assert client.get(reverse("member_detail", args=[target.pk])).status_code == 200
    for name in ("member_remove", "member_deactivate", "member_reactivate", "member_link"):
        assert client.post(reverse(name, args=[target.pk])).status_code == 403
    assert client.post(reverse("member_revoke", args=[target.pk, "editor"])).status_code == 403
    client.post(reverse("member_grant", args=[target.pk]), {"role": "archivist"})
    assert set(target.memberships.values_list("role", flat=True)) == {"editor"}
    assert client.post(reverse("member_invite"), {"email": "x@x.example"}).status_code == 403


def test_nobody_is_sent_to_sign_in(world: World) -> None:
    target = world.user(world.ntt, Role.EDITOR)
    for url in (reverse("member_list"), reverse("member_detail", args=[target.pk]), reverse("account_settings")):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]
    assert Client().post(reverse("unit_switch"), {"unit": world.ntt.pk}).status_code == 302
