"""The register of the network: who may change it, what must be evidenced, what is audited; accreditation; agreements."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest

from jembatan.chain.agenda.models import Event
from jembatan.desks.partners import actions, queries
from jembatan.desks.partners.models import Accreditation, Partner
from jembatan.desks.partners.tests.making import (
    agreement_facts,
    draft,
    head,
    in_force,
    officer,
    ordered,
    partner,
    term_facts,
)
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.actions import FileKind, TakenFile, take_in
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.access import may_see
from jembatan.foundation.viewer import NOBODY, Role, Viewer
from tests.world import World

REGISTRARS = {Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR}


def certificate() -> TakenFile:
    return take_in(BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n"), name="sertifikat.pdf", accept=FileKind.DOCUMENT)


def event(world: World, hours: float = 24, **facts: object) -> Event:
    return Event.objects.create(
        unit=world.ntt, title="Panen raya", starts_at=clock.now() + timedelta(hours=hours), state="confirmed", **facts
    )


def journalist(world: World, of: Partner | None = None, name: str = "Rina Wartawati") -> object:
    facts = actions.JournalistFacts(name, beats="pertanian", email="rina@pos-x.example")
    return actions.add_journalist(viewer=head(world), partner=of or partner(), facts=facts)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_change_the_register(world: World, role: Role) -> None:
    viewer, medium = world.viewer(world.sumba_barat, role), partner()
    outlet = Outlet.objects.create(name="Pos Z")
    deeds = [
        lambda: actions.register_partner(viewer=viewer, outlet=outlet),
        lambda: actions.change_partner(viewer=viewer, partner=medium, facts=actions.PartnerFacts(editor="Anton")),
        lambda: actions.note_verification(
            viewer=viewer,
            partner=medium,
            level="factual",
            verified_on=clock.now().date(),
            address="https://dp.example/x",
        ),
        lambda: actions.add_paper(viewer=viewer, partner=medium, facts=actions.PaperFacts("tax", "1")),
        lambda: actions.add_journalist(viewer=viewer, partner=medium, facts=actions.JournalistFacts("Rina")),
    ]
    for deed in deeds:
        if role in REGISTRARS:
            deed()
        else:
            with pytest.raises(Refused, match="berwenang"):
                deed()
    kept = AuditRecord.objects.filter(unit_key=world.sumba_barat.pk, action__startswith="partners.")
    assert kept.exclude(action__endswith=".refused").count() == (len(deeds) if role in REGISTRARS else 0)


def test_the_whole_network_sees_the_register_and_the_public_does_not(world: World) -> None:
    medium = partner()
    paper = actions.add_paper(
        viewer=head(world), partner=medium, facts=actions.PaperFacts("tax", "1"), file=certificate()
    )
    for unit in (world.ntt, world.kupang):
        viewer = world.viewer(unit, Role.AUDITOR)
        assert may_see(viewer, medium)
        assert may_see(viewer, paper)
        assert may_see(viewer, paper.file)
    assert not may_see(NOBODY, medium)
    assert not may_see(NOBODY, paper)


def test_an_outlet_is_registered_once(world: World) -> None:
    medium = partner()
    with pytest.raises(Refused, match="sudah tercatat"):
        actions.register_partner(viewer=head(world), outlet=medium.outlet)


def test_a_verification_needs_day_and_evidence(world: World) -> None:
    medium, today = partner(), clock.today(world.ntt.zone)
    with pytest.raises(Refused) as refusal:
        actions.note_verification(viewer=head(world), partner=medium, level="factual")
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="belum tiba"):
        actions.note_verification(
            viewer=head(world), partner=medium, level="factual", verified_on=today + timedelta(days=1),
            evidence=certificate(),
        )  # fmt: skip
    with pytest.raises(Refused, match="alamat web"):
        actions.note_verification(
            viewer=head(world), partner=medium, level="factual", verified_on=today, address="javascript:alert(1)"
        )
    with pytest.raises(Refused, match="sebelum tanggal verifikasi"):
        actions.note_verification(
            viewer=head(world), partner=medium, level="factual", verified_on=today,
            verified_until=today - timedelta(days=1), evidence=certificate(),
        )  # fmt: skip
    done = actions.note_verification(
        viewer=head(world), partner=medium, level="factual", verified_on=today - timedelta(days=9),
        verified_until=today, evidence=certificate(),
    )  # fmt: skip
    done.refresh_from_db()
    days = [-10, -9, 0, 1]
    assert [done.is_verified_on(today + timedelta(days=day)) for day in days] == [False, True, True, False]
    gone = actions.note_verification(viewer=head(world), partner=done, level="none")
    assert not gone.is_verified_on(today)


def test_a_paper_needs_a_number_or_a_file_and_a_period_in_order(world: World) -> None:
    medium, today = partner(), clock.today(world.ntt.zone)
    facts = actions.PaperFacts("deed", valid_from=today, valid_until=today - timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        actions.add_paper(viewer=head(world), partner=medium, facts=facts)
    assert len(refusal.value.reasons) == 2
    paper = actions.add_paper(
        viewer=head(world), partner=medium, facts=actions.PaperFacts("deed", valid_until=today), file=certificate()
    )
    assert paper.is_valid_on(today)
    assert not paper.is_valid_on(today + timedelta(days=1))
    narrow = queries.PartnerFilter(papers="expired", today=today + timedelta(days=1))
    assert list(queries.partners(head(world), narrow)) == [medium]
    actions.remove_paper(viewer=head(world), paper=paper)
    assert not medium.papers.exists()
    assert AuditRecord.objects.filter(action="partners.remove_paper").exists()


def test_there_is_no_way_to_score_or_bar_a_medium() -> None:
    """Press law, article 4: nothing in the register's fields judges or shuts out."""
    from jembatan.desks.partners import models

    words = ("score", "rating", "black", "block", "ban", "rank", "suspend")
    names = [
        f.name
        for name in models.__all__
        if hasattr(model := getattr(models, name), "_meta")
        for f in model._meta.fields
    ]
    assert not [name for name in names if any(word in name.split("_") for word in words)]


