"""The Django app `agenda`."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """Label `agenda`."""

    name = "jembatan.chain.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"
