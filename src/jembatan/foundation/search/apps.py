"""The Django app `search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Label `search`."""

    name = "jembatan.foundation.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
