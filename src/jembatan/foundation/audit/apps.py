"""The Django app of the audit chain."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Label `audit`."""

    name = "jembatan.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
