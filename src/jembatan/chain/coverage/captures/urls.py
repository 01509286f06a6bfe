"""Addresses of print and broadcasts, below /kerja/cetak-siaran/."""

from django.urls import URLPattern, URLResolver, path

from jembatan.chain.coverage.captures import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.capture_list, name="capture_list"),
    path("baru/", views.capture_new, name="capture_new"),
    path("pekerja.js", views.capture_worker, name="capture_worker"),
    path("<uuid:pk>/", views.capture_detail, name="capture_detail"),
    path("<uuid:pk>/berkas/<int:order>/", views.capture_file, name="capture_file"),
    path("<uuid:pk>/jadikan-berita/", views.capture_step, {"step": "jadikan-berita"}, name="capture_enter"),
    path("<uuid:pk>/buang/", views.capture_step, {"step": "buang"}, name="capture_discard"),
    path("<uuid:pk>/kembalikan/", views.capture_step, {"step": "kembalikan"}, name="capture_restore"),
]
