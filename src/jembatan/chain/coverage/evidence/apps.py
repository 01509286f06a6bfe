"""The Django app `evidence`."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Label `evidence`."""

    name = "jembatan.chain.coverage.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
