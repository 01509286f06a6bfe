"""Addresses of sources, below /kerja/sumber-berita/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
