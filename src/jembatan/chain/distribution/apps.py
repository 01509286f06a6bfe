"""The Django app `distribution`."""

from django.apps import AppConfig


class DistributionConfig(AppConfig):
    """Label `distribution`."""

    name = "jembatan.chain.distribution"
    label = "distribution"
    default_auto_field = "django.db.models.BigAutoField"
