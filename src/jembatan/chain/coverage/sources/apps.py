"""The Django app `sources`."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Label `sources`."""

    name = "jembatan.chain.coverage.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