def test_a_journalist_is_there_once_and_may_leave(world: World) -> None:
    medium = partner()
    one = journalist(world, medium)
    with pytest.raises(Refused, match="sudah tercatat"):
        journalist(world, medium, name=" rina  wartawati ")
    actions.change_journalist(
        viewer=head(world), journalist=one, facts=actions.JournalistFacts("Rina Wartawati"), is_active=False
    )
    assert not queries.journalists(head(world), is_active=True).exists()


def asks(world: World, event: Event, **facts: object) -> Accreditation:
    return actions.request_accreditation(
        viewer=officer(world), event=event, journalist=facts.pop("journalist", None) or journalist(world), **facts
    )


def test_an_accreditation_is_asked_granted_and_revoked(world: World) -> None:
    row = asks(world, event(world))
    protocol = world.viewer(world.ntt, Role.PROTOCOL_OFFICER)
    with pytest.raises(Refused, match="berwenang"):
        actions.decide_accreditation(viewer=officer(world), accreditation=row, act="grant")
    granted = actions.decide_accreditation(viewer=protocol, accreditation=row, act="grant")
    with pytest.raises(Refused, match="alasan"):
        actions.decide_accreditation(viewer=protocol, accreditation=granted, act="revoke")
    revoked = actions.decide_accreditation(
        viewer=protocol, accreditation=granted, act="revoke", reason="Acara tertutup"
    )
    assert (revoked.state, revoked.reason, revoked.decided_by_id) == ("revoked", "Acara tertutup", protocol.user_id)
    for act in ("grant", "refuse", "revoke"):
        with pytest.raises(Refused):
            actions.decide_accreditation(viewer=protocol, accreditation=revoked, act=act, reason="lagi")


def test_an_accreditation_is_asked_once_at_a_time(world: World) -> None:
    occasion = event(world)
    row = asks(world, occasion)
    with pytest.raises(Refused, match="sudah diajukan"):
        asks(world, occasion, journalist=row.journalist)
    actions.decide_accreditation(viewer=head(world), accreditation=row, act="refuse", reason="Tempat penuh")
    assert asks(world, occasion, journalist=row.journalist).state == "requested"


def test_no_accreditation_of_what_is_over_called_off_or_anothers(world: World) -> None:
    person = journalist(world)
    with pytest.raises(Refused, match="sudah selesai"):
        asks(world, event(world, hours=-24), journalist=person)
    off = event(world)
    off.state = "cancelled"
    off.save()
    with pytest.raises(Refused, match="dibatalkan"):
        asks(world, off, journalist=person)
    stranger = world.viewer(world.kupang, Role.EDITOR)
    with pytest.raises(Refused, match="bukan pemilik"):
        actions.request_accreditation(viewer=stranger, event=event(world), journalist=person)


