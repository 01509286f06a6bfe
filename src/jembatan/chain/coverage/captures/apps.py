"""The Django app `captures`."""

from django.apps import AppConfig


class CapturesConfig(AppConfig):
    """Label `captures`."""

    name = "jembatan.chain.coverage.captures"
    label = "captures"
    default_auto_field = "django.db.models.BigAutoField"
