"""Addresses of evidence, below /kerja/bukti-simpan/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
