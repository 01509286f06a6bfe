"""The Django app of governments and units."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Label `units`."""

    name = "jembatan.foundation.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
