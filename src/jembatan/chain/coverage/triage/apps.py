"""The Django app `triage`."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Label `triage`."""

    name = "jembatan.chain.coverage.triage"
    label = "triage"
    default_auto_field = "django.db.models.BigAutoField"
