"""Addresses of replies, below /kerja/hak-jawab/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
