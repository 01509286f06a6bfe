"""The database itself refuses to change or remove evidence.

Put in place after every `migrate`: SQLite rebuilds a table to alter it, and drops its triggers without a word.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

TABLE = "evidence_evidence"
#: (trigger, event, message)
_RULES = (
    ("evidence_no_update", "UPDATE", "evidence is never changed"),
    ("evidence_no_delete", "DELETE", "evidence is never removed"),
)
_TRUNCATE = ("evidence_no_truncate", "TRUNCATE", "evidence is never removed")


def expected(vendor: str) -> set[str]:
    """The names of all triggers that must stand."""
    return {name for name, _event, _message in _rules(vendor)}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of triggers that do not stand, or are disabled."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return expected(connection.vendor) - present


def install(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Put all triggers in place (again). Connected to `post_migrate`."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return  # migrated back to before the evidence
    with connection.cursor() as cursor:
        for rule in _rules(connection.vendor):
            for statement in _statements(connection.vendor, *rule):
                cursor.execute(statement)


def _rules(vendor: str) -> tuple[tuple[str, str, str], ...]:
    return (*_RULES, _TRUNCATE) if vendor == "postgresql" else _RULES


def _statements(vendor: str, name: str, event: str, message: str) -> list[str]:
    if vendor != "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {TABLE}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]
