"""The last app to start: by then every room is there, and they can be wired."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Label `config`."""

    name = "jembatan.config"
    label = "config"

    def ready(self) -> None:
        """Connect the rooms."""
        from jembatan.config.wiring import wire

        wire()
