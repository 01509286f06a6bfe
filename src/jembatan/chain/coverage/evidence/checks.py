"""A system check (`jembatan manage check --database default`): do the triggers stand?"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from jembatan.chain.coverage.evidence import triggers


@register(Tags.database)
def triggers_stand(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Report the triggers that are missing from a database that has the table."""
    del app_configs
    faults: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if triggers.TABLE not in connection.introspection.table_names():
            continue
        faults += [
            Error(f"The trigger {name} is missing.", hint="Run `jembatan manage migrate`.", id="evidence.E001")
            for name in sorted(triggers.missing(connection))
        ]
    return faults
