"""The Django app `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Label `people`."""

    name = "jembatan.foundation.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
