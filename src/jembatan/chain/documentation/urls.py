"""Addresses of `documentation`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
