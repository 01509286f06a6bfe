"""The Django app `releases`."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Label `releases`."""

    name = "jembatan.chain.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
