"""Addresses of clippings, below /kerja/kliping/."""

from django.urls import URLPattern, URLResolver, path

from jembatan.chain.coverage.clippings import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.clipping_list, name="clipping_list"),
    path("baru/", views.clipping_new, name="clipping_new"),
    path("atur/", views.clipping_plan, name="clipping_plan"),
    path("berkas/<uuid:pk>/", views.clipping_paper, name="clipping_paper"),
    path("surat/<uuid:pk>/ulang/", views.clipping_letter_retry, name="clipping_letter_retry"),
    path("<uuid:pk>/", views.clipping_detail, name="clipping_detail"),
    path("<uuid:pk>/ulang/", views.clipping_remake, name="clipping_remake"),
    path("<uuid:pk>/kirim/", views.clipping_send, name="clipping_send"),
]
