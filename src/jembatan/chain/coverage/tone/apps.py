"""The Django app `tone`."""

from django.apps import AppConfig


class ToneConfig(AppConfig):
    """Label `tone`."""

    name = "jembatan.chain.coverage.tone"
    label = "tone"
    default_auto_field = "django.db.models.BigAutoField"
