"""The Django app `evidence`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EvidenceConfig(AppConfig):
    """Label `evidence`."""

    name = "jembatan.chain.coverage.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the triggers in place, and say so where they are not."""
        from jembatan.chain.coverage.evidence import checks, triggers  # noqa: F401

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="evidence.triggers")
