"""The names of the network as the database has them, compiled once a process and again when one changes."""

import hashlib
import threading
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Window

from jembatan.chain.coverage.tone.models import NameChange
from jembatan.chain.coverage.tone.names import Facts, GovernmentFacts, Holding, Names, UnitFacts, compile_names
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.units.models import Government, GovernmentAlias, Unit, UnitName

#: Whose changes are noted (connected in `config.wiring_coverage`).
NAMED_BY = (Government, GovernmentAlias, Unit, UnitName, Person, Appointment)
#: Changes in bulk are noted by nobody; they are found by reading all names again this often.
LOOK_AGAIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class _Kept:
    edition: tuple[int, UUID] | None
    fingerprint: str
    looked_at: float
    names: Names


_kept: _Kept | None = None
_lock = threading.Lock()


def note_change(*_args: object, **_more: Any) -> None:
    """Have every process compile the names anew. In the transaction of the change; a listener of signals and events."""
    NameChange.objects.create()


def names_now() -> Names:
    """The compiled names as of now: one small query where nothing has changed."""
    global _kept  # noqa: PLW0603 - the one cache of this module
    with _lock:
        edition = _edition()
        now = time.monotonic()
        if _kept is not None and _kept.edition == edition and now - _kept.looked_at < LOOK_AGAIN_SECONDS:
            return _kept.names
        facts = read_facts()
        fingerprint = hashlib.sha256(repr(facts).encode()).hexdigest()
        is_same = _kept is not None and _kept.fingerprint == fingerprint
        names = _kept.names if _kept is not None and is_same else compile_names(facts)
        _kept = _Kept(edition, fingerprint, now, names)
        return names


def _edition() -> tuple[int, UUID] | None:
    """Both, since of two changes at once the earlier one may be committed later."""
    counted = NameChange.objects.annotate(count=Window(Count("pk"))).order_by("-pk").values_list("count", "pk")
    return counted.first()


def read_facts() -> Facts:
    """All governments, units and office-holders with their names and days."""
    institutions: dict[UUID, UUID] = {}
    for pk, government, kind in Unit.objects.order_by("pk").values_list("pk", "government", "kind"):
        if kind == Unit.Kind.LEADERS_OFFICE:
            institutions.setdefault(government, pk)
    for pk, government in Unit.objects.order_by("pk").values_list("pk", "government"):
        institutions.setdefault(government, pk)
    return Facts(_governments(institutions), _units(), _holdings())


def _governments(institutions: dict[UUID, UUID]) -> list[GovernmentFacts]:
    aliases: dict[UUID, list[str]] = {}
    for government, name in GovernmentAlias.objects.order_by("pk").values_list("government", "name"):
        aliases.setdefault(government, []).append(name)
    rows = Government.objects.exclude(level=Government.Level.COUNTRY).order_by("code")
    return [
        GovernmentFacts(pk, level, (name, short, *aliases.get(pk, ())), institutions.get(pk))
        for pk, level, name, short in rows.values_list("pk", "level", "name", "short_name")
    ]


def _units() -> list[UnitFacts]:
    rows = UnitName.objects.order_by("pk").values_list(
        "unit", "unit__government", "name", "short_name", "since", "until"
    )
    found = [
        UnitFacts(unit, government, called, since, until)
        for unit, government, name, short, since, until in rows
        for called in dict.fromkeys((name, short))
    ]
    dated = {one.id for one in found}
    undated = Unit.objects.exclude(pk__in=dated).order_by("pk").values_list("pk", "government", "name", "short_name")
    return found + [
        UnitFacts(pk, government, called)
        for pk, government, name, short in undated
        for called in dict.fromkeys((name, short))
    ]


def _holdings() -> list[Holding]:
    rows = Appointment.objects.order_by("pk").values_list(
        "person", "person__full_name", "government", "unit", "office", "is_leader", "since", "until", "section"
    )
    return [Holding(*row[:8], in_section=row[8] is not None) for row in rows]
