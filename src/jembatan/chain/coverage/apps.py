"""The Django app `coverage`."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Label `coverage`."""

    name = "jembatan.chain.coverage"
    label = "coverage"
    default_auto_field = "django.db.models.BigAutoField"
