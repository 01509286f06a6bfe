"""The database itself refuses to change or remove what was recorded.

Put in place after every `migrate`: SQLite rebuilds a table to alter it, and drops its triggers without a word.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

RECORD, PAYLOAD, HEAD = "audit_auditrecord", "audit_auditpayload", "audit_audithead"
#: What an update of the payload must be: an erasure of content and salt together, of the same record.
_ERASES = "NEW.record_id = OLD.record_id AND NEW.salt = '' AND NEW.content = ''"
#: What an update of a head must be: a step forward.
_ADVANCES = "NEW.unit_key = OLD.unit_key AND NEW.sequence > OLD.sequence"
#: (trigger, table, event, what makes the event lawful, message)
_RULES = (
    ("audit_record_no_update", RECORD, "UPDATE", "", "an audit record is never changed"),
    ("audit_record_no_delete", RECORD, "DELETE", "", "an audit record is never removed"),
    ("audit_payload_no_update", PAYLOAD, "UPDATE", _ERASES, "an audit payload is erased or left alone"),
    ("audit_payload_no_delete", PAYLOAD, "DELETE", "", "an audit payload is erased, never removed"),
    ("audit_head_no_update", HEAD, "UPDATE", _ADVANCES, "the head of an audit chain only moves on"),
    ("audit_head_no_delete", HEAD, "DELETE", "", "the head of an audit chain is never removed"),
)
_TABLES = (RECORD, PAYLOAD, HEAD)


def expected(vendor: str) -> set[str]:
    """The names of all triggers that must stand."""
    names = {rule[0] for rule in _RULES}
    return names | {f"{table}_no_truncate" for table in _TABLES} if vendor == "postgresql" else names


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
    if not set(_TABLES) <= set(connection.introspection.table_names()):
        return  # migrated back to before the chain
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def _statements(vendor: str) -> list[str]:
    make = _for_postgresql if vendor == "postgresql" else _for_sqlite
    statements = [statement for rule in _RULES for statement in make(*rule)]
    if vendor == "postgresql":
        for table in _TABLES:
            statements += _no_truncate(table)
    return statements


def _for_sqlite(name: str, table: str, event: str, lawful: str, message: str) -> list[str]:
    when = f"WHEN NOT ({lawful})" if lawful else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


def _for_postgresql(name: str, table: str, event: str, lawful: str, message: str) -> list[str]:
    when = f"WHEN (NOT ({lawful}))" if lawful else ""
    return [
        _function(name, message),
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {name}()",
    ]


def _no_truncate(table: str) -> list[str]:
    name = f"{table}_no_truncate"
    return [
        _function(name, "the audit tables are never emptied"),
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _function(name: str, message: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
