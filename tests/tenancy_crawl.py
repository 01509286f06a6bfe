"""Walking every address of the installation, and watching what must not change or show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jembatan.foundation.units.models import NetworkShared, PartOf, Unit, UnitOwned
from tests.tenancy_secret import SECRET_WORD, Secret

#: "HTMX" is a GET that asks for a fragment.
METHODS = ("GET", "HTMX", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
#: Rows that others may add to without changing anything of unit A: who was refused, who signed in.
GROWING = {"audit", "sessions", "admin", "contenttypes", "auth", "account", "mfa"}


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern: its name with namespace ("admin:index"), its whole route and the names of its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """Every URL pattern of the installation, in order."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, route: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        whole = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, whole, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        elif isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name or f"<{whole}>"])
            parameters = re.findall(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>", whole)
            yield Address(name, whole, tuple(a or b for a, b in parameters))


def body_of(response: Any) -> str:
    """The whole answer as text: headers and body, streamed or not."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return head + "\n" + content.decode("utf-8", "replace")


def request(client: Client, method: str, url: str, body: dict[str, Any]) -> Any:
    """One request; POST, PUT and PATCH carry `body`."""
    if method == "HTMX":
        return client.get(url, headers={"HX-Request": "true"})
    call = getattr(client, method.lower())
    if method == "POST":
        return call(url, body)
    if method in {"PUT", "PATCH"}:
        return call(url, body, content_type="application/json")
    return call(url)


def leaks(response: Any, secret: Secret) -> str:
    """What of unit A's closed rows stands in an answer; "" if nothing."""
    body = body_of(response)
    if SECRET_WORD.lower() in body.lower():
        at = body.lower().index(SECRET_WORD.lower())
        return body[max(0, at - 80) : at + 80]
    return "the photo's bytes" if secret.photo_mark in body else ""


def fingerprint(unit: Unit) -> dict[str, str]:
    """A digest of every row that belongs to `unit`, by model and key."""
    marks: dict[str, str] = {}
    for model in apps.get_models():
        if model._meta.app_label in GROWING:
            continue
        for row in _rows_of(model, unit):
            values = {f.attname: str(getattr(row, f.attname)) for f in model._meta.concrete_fields}
            for field in model._meta.many_to_many:
                values[field.name] = str(
                    sorted(str(pk) for pk in getattr(row, field.name).values_list("pk", flat=True))
                )
            digest = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
            marks[f"{model._meta.label} {row.pk}"] = digest
    return marks


def _rows_of(model: type[models.Model], unit: Unit) -> models.QuerySet[Any]:
    manager = model._default_manager
    if issubclass(model, PartOf):
        path, parent = model.part_of, model._meta.get_field(model.part_of).related_model
        while isinstance(parent, type) and issubclass(parent, PartOf):
            path, parent = f"{path}__{parent.part_of}", parent._meta.get_field(parent.part_of).related_model
        if isinstance(parent, type) and issubclass(parent, NetworkShared):
            return manager.none()  # a part of what the whole network shares is no unit's
        return manager.filter(**{f"{path}__unit": unit})
    if any(f.name == "unit" and f.related_model is Unit for f in model._meta.concrete_fields):
        return manager.filter(unit=unit)
    return manager.filter(pk=unit.pk) if model is Unit else manager.none()


def foreign_links(owner: Unit, secret_unit: Unit) -> list[str]:
    """Rows of `owner` that point to rows of `secret_unit`: what a foreign key in a POST body would have made."""
    found = []
    for model in apps.get_models():
        if model._meta.app_label in GROWING or not issubclass(model, UnitOwned | PartOf):
            continue
        for row in _rows_of(model, owner):
            for field in model._meta.get_fields():
                if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                    continue
                found += [
                    f"{row!r}.{field.name} -> {other!r}" for other in _others(row, field) if _is_of(other, secret_unit)
                ]
    return found


def _others(row: models.Model, field: models.Field[Any, Any]) -> list[models.Model]:
    value = getattr(row, field.name)
    if isinstance(field, models.ManyToManyField):
        return list(value.all())
    return [value] if value is not None else []


def _is_of(row: models.Model, unit: Unit) -> bool:
    return isinstance(row, UnitOwned | PartOf) and _rows_of(type(row), unit).filter(pk=row.pk).exists()
