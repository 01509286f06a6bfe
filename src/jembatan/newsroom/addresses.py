"""Whole addresses of public pages, as feeds, search engines and shared links need them."""

from django.conf import settings
from django.urls import reverse


def whole(name: str, *arguments: object) -> str:
    """The address of the page called `name`, with the installation's own beginning."""
    return f"{settings.BASE_URL}{reverse(name, args=arguments)}"
