"""The screens of the directory, through HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jembatan.foundation.directory import actions
from jembatan.foundation.directory.actions import ContactFacts
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.viewer import Role
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    return world.client(world.ntt, Role.EDITOR)


def contact(world: World, unit: str = "ntt", name: str = "Ina Lodo") -> Contact:
    viewer = world.viewer(getattr(world, unit), Role.EDITOR)
    return actions.add_contact(
        viewer=viewer, facts=ContactFacts(name, email=f"{name.split(maxsplit=1)[0].lower()}@x.example")
    )


def test_empty_screens_say_how_to_begin(world: World, client: Client) -> None:
    for name, first in (
        ("outlet_list", "outlet_new"),
        ("contact_list", "contact_new"),
        ("contact_lists", "contact_list_new"),
    ):
        page = client.get(reverse(name)).content.decode()
        assert "Belum ada" in page
        assert page.count(f'href="{reverse(first)}"') == 2
    reader = world.client(world.ntt, Role.AUDITOR)
    assert reverse("contact_new") not in reader.get(reverse("contact_list")).content.decode()


def test_outlets_are_added_found_sorted_and_renamed(client: Client) -> None:
    for name, kind in (("Suara Sabana", "radio"), ("Kabar Pulau", "online")):
        assert client.post(reverse("outlet_new"), {"name": name, "kind": kind}).status_code == 302
    page = client.get(reverse("outlet_list"), {"urut": "-nama"}).content.decode()
    assert page.index("Suara Sabana") < page.index("Kabar Pulau")
    page = client.get(reverse("outlet_list"), {"jenis": "radio"}).content.decode()
    assert "Suara Sabana" in page
    assert "Kabar Pulau" not in page
    assert "Tidak ada media" in client.get(reverse("outlet_list"), {"q": "xyz"}).content.decode()
    page = client.post(reverse("outlet_new"), {"name": "kabarpulau", "kind": "online"}).content.decode()
    assert "Media itu sudah ada: Kabar Pulau." in page
    outlet = Outlet.objects.get(name="Kabar Pulau")
    client.post(
        reverse("outlet_edit", args=[outlet.pk]), {"name": "Kabar Pulau NTT", "kind": "online", "domain": "kp.example"}
    )
    outlet.refresh_from_db()
    assert (outlet.name, outlet.domain) == ("Kabar Pulau NTT", "kp.example")


def test_contacts_are_added_filtered_and_taken_out_of_use(client: Client) -> None:
    client.post(reverse("contact_new"), {"name": "Ina Lodo", "email": "ina@x.example"})
    client.post(reverse("contact_new"), {"name": "Umbu Rada", "whatsapp": "0812 3456 7890"})
    page = client.post(reverse("contact_new"), {"name": "Lain", "email": "salah", "whatsapp": "1"}).content.decode()
    assert "bukan alamat surel" in page
    assert "bukan nomor telepon" in page
    assert 'value="salah"' in page
    page = client.get(reverse("contact_list"), {"cara": "whatsapp"}).content.decode()
    assert "+6281234567890" in page
    assert "Ina Lodo" not in page
    ina = Contact.objects.get(name="Ina Lodo")
    url = reverse("contact_deactivate", args=[ina.pk])
    assert client.get(url).status_code == 200
    client.post(url, follow=True)
    assert "Ina Lodo" not in client.get(reverse("contact_list")).content.decode()
    assert "Ina Lodo" in client.get(reverse("contact_list"), {"keadaan": "resting"}).content.decode()
    client.post(reverse("contact_reactivate", args=[ina.pk]))
    client.post(reverse("contact_edit", args=[ina.pk]), {"name": "Ina L.", "email": "ina@x.example"})
    assert "Ina L." in client.get(reverse("contact_list")).content.decode()


def test_hostile_filters_break_nothing(world: World, client: Client) -> None:
    contact(world)
    for narrow in ({"media": "x"}, {"hal": "999"}, {"hal": "x"}, {"urut": "password"}, {"cara": "id"}, {"q": "%'\""}):
        assert client.get(reverse("contact_list"), narrow).status_code == 200


def test_names_are_text_not_markup(world: World, client: Client) -> None:
    facts = ContactFacts("<script>alert(1)</script>", email="a@x.example")
    actions.add_contact(viewer=world.viewer(world.ntt, Role.EDITOR), facts=facts)
    page = client.get(reverse("contact_list")).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_lists_are_made_of_ones_own_contacts(world: World, client: Client) -> None:
    own, foreign = contact(world), contact(world, "kupang", "Maria Bani")
    page = client.get(reverse("contact_list_new")).content.decode()
    assert str(own.pk) in page
    assert str(foreign.pk) not in page
    client.post(reverse("contact_list_new"), {"name": "Semua", "contacts": [own.pk, foreign.pk]})
    assert not ContactList.objects.exists()
    client.post(reverse("contact_list_new"), {"name": "Semua", "contacts": [own.pk]})
    made = ContactList.objects.get()
    url = reverse("contact_list_edit", args=[made.pk])
    assert client.post(url, {"name": "Semua", "contacts": [foreign.pk]}).status_code == 200
    assert list(made.contacts.all()) == [own]
    client.post(reverse("contact_deactivate", args=[own.pk]))
    client.post(url, {"name": "Semua media", "contacts": [own.pk]})
    assert list(made.contacts.all()) == [own]
    client.post(reverse("contact_list_deactivate", args=[made.pk]), follow=True)
    assert "Semua media" not in client.get(reverse("contact_lists")).content.decode()
    client.post(reverse("contact_list_reactivate", args=[made.pk]))
    assert "Semua media" in client.get(reverse("contact_lists")).content.decode()


def test_a_table_is_imported_and_the_rest_stands_in_the_form(client: Client) -> None:
    table = "nama;media;surel;wa\nIna;Kabar Pulau;ina@x.example;\nSalah;;x;\n"
    file = SimpleUploadedFile("kontak.csv", table.encode("cp1252"), "text/csv")
    page = client.post(reverse("contact_import"), {"file": file, "add_outlets": "on"}).content.decode()
    assert "1 kontak ditambahkan." in page
    assert "1 baris belum masuk." in page
    assert "Salah;;x;" in page
    assert Contact.objects.get().outlet.name == "Kabar Pulau"
    page = client.post(reverse("contact_import"), {"text": "nama;surel\nUmbu;umbu@x.example"}).content.decode()
    assert "1 kontak ditambahkan." in page
    for wrong in ({}, {"text": " "}, {"text": "apa;saja\n1;2"}):
        page = client.post(reverse("contact_import"), {**wrong, "add_outlets": "on"}).content.decode()
        assert "j-errors" in page
    picture = SimpleUploadedFile("kontak.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "text/csv")
    assert "bukan CSV" in client.post(reverse("contact_import"), {"file": picture}).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_nothing_of_another_unit_is_reached(world: World, role: Role) -> None:
    theirs = contact(world, "kupang", "Maria Bani")
    viewer = world.viewer(world.kupang, Role.EDITOR)
    their_list = actions.add_contact_list(viewer=viewer, name="Daftar rahasia", contacts=[theirs])
    for unit in (world.ntt, world.diskominfo, world.sumba_barat):
        client = world.client(unit, role)
        for name in ("contact_list", "contact_lists", "outlet_list"):
            page = client.get(reverse(name), {"keadaan": "all"}).content.decode()
            assert "Maria Bani" not in page
            assert "Daftar rahasia" not in page
        facts = {"name": "X", "email": "x@x.example", "contacts": [theirs.pk]}
        for name in ("contact_edit", "contact_deactivate", "contact_reactivate"):
            assert client.post(reverse(name, args=[theirs.pk]), facts).status_code == 404
        for name in ("contact_list_edit", "contact_list_deactivate", "contact_list_reactivate"):
            assert client.post(reverse(name, args=[their_list.pk]), facts).status_code == 404
        client.post(reverse("contact_import"), {"text": "nama;surel\nA;a@x.example", "into": their_list.pk})
    assert list(their_list.contacts.all()) == [theirs]
    theirs.refresh_from_db()
    assert (theirs.name, theirs.is_active) == ("Maria Bani", True)
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PROTOCOL_OFFICER, Role.ARCHIVIST, Role.AUDITOR])
def test_readers_are_refused_every_change(world: World, role: Role) -> None:
    own = contact(world)
    outlet = actions.add_outlet(viewer=world.viewer(world.ntt, Role.EDITOR), name="Kabar Pulau")
    client = world.client(world.ntt, role)
    assert "Ina Lodo" in client.get(reverse("contact_list")).content.decode()
    urls = [reverse(name) for name in ("outlet_new", "contact_new", "contact_list_new", "contact_import")]
    urls += [reverse("outlet_edit", args=[outlet.pk]), reverse("contact_edit", args=[own.pk])]
    urls += [reverse("contact_deactivate", args=[own.pk])]
    for url in urls:
        assert client.post(url, {"name": "X", "kind": "online", "email": "x@x.example"}).status_code == 403
    assert (Contact.objects.count(), Outlet.objects.get().name) == (1, "Kabar Pulau")


def test_nobody_is_sent_to_sign_in(world: World) -> None:
    for name in ("outlet_list", "contact_list", "contact_lists", "contact_import", "contact_new"):
        answer = Client().get(reverse(name))
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]
