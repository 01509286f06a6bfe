"""The Django app `clippings`."""

from django.apps import AppConfig


class ClippingsConfig(AppConfig):
    """Label `clippings`."""

    name = "jembatan.chain.coverage.clippings"
    label = "clippings"
    default_auto_field = "django.db.models.BigAutoField"
