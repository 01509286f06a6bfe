"""Addresses of sources, below /kerja/sumber-berita/."""

from django.urls import path

from jembatan.chain.coverage.sources import views

urlpatterns = [
    path("", views.source_list, name="source_list"),
    path("tambah/", views.source_new, name="source_new"),
    path("tempel/", views.source_paste, name="source_paste"),
    path("<uuid:pk>/", views.source_detail, name="source_detail"),
    path("<uuid:pk>/ubah/", views.source_edit, name="source_edit"),
    path("<uuid:pk>/periksa/", views.source_poll, name="source_poll"),
    path("<uuid:pk>/jeda/", views.source_step, {"step": "jeda"}, name="source_pause"),
    path("<uuid:pk>/lanjutkan/", views.source_step, {"step": "lanjutkan"}, name="source_resume"),
]
