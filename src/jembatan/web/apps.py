"""The Django app of the shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Label `web`."""

    name = "jembatan.web"
    label = "web"
