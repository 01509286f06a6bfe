"""Addresses of partners, below /kerja/mitra/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