def test_an_agreement_needs_terms_and_an_officer_to_begin(world: World) -> None:
    agreement = draft(world, contracting_officer=None)
    with pytest.raises(Refused) as refusal:
        actions.step_agreement(viewer=head(world), agreement=agreement, act="start")
    assert len(refusal.value.reasons) == 2


def test_facts_of_an_agreement_are_judged_together(world: World) -> None:
    first = draft(world)
    outsider = world.user(world.kupang, Role.EDITOR, email="luar@kupang.example")
    today = clock.today(world.ntt.zone)
    facts = agreement_facts(
        world, first.partner, starts_on=today, ends_on=today - timedelta(days=1), budget=Decimal(-1),
        tax_percent=Decimal(101), contracting_officer=outsider,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        actions.draft_agreement(viewer=head(world), facts=facts)
    assert len(refusal.value.reasons) == 5


def test_in_force_it_changes_by_an_addendum_only(world: World) -> None:
    agreement = in_force(world)
    ordered(world, agreement)
    other = partner("Pos Y")
    facts = agreement_facts(world, other, budget=Decimal(1_000_000), tax_percent=Decimal(12))
    with pytest.raises(Refused) as refusal:
        actions.change_agreement(viewer=head(world), agreement=agreement, facts=facts)
    assert len(refusal.value.reasons) == 4
    facts = agreement_facts(world, agreement.partner, budget=Decimal(1_110_000))
    assert actions.change_agreement(
        viewer=head(world), agreement=agreement, facts=facts, reason="Adendum 2"
    ).budget == 1_110_000  # fmt: skip


@pytest.mark.parametrize("act", ["end", "terminate"])
def test_after_its_end_nothing_is_changed_or_ordered(world: World, act: str) -> None:
    agreement = actions.step_agreement(viewer=head(world), agreement=in_force(world), act=act, reason="Selesai")
    with pytest.raises(Refused, match="sudah tidak berlaku"):
        actions.change_agreement(
            viewer=head(world), agreement=agreement, facts=agreement_facts(world, agreement.partner), reason="x"
        )
    with pytest.raises(Refused, match="sudah tidak berlaku"):
        actions.set_term(viewer=head(world), agreement=agreement, facts=term_facts("gallery"))
    with pytest.raises(Refused, match="tidak sedang berlaku"):
        ordered(world, agreement)


def test_a_term_that_was_ordered_by_stays(world: World) -> None:
    agreement = in_force(world)
    term = ordered(world, agreement).term
    with pytest.raises(Refused, match="Ada pesanan"):
        actions.set_term(viewer=head(world), agreement=agreement, facts=term_facts(price=5), term=term)
    with pytest.raises(Refused, match="Ada pesanan"):
        actions.remove_term(viewer=head(world), term=term)
    free = agreement.terms.exclude(pk=term.pk).get()
    actions.remove_term(viewer=head(world), term=free)
    assert list(agreement.terms.all()) == [term]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"least_share": Decimal("0.5")}, "tidak memuat naskah"),
        ({"kind": "news", "least_share": Decimal("1.01")}, "antara 0 dan 100"),
        ({"price": -1}, "Harga"),
        ({"days_online": -1}, "hari"),
        ({"kind": "poster"}, "tidak dikenal"),
    ],
)
def test_a_wrong_term_is_refused(world: World, changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        actions.set_term(viewer=head(world), agreement=draft(world), facts=term_facts(**changed))


def test_the_same_kind_twice_needs_a_label(world: World) -> None:
    agreement = draft(world)
    actions.set_term(viewer=head(world), agreement=agreement, facts=term_facts())
    with pytest.raises(Refused, match="sudah ada"):
        actions.set_term(viewer=head(world), agreement=agreement, facts=term_facts())
    actions.set_term(viewer=head(world), agreement=agreement, facts=term_facts(label="satu halaman"))


def test_only_those_who_contract_make_agreements(world: World) -> None:
    medium = partner()
    for role in Role:
        viewer: Viewer = world.viewer(world.ntt, role)
        if role in {Role.CLEARING_OFFICER, Role.BUREAU_HEAD}:
            actions.draft_agreement(viewer=viewer, facts=agreement_facts(world, medium, number=f"KS/{role}"))
        else:
            with pytest.raises(Refused, match="berwenang"):
                actions.draft_agreement(viewer=viewer, facts=agreement_facts(world, medium, number=f"KS/{role}"))
