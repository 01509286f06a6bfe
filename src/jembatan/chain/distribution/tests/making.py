"""Contacts, lists and deliveries, as the tests need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from jembatan.chain.distribution.actions import SEND, dispatch_version
from jembatan.chain.distribution.models import Delivery, DeliveryFact, Dispatch
from jembatan.chain.releases.models import Version
from jembatan.chain.releases.tests.making import published
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World


def sender(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.EDITOR, email="pengirim@ntt.example")


def contact(unit: Unit, name: str, email: str | None = None, *, is_active: bool = True) -> Contact:
    outlet, _made = Outlet.objects.get_or_create(name="Pos Kupang Uji", defaults={"domain": "pos.example"})
    address = f"{name.split(maxsplit=1)[0].lower()}@pos.example" if email is None else email
    return Contact.objects.create(unit=unit, name=name, outlet=outlet, email=address, is_active=is_active)


def contact_list(unit: Unit, contacts: Sequence[Contact], name: str = "Media Kupang") -> ContactList:
    made = ContactList.objects.create(unit=unit, name=name)
    made.contacts.set(contacts)
    return made


def dispatched(world: World, count: int = 1, version: Version | None = None) -> Dispatch:
    """A public version queued for `count` contacts, k00@pos.example and so on."""
    contacts = [contact(world.ntt, f"Kontak {n:02d}", f"k{n:02d}@pos.example") for n in range(count)]
    chosen = contact_list(world.ntt, contacts)
    return dispatch_version(viewer=sender(world), version=version or published(world), lists=[chosen])


def one_delivery(world: World) -> Delivery:
    return dispatched(world).deliveries.get()


def send_due() -> Delivery | None:
    """Do what is due of sending; the first delivery as it stands then."""
    drain({SEND})
    return Delivery.objects.first()


def send_later(hours: float = 2) -> Delivery | None:
    """The same, with the clock moved on over the waits of failed attempts."""
    with clock.set_to(clock.now() + timedelta(hours=hours)):
        return send_due()


def kinds(delivery: Delivery) -> list[str]:
    return list(DeliveryFact.objects.filter(delivery=delivery).order_by("at", "pk").values_list("kind", flat=True))


def intent_state() -> str:
    return Intent.objects.filter(kind=SEND).order_by("-created_at", "-pk").values_list("state", flat=True)[0]
