"""Plans, articles and clippings, as the tests need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from jembatan.chain.coverage.clippings import tasks
from jembatan.chain.coverage.clippings.actions import ALARM, MAKE, Wish, set_plan
from jembatan.chain.coverage.clippings.composing import Found
from jembatan.chain.coverage.clippings.models import Clipping, Plan
from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.triage.models import DeskItem
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

#: Tuesday, 06.10 in NTT.
MORNING = datetime(2026, 11, 23, 22, 10, tzinfo=UTC)


def editor(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.EDITOR, email="penyunting@ntt.example")


def wish(users: Sequence[User] = (), addresses: Sequence[str] = (), **changes: object) -> Wish:
    given = {
        "is_on": True,
        "hour": time(6, 0),
        "weekdays": range(7),
        "languages": ["id"],
        "with_untriaged": True,
        "users": users,
        "addresses": addresses,
    }
    return Wish(**(given | changes))  # type: ignore[arg-type]


def plan(world: World, addresses: Sequence[str] = ("ajudan@luar.example",), **changes: object) -> Plan:
    """A plan that has been on for a day."""
    with clock.set_to(clock.now() - timedelta(days=1)):
        return set_plan(viewer=editor(world), wish=wish(addresses=addresses, **changes))


def article(
    world: World,
    title: str,
    *,
    hours_ago: float = 3,
    outlet: str = "Pos Kupang Uji",
    state: str = "new",
    is_paid: bool = False,
    **facts: object,
) -> Article:
    """An article that the unit added to the network, on its desk."""
    paper, _made = Outlet.objects.get_or_create(name=outlet)
    address = f"https://pos.example/{title.lower().replace(' ', '-')}"
    given = {
        "canonical_key": address,
        "address": address,
        "way": "address",
        "state": "traced",
        "outlet": paper,
        "title": title,
        "text": f"{title} di Kupang. " + "Warga menyambutnya dengan gembira pada hari itu juga. " * 12,
        "published_at": clock.now() - timedelta(hours=hours_ago),
        "published_time_is_known": True,
        "added_by_unit": world.ntt,
    }
    made = Article.objects.create(**(given | facts))
    DeskItem.objects.create(
        unit=made.added_by_unit,
        article=made,
        article_at=made.published_at,
        story_key=made.pk,
        state=state,
        is_paid=is_paid,
    )
    return made


def found(key: str, **changes: object) -> Found:
    given = {
        "key": key,
        "title": f"Judul {key}",
        "text": "Kalimat pertama yang cukup panjang. " * 20,
        "outlet": "Pos Kupang Uji",
        "address": f"https://pos.example/{key}",
        "published_at": MORNING - timedelta(hours=2),
    }
    return Found(**(given | changes))  # type: ignore[arg-type]


def begin() -> Clipping:
    """The clipping whose hour has come."""
    tasks.begin_due_clippings()
    return Clipping.objects.get(is_scheduled=True)


def work() -> None:
    """What the worker does of clippings: making, letters, alarms."""
    drain({MAKE, "clippings.letter", ALARM})
