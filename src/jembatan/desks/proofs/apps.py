"""The Django app `proofs`."""

from django.apps import AppConfig


class ProofsConfig(AppConfig):
    """Label `proofs`."""

    name = "jembatan.desks.proofs"
    label = "proofs"
    default_auto_field = "django.db.models.BigAutoField"
