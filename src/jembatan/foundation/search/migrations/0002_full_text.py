"""The full-text index of the database in use: FTS5 with its triggers, or a generated tsvector under GIN."""

from typing import Any

from django.db import migrations

from jembatan.foundation.search.indexes import install


def put_up(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS search_fts_{name}")
        schema_editor.execute("DROP TABLE IF EXISTS search_fts")
    else:
        schema_editor.execute("ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS vector")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
