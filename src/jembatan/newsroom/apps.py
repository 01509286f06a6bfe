"""The Django app `newsroom`."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Label `newsroom`."""

    name = "jembatan.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"
