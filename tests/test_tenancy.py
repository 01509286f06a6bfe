"""The crawl: every address, every method, as every role of another unit and as nobody.

Every URL pattern of the installation must be named in `tests/tenancy_map.py`; one that is not fails here, so that no new
page escapes. The rows of unit A carry a secret word; no answer to anybody else may hold it, and no request of anybody else
may change a row of A. Reach is proved as well: A's own people do see the word.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.foundation.viewer import Role
from tests.tenancy_crawl import METHODS, Address, addresses, fingerprint, foreign_links, leaks, request
from tests.tenancy_map import LIBRARIES, PLAIN, SHOWS, parameters
from tests.tenancy_secret import SECRET_WORD, Secret
from tests.world import World

ROLES = [(unit, role) for unit in ("sumba_barat", "diskominfo") for role in Role]
STRANGERS = [*(f"{unit}:{role}" for unit, role in ROLES), "nobody", "without a unit"]


@pytest.fixture
def secret(world: World, tmp_path: Path) -> Secret:
    return Secret(world, tmp_path)


def stranger(world: World, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who == "nobody":
        return client
    if who == "without a unit":
        client.force_login(world.user(None, email="sendiri@luar.example"))
        return client
    unit, role = who.split(":")
    signed_in = world.client(getattr(world, unit), Role(role))
    signed_in.raise_request_exception = False
    return signed_in


def visits(secret: Secret) -> list[tuple[Address, str]]:
    """Every address with its parameters filled in, signing out last."""
    found = []
    for address in addresses():
        for values in parameters(address, secret):
            found.append((address, _url(address, values)))
    return sorted(found, key=lambda visit: "logout" in visit[0].name)


def _url(address: Address, values: dict[str, Any]) -> str:
    """The address as typed; one without a name of its own is spelled by its route."""
    if "<" not in address.name:
        return reverse(address.name, kwargs=values)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found.group(1)]), address.route)
    return "/" + re.sub(r"[\^$?]|\(\?P.*?\)", "", route)


def body(secret: Secret) -> dict[str, Any]:
    """A POST body full of A's keys, under every name that a form of ours has."""
    return {
        "unit": secret.unit.pk, "event": secret.event.pk, "kegiatan": secret.event.pk, "release": secret.release.pk,
        "version": secret.submitted.pk, "asset": secret.asset.pk, "assets": [secret.asset.pk], "order": secret.asset.pk,
        "lists": [secret.contact_list.pk], "contacts": [secret.contact.pk], "contact": secret.contact.pk,
        "delivery": secret.delivery.pk, "intent": secret.intent.pk, "user": secret.author.pk, "member": secret.author.pk,
        "title": "Judul", "body": "<p>Isi</p>", "revision": 3, "comment": "catatan", "reason": "alasan",
        "pattern": "{number}", "role": "editor", "name": "Nama", "confirm": "1",
    }  # fmt: skip


def query(secret: Secret) -> str:
    """A query string full of A's keys, under every name that a filter of ours has."""
    return (
        f"?q={SECRET_WORD[:6]}&kata={SECRET_WORD[:6]}&kegiatan={secret.event.pk}&siaran={secret.embargoed.pk}"
        f"&kecocokan={secret.event.pk}&unit={secret.unit.pk}&daftar={secret.contact_list.pk}&event={secret.event.pk}"
    )


