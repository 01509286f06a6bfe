"""Outlets, contacts and lists are kept through actions; every state in which they must not be."""

import pytest

from jembatan.foundation.audit.models import AuditPayload, AuditRecord
from jembatan.foundation.directory import actions, queries
from jembatan.foundation.directory.actions import ContactFacts
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.directory.policies import KEEPERS
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import NOBODY, Role, Viewer
from tests.world import World


@pytest.fixture
def editor(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.EDITOR)


@pytest.fixture
def outlet(editor: Viewer) -> Outlet:
    return actions.add_outlet(
        viewer=editor, name="Kabar Pulau", kind="online", domain="https://www.kabarpulau.example/"
    )


def contact(viewer: Viewer, name: str = "Redaksi", **facts: object) -> Contact:
    return actions.add_contact(
        viewer=viewer, facts=ContactFacts(name, **{"email": f"{name.lower()}@x.example", **facts})
    )


@pytest.mark.parametrize("name", ["Kabar Pulau", "kabarpulau", "KABAR-PULAU", " Kabar  Pulau "])
def test_the_same_outlet_twice_is_refused_and_named(world: World, outlet: Outlet, name: str) -> None:
    with pytest.raises(Refused, match="Kabar Pulau"):
        actions.add_outlet(viewer=world.viewer(world.kupang, Role.EDITOR), name=name)
    assert Outlet.objects.count() == 1


def test_the_same_site_twice_is_refused_and_its_outlet_named(editor: Viewer, outlet: Outlet) -> None:
    with pytest.raises(Refused, match="Kabar Pulau"):
        actions.add_outlet(viewer=editor, name="Lain", domain="m.kabarpulau.example")


def test_an_outlet_is_renamed_for_all_but_not_to_anothers_name(world: World, editor: Viewer, outlet: Outlet) -> None:
    other = actions.add_outlet(viewer=editor, name="Suara Sabana", kind="radio")
    actions.change_outlet(
        viewer=world.viewer(world.kupang, Role.EDITOR), outlet=outlet, name="KABAR PULAU", kind="print"
    )
    with pytest.raises(Refused, match="KABAR PULAU"):
        actions.change_outlet(viewer=editor, outlet=other, name="kabar pulau", kind="radio")
    outlet.refresh_from_db()
    assert (outlet.name, outlet.kind) == ("KABAR PULAU", "print")


def test_all_reasons_at_once(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_outlet(
            viewer=world.viewer(world.ntt, Role.CONTRIBUTOR), name="", kind="x", city="k" * 81, domain="co.id"
        )
    assert len(refusal.value.reasons) == 5
    with pytest.raises(Refused) as refusal:
        actions.add_contact(
            viewer=world.viewer(world.ntt, Role.CONTRIBUTOR), facts=ContactFacts("", email="salah", whatsapp="12")
        )
    assert len(refusal.value.reasons) == 4


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://kabarpulau.example/berita/1", "Kabar Pulau"),
        ("https://www.kabarpulau.example/", "Kabar Pulau"),
        ("https://m.kabarpulau.example/amp", "Kabar Pulau"),
        ("https://ende.kabarpulau.example/a", "Kabar Pulau"),
        ("https://kupang.kabarpulau.example/a", "Kabar Pulau Kupang"),
        ("https://m.kupang.kabarpulau.example/a", "Kabar Pulau Kupang"),
        ("https://bukankabarpulau.example/", None),
        ("https://kabarpulau.example.jahat.example/", None),
        ("bukan alamat", None),
    ],
)
def test_the_outlet_of_an_address(editor: Viewer, outlet: Outlet, address: str, name: str | None) -> None:
    actions.add_outlet(viewer=editor, name="Kabar Pulau Kupang", domain="kupang.kabarpulau.example")
    found = queries.outlet_of_address(address)
    assert (found.name if found else None) == name


def test_a_contact_is_kept_in_clean_form(world: World, editor: Viewer, outlet: Outlet) -> None:
    made = contact(editor, " Ina  Lodo ", outlet=outlet, email=" INA@X.Example ", whatsapp="0812 3456 7890")
    assert (made.unit, made.name, made.email, made.whatsapp) == (
        world.ntt, "Ina Lodo", "ina@x.example", "+6281234567890",
    )  # fmt: skip
    record = AuditRecord.objects.get(action="directory.add_contact")
    assert record.fields == ["email", "name", "outlet", "whatsapp"]
    assert "ina@x.example" in str(AuditPayload.objects.get(record=record).content)
    assert "ina@x.example" not in str(AuditRecord.objects.filter(pk=record.pk).values().get())


