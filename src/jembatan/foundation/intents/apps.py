"""The Django app `intents`."""

from django.apps import AppConfig


class IntentsConfig(AppConfig):
    """Label `intents`."""

    name = "jembatan.foundation.intents"
    label = "intents"
    default_auto_field = "django.db.models.BigAutoField"
