"""The Django app of the shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Label `web`."""

    name = "jembatan.web"
    label = "web"

    def ready(self) -> None:
        """Register the system checks of the navigation."""
        from jembatan.web import checks  # noqa: F401
