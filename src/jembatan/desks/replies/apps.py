"""The Django app `replies`."""

from django.apps import AppConfig


class RepliesConfig(AppConfig):
    """Label `replies`."""

    name = "jembatan.desks.replies"
    label = "replies"
    default_auto_field = "django.db.models.BigAutoField"
