"""System checks: a menu that leads nowhere is found at the start, not by a reader."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import NoReverseMatch, reverse

from jembatan.web.navigation import navigation


@register(Tags.urls)
def navigation_leads_somewhere(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Report every navigation item whose address cannot be reversed."""
    del app_configs, kwargs
    faults: list[CheckMessage] = []
    for item in navigation.items:
        try:
            reverse(item.url_name)
        except NoReverseMatch:
            faults.append(
                Error(f"Navigation item {item.key!r} names the unknown URL {item.url_name!r}.", id="web.E001")
            )
    return faults
