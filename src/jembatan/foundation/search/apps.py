"""The Django app `search`."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _put_back(using: str, **kwargs: Any) -> None:
    from jembatan.foundation.search.indexes import install

    del kwargs
    database = connections[using]
    if "search_searchdocument" in database.introspection.table_names():
        install(database)


class SearchConfig(AppConfig):
    """Label `search`."""

    name = "jembatan.foundation.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What Django's table rebuild drops silently is put back after every migrate."""
        post_migrate.connect(_put_back, sender=self, dispatch_uid="search.install")
