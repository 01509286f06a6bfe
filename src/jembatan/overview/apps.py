"""The Django app `overview`."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Label `overview`."""

    name = "jembatan.overview"
    label = "overview"
    default_auto_field = "django.db.models.BigAutoField"
