"""Addresses of proofs, below /kerja/bukti-tayang/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