def test_every_address_is_known_to_the_crawl(secret: Secret) -> None:
    unknown = []
    for address in addresses():
        try:
            parameters(address, secret)
        except LookupError as missing:
            unknown.append(f"{missing.args[0]} ({address.route})")
    assert not unknown, f"say in tests/tenancy_map.py what these could betray: {unknown}"


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_sees_or_changes_what_is_closed(world: World, secret: Secret, who: str) -> None:
    client = stranger(world, who)
    before = fingerprint(secret.unit)
    faults = []
    for address, url in visits(secret):
        # A library's pages know no roles: one stranger of each unit, and those without one, are enough for them.
        if address.name.startswith(LIBRARIES) and not who.endswith(("administrator", "nobody", "a unit")):
            continue
        for method in METHODS:
            target = url + query(secret) if method in {"GET", "HTMX", "HEAD"} else url
            response = request(client, method, target, body(secret))
            if response.status_code >= 500:
                faults.append(f"{method} {address.name}: {response.status_code}")
            if shown := leaks(response, secret):
                faults.append(f"{method} {address.name} shows {shown!r}")
    after = fingerprint(secret.unit)
    faults += [f"changed: {key}" for key in before if after.get(key) != before[key]]
    faults += [f"added to A: {key}" for key in after if key not in before]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.UNIT_ADMINISTRATOR, Role.BUREAU_HEAD])
def test_foreign_keys_in_forms_are_refused(world: World, secret: Secret, role: Role) -> None:
    """Each form that a stranger is given is filled as it asks, but with A's rows wherever it takes a row."""
    client = stranger(world, f"sumba_barat:{role}")
    filled = 0
    for _address, url in visits(secret):
        response = client.get(url)
        for form in _forms(response):
            filled += 1
            client.post(url, _filled(form, secret))
    assert filled > 5, "the crawl found no forms to fill"
    assert not foreign_links(world.sumba_barat, secret.unit)


def _forms(response: Any) -> list[Any]:
    flat = [item for context in (response.context or []) for item in getattr(context, "dicts", [context])]
    return [
        value for layer in flat for value in dict(layer).values() if hasattr(value, "fields") and hasattr(value, "data")
    ]


def _filled(form: Any, secret: Secret) -> dict[str, Any]:
    rows: dict[str, Any] = {
        "Event": secret.event, "Asset": secret.asset, "Release": secret.release, "Contact": secret.contact,
        "ContactList": secret.contact_list, "Version": secret.submitted, "StoredFile": secret.file,
    }  # fmt: skip
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        model = getattr(getattr(field, "queryset", None), "model", None)
        if model is not None:
            row = rows.get(model.__name__)
            if row is not None:
                values[name] = [row.pk] if hasattr(field.widget, "allow_multiple_selected") else row.pk
            continue
        choices = [key for key, _label in getattr(field, "choices", []) if key]
        values[name] = choices[0] if choices else SAMPLES.get(type(field).__name__, SENTENCE)
    return {form.add_prefix(name): value for name, value in values.items() if value is not None}


#: What a field of a kind is filled with; all others get a sentence.
SAMPLES = {
    "DateTimeField": "2026-05-01T09:00",
    "DateField": "2026-05-01",
    "EmailField": "baru@sb.example",
    "IntegerField": "1",
    "URLField": "https://pos-x.example/a",
}
SENTENCE = "Isian yang cukup panjang, supaya formulir tidak menolaknya karena terlalu pendek untuk sebuah teks."


def test_the_owner_reaches_everything(world: World, secret: Secret) -> None:
    """A wall that lets nobody in would pass the crawl; so A's own people are shown to see the word."""
    client = world.client(world.ntt, *Role, email="pemilik@ntt.example")
    wanted = {name for name, shows in PLAIN.items() if shows} | SHOWS
    found = set()
    for address, url in visits(secret):
        target = f"{url}?q={SECRET_WORD}" if address.name == "search" else url
        if address.name in wanted and leaks(client.get(target), secret):
            found.add(address.name)
    assert found == wanted


def test_the_doors_open_for_participants_and_the_network(world: World, secret: Secret) -> None:
    guest = world.client(world.sumba_barat, Role.CONTRIBUTOR)
    page = reverse("event_detail", args=[secret.event.pk])
    assert guest.get(page).status_code == 404
    secret.event.participants.add(world.sumba_barat)
    assert SECRET_WORD in guest.get(page).content.decode()
    assert world.client(world.kupang, Role.BUREAU_HEAD).get(page).status_code == 404
    secret.event.visibility = "network"
    secret.event.save()
    assert world.client(world.kupang, Role.BUREAU_HEAD).get(page).status_code == 200
