"""Addresses of clippings, below /kerja/kliping/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
