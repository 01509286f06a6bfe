"""The Django app of the audit chain."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Label `audit`."""

    name = "jembatan.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the triggers in place, and say so where they are not."""
        from jembatan.foundation.audit import checks, triggers  # noqa: F401

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="audit.triggers")
