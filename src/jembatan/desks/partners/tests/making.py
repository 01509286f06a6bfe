"""Partners, agreements and orders, as the tests need them; made through the actions where that is what is tested."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from jembatan.desks.partners import actions
from jembatan.desks.partners.models import Agreement, Partner, Placement, Term
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World


def head(world: World) -> Viewer:
    """A bureau head of the province: makes agreements."""
    return world.viewer(world.ntt, Role.BUREAU_HEAD, email="kepala@ntt.example")


def officer(world: World) -> Viewer:
    """An editor of the province: orders."""
    return world.viewer(world.ntt, Role.EDITOR, email="penyunting@ntt.example")


def contracting_officer(world: World) -> User:
    return world.user(world.ntt, Role.CONTRIBUTOR, email="ppk@ntt.example", name="Maria PPK")


def partner(name: str = "Pos X", email: str = "redaksi@pos-x.example", **facts: Any) -> Partner:
    outlet, _made = Outlet.objects.get_or_create(
        name=name, defaults={"domain": f"{name.lower().replace(' ', '-')}.example"}
    )
    return Partner.objects.create(outlet=outlet, email=email, **facts)


def agreement_facts(world: World, of: Partner, **changed: Any) -> actions.AgreementFacts:
    today = clock.today(world.ntt.zone)
    told: dict[str, Any] = {
        "partner": of, "number": "KS/1/2026", "starts_on": today - timedelta(days=10),
        "ends_on": today + timedelta(days=100), "budget": Decimal(10_000_000), "tax_name": "PPN",
        "tax_percent": Decimal(11), "contracting_officer": contracting_officer(world),
    }  # fmt: skip
    return actions.AgreementFacts(**told | changed)


def term_facts(kind: str = "greeting", price: int = 1_000_000, **changed: Any) -> actions.TermFacts:
    told: dict[str, Any] = {"kind": kind, "price": Decimal(price), "days_to_publish": 3, "days_online": 30}
    return actions.TermFacts(**told | changed)


def draft(world: World, of: Partner | None = None, **changed: Any) -> Agreement:
    return actions.draft_agreement(viewer=head(world), facts=agreement_facts(world, of or partner(), **changed))


def in_force(world: World, *terms: actions.TermFacts, of: Partner | None = None, **changed: Any) -> Agreement:
    agreement = draft(world, of, **changed)
    for facts in terms or (term_facts(), term_facts("advertorial", 2_000_000, least_share=Decimal("0.6"))):
        actions.set_term(viewer=head(world), agreement=agreement, facts=facts)
    return actions.step_agreement(viewer=head(world), agreement=agreement, act="start")


def ordered(world: World, agreement: Agreement, kind: str = "greeting", **changed: Any) -> Placement:
    told: dict[str, Any] = {"kind": kind, "title": "Ucapan Hari Pahlawan"}
    return actions.order(viewer=officer(world), agreement=agreement, facts=actions.OrderFacts(**told | changed))


def bare(world: World, agreement: Agreement, state: str, number: str = "X/1") -> Placement:
    """A placement put into a state by hand, for the tests of steps."""
    today = clock.today(world.ntt.zone)
    term = Term.objects.filter(agreement=agreement).exclude(kind="advertorial").first()
    return Placement.objects.create(
        unit=world.ntt, agreement=agreement, term=term, kind=term.kind, order_number=number, ordered_on=today,
        title="Ucapan", price=term.price, publish_by=today, state=state,
    )  # fmt: skip
