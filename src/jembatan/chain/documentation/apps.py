"""The Django app `documentation`."""

from django.apps import AppConfig


class DocumentationConfig(AppConfig):
    """Label `documentation`."""

    name = "jembatan.chain.documentation"
    label = "documentation"
    default_auto_field = "django.db.models.BigAutoField"
