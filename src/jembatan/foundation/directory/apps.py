"""The Django app `directory`."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Label `directory`."""

    name = "jembatan.foundation.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
