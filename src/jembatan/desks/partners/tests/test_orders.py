"""Orders out of an agreement: what is refused with which reasons, numbers without a gap, money that adds up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jembatan.chain.releases.tests.making import published
from jembatan.desks.partners import actions
from jembatan.desks.partners.budgets import budget_of
from jembatan.desks.partners.models import Letter, PaperKind, Placement
from jembatan.desks.partners.tests.making import (
    agreement_facts,
    bare,
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
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role
from tests.world import World


def reasons(world: World, agreement: object, **facts: object) -> str:
    with pytest.raises(Refused) as refusal:
        ordered(world, agreement, **facts)
    assert not Placement.objects.exists()
    return " | ".join(refusal.value.reasons)


def test_an_order_has_number_price_tax_day_and_step(world: World) -> None:
    agreement = in_force(world)
    placement = ordered(world, agreement)
    today = clock.today(world.ntt.zone)
    assert placement.order_number.startswith("001/SP-MEDIA/")
    assert placement.order_number.endswith(f"/{today.year}")
    assert (placement.price, placement.tax, placement.total) == (1_000_000, 110_000, 1_110_000)
    assert (placement.ordered_on, placement.publish_by) == (today, today + timedelta(days=3))
    assert [(step.act, step.after) for step in placement.steps.all()] == [("order", "ordered")]
    assert placement.hand_in_token != placement.check_token
    assert min(len(placement.hand_in_token), len(placement.check_token)) >= 22
    assert AuditRecord.objects.filter(action="partners.order", object_id=placement.pk).count() == 1


def test_all_reasons_are_told_at_once(world: World) -> None:
    told = reasons(world, draft(world, budget=Decimal(1)), kind="advertorial", title=" ")
    assert "tidak sedang berlaku" in told
    assert "ketentuan untuk Advertorial" in told
    assert "Pilih siaran pers" in told
    assert "judul" in told


@pytest.mark.parametrize(("shift", "is_inside"), [(-11, False), (-10, True), (100, True), (101, False)])
def test_only_within_the_period(world: World, shift: int, is_inside: bool) -> None:
    agreement = in_force(world)
    with clock.set_to(clock.now() + timedelta(days=shift)):
        if is_inside:
            assert ordered(world, agreement).publish_by <= agreement.ends_on
        else:
            assert "di luar masa" in reasons(world, agreement)


def test_a_kind_without_a_term_is_refused(world: World) -> None:
    assert "tidak punya ketentuan untuk Galeri foto" in reasons(world, in_force(world), kind="gallery")


def test_one_of_several_terms_must_be_chosen(world: World) -> None:
    agreement = in_force(world, term_facts(label="kecil"), term_facts(label="besar", price=2_000_000))
    assert "beberapa ketentuan" in reasons(world, agreement)
    large = agreement.terms.get(label="besar")
    assert ordered(world, agreement, term=large).price == 2_000_000


def test_a_term_of_another_agreement_is_none(world: World) -> None:
    other = in_force(world, of=partner("Pos Y"), number="KS/2/2026")
    agreement = in_force(world, term_facts("gallery"))
    assert "tidak punya ketentuan" in reasons(world, agreement, term=other.terms.first())


def test_beyond_the_budget_is_refused_to_the_last_rupiah(world: World) -> None:
    agreement = in_force(world, budget=Decimal(1_109_999))
    told = reasons(world, agreement)
    assert "Rp1.110.000" in told
    assert "Rp1.109.999" in told
    facts = agreement_facts(world, agreement.partner, budget=Decimal(1_110_000))
    actions.change_agreement(viewer=head(world), agreement=agreement, facts=facts, reason="Adendum 1")
    assert ordered(world, agreement).total == 1_110_000
    with pytest.raises(Refused, match="Rp0"):
        ordered(world, agreement)


def test_a_kind_of_text_needs_a_release_that_the_public_reads(world: World) -> None:
    agreement = in_force(world)
    version = published(world)
    assert "Pilih siaran pers" in reasons(world, agreement, kind="advertorial")
    version.embargo_until = clock.now() + timedelta(hours=1)
    version.save()
    assert "Embargo" in reasons(world, agreement, kind="advertorial", release=version.release)
    version.embargo_until = None
    version.state = "retracted"
    version.save()
    assert "belum terbit" in reasons(world, agreement, kind="advertorial", release=version.release)
    version.state = "published"
    version.save()
    placement = ordered(world, agreement, kind="advertorial", release=version.release)
    assert (placement.version_id, placement.release_id, placement.is_text) == (version.pk, version.release_id, True)


def test_the_database_itself_wants_a_text_for_a_kind_of_text(world: World) -> None:
    from django.db import IntegrityError, transaction

    placement = bare(world, in_force(world), "ordered")
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(kind="news")


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD}]
)
def test_who_may_not_order(world: World, role: Role) -> None:
    agreement = in_force(world)
    with pytest.raises(Refused, match="berwenang"):
        actions.order(
            viewer=world.viewer(world.ntt, role), agreement=agreement, facts=actions.OrderFacts("greeting", "Ucapan")
        )


def test_another_unit_does_not_order(world: World) -> None:
    agreement = in_force(world)
    with pytest.raises(Refused, match="milik"):
        actions.order(
            viewer=world.viewer(world.kupang, *Role),
            agreement=agreement,
            facts=actions.OrderFacts("greeting", "Ucapan"),
        )


def test_numbers_have_no_gap_though_orders_are_refused(world: World) -> None:
    agreement = in_force(world, budget=Decimal(4_000_000))
    numbers = [ordered(world, agreement).order_number]
    for kind in ("gallery", "advertorial"):
        with pytest.raises(Refused):
            ordered(world, agreement, kind=kind)
    numbers += [ordered(world, agreement).order_number, ordered(world, agreement).order_number]
    assert [number[:3] for number in numbers] == ["001", "002", "003"]


def test_a_cancelled_order_keeps_its_number_and_frees_its_money(world: World) -> None:
    agreement = in_force(world, budget=Decimal(1_200_000))
    first = ordered(world, agreement)
    with pytest.raises(Refused, match="alasan"):
        actions.cancel_order(viewer=officer(world), placement=first, reason="  ")
    actions.cancel_order(viewer=officer(world), placement=first, reason="Acara ditunda")
    assert budget_of(agreement).left == 1_200_000
    assert ordered(world, agreement).order_number[:3] == "002"


@pytest.mark.parametrize("state", ["published", "found", "verified", "accepted", "paid", "cancelled"])
def test_what_has_run_is_not_cancelled(world: World, state: str) -> None:
    placement = bare(world, in_force(world), state)
    with pytest.raises(Refused):
        actions.cancel_order(viewer=officer(world), placement=placement, reason="batal")


@pytest.mark.parametrize(("before", "may"), [("found", True), ("verified", True), ("accepted", False), ("paid", False)])
def test_what_vanished_after_it_was_accepted_is_not_cancelled(world: World, before: str, may: bool) -> None:
    placement = bare(world, in_force(world), before)
    placement = actions.step_placement(viewer=officer(world), placement=placement, step="vanish")
    if may:
        actions.cancel_order(viewer=officer(world), placement=placement, reason="batal")
    else:
        with pytest.raises(Refused, match="sudah diterima"):
            actions.cancel_order(viewer=officer(world), placement=placement, reason="batal")


def test_a_unit_numbers_by_its_own_pattern(world: World) -> None:
    actions.set_numbering(
        viewer=head(world), unit=world.ntt, kind=PaperKind.ORDER, pattern="{number}/HMS/{year}", next_number=41
    )
    agreement = in_force(world)
    year = clock.today(world.ntt.zone).year
    assert ordered(world, agreement).order_number == f"41/HMS/{year}"
    with pytest.raises(Refused, match="sudah ada nomor"):
        actions.set_numbering(
            viewer=head(world), unit=world.ntt, kind=PaperKind.ORDER, pattern="{number}/HMS/{year}", next_number=7
        )
    for pattern in ("{number}", "{year}", "{number}/{year}/{unit}"):
        with pytest.raises(Refused):
            actions.set_numbering(viewer=head(world), unit=world.ntt, kind=PaperKind.ORDER, pattern=pattern)


def test_a_new_year_begins_at_one(world: World) -> None:
    agreement = in_force(world, ends_on=clock.today(world.ntt.zone) + timedelta(days=800))
    first = ordered(world, agreement)
    with clock.set_to(clock.now() + timedelta(days=366)):
        second = ordered(world, agreement)
    assert first.order_number[:3] == second.order_number[:3] == "001"
    assert first.order_number != second.order_number


def test_a_partner_without_an_address_gets_no_letter_by_mail(world: World) -> None:
    agreement = in_force(world, of=partner(email=""))
    placement = ordered(world, agreement)
    assert not Letter.objects.exists()
    with pytest.raises(Refused, match="belum memiliki alamat surel"):
        actions.send_order(viewer=officer(world), placement=placement)


def test_neither_unverified_nor_expired_blocks_a_medium(world: World) -> None:
    paper_facts = actions.PaperFacts("tax", "1", valid_until=clock.today(world.ntt.zone) - timedelta(days=5))
    medium = partner()
    actions.add_paper(viewer=head(world), partner=medium, facts=paper_facts)
    assert medium.press_council == "none"
    assert ordered(world, in_force(world, of=medium)).state == "ordered"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    deeds=st.lists(st.tuples(st.sampled_from(["order", "cancel"]), st.integers(0, 5)), max_size=12),
    budget=st.integers(0, 6_000_000),
    percent=st.sampled_from([Decimal(0), Decimal(11), Decimal("1.5")]),
)
def test_the_budget_is_never_overspent_and_always_adds_up(
    world: World, deeds: list[tuple[str, int]], budget: int, percent: Decimal
) -> None:
    from django.db import transaction

    with transaction.atomic():
        number = f"KS/{budget}/{len(deeds)}/{percent}"
        medium = partner(f"Pos {number}")
        agreement = in_force(
            world, term_facts(price=777_777), of=medium, number=number, budget=Decimal(budget), tax_percent=percent
        )
        made: list[Placement] = []
        for deed, place in deeds:
            try:
                if deed == "order":
                    made.append(ordered(world, agreement))
                elif made:
                    actions.cancel_order(viewer=officer(world), placement=made[place % len(made)], reason="batal")
            except Refused:
                pass
            money = budget_of(agreement)
            standing = [one for one in agreement.placements.all() if one.state != "cancelled"]
            assert money.bound == sum(one.price + one.tax for one in standing)
            assert money.orders == len(standing)
            assert 0 <= money.left <= money.total
        numbers = sorted(int(one.order_number[:3]) for one in made)
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        transaction.set_rollback(True)
