"""Addresses of triage, below /kerja/meja-pantau/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
