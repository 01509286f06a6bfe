"""The Django app `partners`."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Label `partners`."""

    name = "jembatan.desks.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"
