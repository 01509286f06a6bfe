"""Addresses of captures, below /kerja/cetak-siaran/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