def test_an_address_is_used_once_in_a_unit_and_again_elsewhere(world: World, editor: Viewer) -> None:
    first = contact(editor, "Redaksi")
    with pytest.raises(Refused, match="Redaksi"):
        contact(editor, "Lain", email="REDAKSI@x.example")
    contact(world.viewer(world.kupang, Role.EDITOR), "Redaksi")
    actions.deactivate_contact(viewer=editor, contact=first)
    with pytest.raises(Refused, match="aktifkan kembali"):
        contact(editor, "Lain", email="redaksi@x.example")
    actions.change_contact(viewer=editor, contact=first, facts=ContactFacts("Redaksi", email="redaksi@x.example"))


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"name": "N" * 121},
        {"email": "", "whatsapp": ""},
        {"email": "bukan"},
        {"email": "", "whatsapp": "12"},
    ],
)
def test_contacts_that_cannot_be(editor: Viewer, facts: dict) -> None:
    with pytest.raises(Refused):
        actions.add_contact(viewer=editor, facts=ContactFacts(**{"name": "N", "email": "n@x.example", **facts}))
    assert not Contact.objects.exists()


def test_out_of_use_and_back(editor: Viewer) -> None:
    one, two = contact(editor, "Satu"), contact(editor, "Dua")
    made = actions.add_contact_list(viewer=editor, name="Semua", contacts=[one, two])
    actions.deactivate_contact(viewer=editor, contact=one)
    assert queries.recipients(editor, [made], [one]) == [two]
    assert queries.recipients(editor, [made], [two]) == [two]
    with pytest.raises(Refused):
        actions.deactivate_contact(viewer=editor, contact=one)
    actions.reactivate_contact(viewer=editor, contact=one)
    with pytest.raises(Refused):
        actions.reactivate_contact(viewer=editor, contact=one)
    assert queries.recipients(editor, [made]) == [two, one]
    actions.deactivate_contact_list(viewer=editor, contact_list=made)
    assert not queries.contact_lists(editor).exists()
    with pytest.raises(Refused, match="aktifkan kembali"):
        actions.add_contact_list(viewer=editor, name="SEMUA")
    actions.reactivate_contact_list(viewer=editor, contact_list=made)
    actions.change_contact_list(viewer=editor, contact_list=made, name="Semua media", contacts=[two])
    assert queries.recipients(editor, [made]) == [two]
    for name in ("", "N" * 121, "semua MEDIA"):
        with pytest.raises(Refused):
            actions.add_contact_list(viewer=editor, name=name)


def test_nothing_of_another_unit(world: World, editor: Viewer) -> None:
    theirs = contact(world.viewer(world.kupang, Role.EDITOR), "Mereka")
    their_list = actions.add_contact_list(viewer=world.viewer(world.kupang, Role.EDITOR), name="Mereka")
    mine = actions.add_contact_list(viewer=editor, name="Saya")
    for attempt in (
        lambda: actions.change_contact(viewer=editor, contact=theirs, facts=ContactFacts("X", email="x@x.example")),
        lambda: actions.deactivate_contact(viewer=editor, contact=theirs),
        lambda: actions.add_contact_list(viewer=editor, name="Baru", contacts=[theirs]),
        lambda: actions.change_contact_list(viewer=editor, contact_list=mine, name="Saya", contacts=[theirs]),
        lambda: actions.change_contact_list(viewer=editor, contact_list=their_list, name="X", contacts=[]),
        lambda: actions.deactivate_contact_list(viewer=editor, contact_list=their_list),
    ):
        with pytest.raises(Refused, match="unit lain"):
            attempt()
    assert list(queries.contacts(editor, state="all")) == []
    assert list(queries.contact_lists(editor)) == [mine]
    assert queries.recipients(editor, [their_list], [theirs]) == []
    for viewer in (NOBODY, world.viewer(world.diskominfo, Role.EDITOR)):
        assert not queries.contacts(viewer, state="all").exists()
    assert not queries.outlets(NOBODY).exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in KEEPERS])
def test_other_roles_read_only(world: World, editor: Viewer, outlet: Outlet, role: Role) -> None:
    one = contact(editor, "Satu")
    made = actions.add_contact_list(viewer=editor, name="Daftar", contacts=[one])
    viewer = world.viewer(world.ntt, role)
    assert list(queries.contacts(viewer)) == [one]
    for attempt in (
        lambda: actions.add_outlet(viewer=viewer, name="Lain"),
        lambda: actions.change_outlet(viewer=viewer, outlet=outlet, name="Lain", kind="online"),
        lambda: contact(viewer, "Dua"),
        lambda: actions.change_contact(viewer=viewer, contact=one, facts=ContactFacts("X", email="x@x.example")),
        lambda: actions.deactivate_contact(viewer=viewer, contact=one),
        lambda: actions.add_contact_list(viewer=viewer, name="Lain"),
        lambda: actions.change_contact_list(viewer=viewer, contact_list=made, name="Lain", contacts=[]),
        lambda: actions.deactivate_contact_list(viewer=viewer, contact_list=made),
    ):
        with pytest.raises(Refused):
            attempt()
    assert (Outlet.objects.count(), Contact.objects.count(), ContactList.objects.count()) == (1, 1, 1)
