"""Clients and requests that the tests of screens share."""

import json
import re

from django.test import Client
from django.urls import reverse

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases.models import Draft, Release, Version
from jembatan.chain.releases.tests.making import (
    TITLE,
)
from jembatan.foundation import clock
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role
from tests.world import World

WRITER, CLEARER = "penulis@ntt.example", "pemeriksa@ntt.example"


def as_writer(world: World) -> Client:
    return world.client(world.ntt, Role.CONTRIBUTOR, email=WRITER)


def as_clearer(world: World) -> Client:
    return world.client(world.ntt, Role.CLEARING_OFFICER, email=CLEARER)


def event(world: World, **facts: object) -> Event:
    given = {
        "unit": world.ntt,
        "title": "Raker humas",
        "starts_at": clock.now(),
        "visibility": Visibility.NETWORK,
        **facts,
    }
    return Event.objects.create(**given)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def post_draft(client: Client, release: Release, revision: int, body: str, name: str = "release_autosave", **more: str):
    data = {"title": TITLE, "body": body, "revision": revision, "embargo": "", **more}
    return client.post(reverse(name, args=[release.pk]), data)


def snapshot() -> str:
    """All that is written of releases."""
    rows = [list(model.objects.order_by("pk").values_list()) for model in (Release, Draft, Version)]
    return json.dumps(rows, default=str)
