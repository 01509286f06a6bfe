"""A unit's page and its editing, through HTTP."""

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.foundation.units.actions import add_section
from jembatan.foundation.units.loading import load_governments
from jembatan.foundation.units.models import GovernmentAlias, Section
from jembatan.foundation.viewer import Role, system_viewer
from tests.world import World

ADMIN = Role.UNIT_ADMINISTRATOR
NAME = {"name": "Biro Baru NTT", "short_name": "Biro Baru", "kind": "leaders_office", "since": "2024-01-01"}


def test_the_page_tells_names_sections_staff_and_aliases(world: World) -> None:
    world.ntt.government.aliases.create(name="Flobamora")
    add_section(viewer=system_viewer("test", world.ntt.pk), unit=world.ntt, name="Bagian Pers")
    world.leader(world.ntt, "Yosef Nai", "Gubernur")
    for client in (world.client(world.ntt, Role.AUDITOR), world.client(world.kupang, Role.EDITOR)):
        page = client.get(reverse("unit_detail", args=[world.ntt.slug])).content.decode()
        for text in (world.ntt.name, "Bagian Pers", "Flobamora", "Yosef Nai", "WITA"):
            assert text in page
        assert reverse("unit_name_new") not in page
    own = world.client(world.kupang, Role.EDITOR).get(reverse("unit_detail")).content.decode()
    assert world.kupang.name in own


def test_the_administrator_renames_and_the_old_name_stays(world: World) -> None:
    client = world.client(world.ntt, ADMIN)
    assert client.post(reverse("unit_name_new"), NAME).status_code == 302
    page = client.get(reverse("unit_detail")).content.decode()
    assert "Biro Baru NTT" in page
    assert "Biro Administrasi Pimpinan Setda NTT" in page
    dated = world.ntt.names.get(name="Biro Baru NTT")
    url = reverse("unit_name_edit", args=[dated.pk])
    assert 'value="2024-01-01"' in client.get(url).content.decode()
    client.post(url, {**NAME, "since": "2023-05-01"})
    dated.refresh_from_db()
    assert f"{dated.since}" == "2023-05-01"


def test_a_refused_form_keeps_what_was_typed(world: World) -> None:
    client = world.client(world.ntt, ADMIN)
    page = client.post(reverse("unit_name_new"), {**NAME, "since": "2999-01-01"}).content.decode()
    assert "belum tiba" in page
    assert 'value="Biro Baru NTT"' in page
    assert client.post(reverse("unit_name_new"), {**NAME, "since": ""}).status_code == 200
    assert world.ntt.names.count() == 1


def test_sections_and_aliases_are_kept_on_screen(world: World) -> None:
    client = world.client(world.ntt, ADMIN)
    client.post(reverse("section_new"), {"name": "Bagian Pers", "since": "2020-01-01"})
    section = Section.objects.get(name="Bagian Pers")
    client.post(reverse("section_edit", args=[section.pk]), {"name": "Bagian Pers dan Media"})
    close = reverse("section_close", args=[section.pk])
    assert client.get(close).status_code == 200
    client.post(close, {"until": "2024-01-01"})
    section.refresh_from_db()
    assert (section.name, f"{section.until}") == ("Bagian Pers dan Media", "2024-01-01")
    client.post(reverse("section_reopen", args=[section.pk]))
    section.refresh_from_db()
    assert section.until is None
    client.post(reverse("alias_new"), {"name": "Flobamora"})
    assert "sudah ada" in client.post(reverse("alias_new"), {"name": "flobamora"}).content.decode()
    client.post(reverse("alias_remove", args=[GovernmentAlias.objects.get(name="Flobamora").pk]))
    assert not GovernmentAlias.objects.filter(name="Flobamora").exists()
    client.post(reverse("unit_email"), {"email": "Humas@NTT.example"})
    world.ntt.refresh_from_db()
    assert world.ntt.email == "humas@ntt.example"


def changing_urls(world: World) -> list[str]:
    section = add_section(viewer=system_viewer("test", world.ntt.pk), unit=world.ntt, name="Bagian Pers")
    alias = world.ntt.government.aliases.create(name="Flobamora")
    return [
        reverse("unit_name_edit", args=[world.ntt.names.get().pk]),
        *(reverse(name, args=[section.pk]) for name in ("section_edit", "section_close", "section_reopen")),
        reverse("alias_remove", args=[alias.pk]),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_no_role_of_another_unit_changes_this_one(world: World, role: Role) -> None:
    urls = changing_urls(world)
    for unit in (world.kupang, world.diskominfo):
        client = world.client(unit, role)
        for url in urls:
            data = {**NAME, "until": "2024-01-01"}
            if unit == world.diskominfo and role == ADMIN and "sebutan" in url:
                continue  # a government's names are kept by the administrators of all its units
            assert client.post(url, data).status_code in {403, 404}
    section = Section.objects.get()
    assert (section.name, section.until) == ("Bagian Pers", None)
    assert world.ntt.names.get().name == "Biro Administrasi Pimpinan Setda NTT"


@pytest.mark.parametrize("role", [role for role in Role if role != ADMIN])
def test_no_other_role_changes_its_own_unit(world: World, role: Role) -> None:
    client = world.client(world.ntt, role)
    urls = [*changing_urls(world), *map(reverse, ("unit_name_new", "unit_email", "section_new", "alias_new"))]
    for url in urls:
        assert client.post(url, {**NAME, "until": "2024-01-01"}).status_code == 403
    assert world.ntt.names.count() == world.ntt.sections.count() == 1


def test_a_section_of_another_unit_is_no_parent(world: World) -> None:
    foreign = Section.objects.create(unit=world.kupang, name="Bagian Lain")
    client = world.client(world.ntt, ADMIN)
    assert client.post(reverse("section_new"), {"name": "Sub", "parent": foreign.pk}).status_code == 200
    assert not Section.objects.filter(name="Sub").exists()


@pytest.mark.django_db
def test_the_list_finds_units_by_any_name(world: World) -> None:
    load_governments(viewer=system_viewer("test"), provinces=["53"])
    client = world.client(world.ntt, Role.EDITOR)
    for text, slug in (("matim", "prokopim-manggarai-timur"), ("TTS", "prokopim-timor-tengah-selatan")):
        page = client.get(reverse("unit_list"), {"q": text}).content.decode()
        assert reverse("unit_detail", args=[slug]) in page
    assert "Tidak ada unit yang cocok" in client.get(reverse("unit_list"), {"q": "atlantis"}).content.decode()
    assert client.get(reverse("unit_detail", args=["tidak-ada"])).status_code == 404


def test_nobody_is_sent_to_sign_in(world: World) -> None:
    for url in (reverse("unit_list"), reverse("unit_detail"), reverse("unit_detail", args=[world.ntt.slug])):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]
