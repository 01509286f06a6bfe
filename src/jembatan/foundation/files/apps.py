"""The Django app `files`."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Label `files`."""

    name = "jembatan.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
