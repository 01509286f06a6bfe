"""Addresses of evidence, below /kerja/bukti-simpan/."""

from django.urls import URLPattern, URLResolver, path

from jembatan.chain.coverage.evidence import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<uuid:pk>/berkas/", views.evidence_file, name="evidence_file"),
    path("berita/<uuid:pk>/gambar/", views.evidence_picture, name="evidence_picture"),
    path("berita/<uuid:pk>/periksa/", views.evidence_check, name="evidence_check"),
]
