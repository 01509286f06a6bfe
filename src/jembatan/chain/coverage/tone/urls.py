"""Addresses of tone, below /kerja/tone/."""

from django.urls import path

from jembatan.chain.coverage.tone import views

urlpatterns = [
    path("", views.tone_measure, name="tone_measure"),
    path("sampel/tarik/", views.tone_sample_new, name="tone_sample_new"),
    path("sampel/<uuid:pk>/", views.tone_sample, name="tone_sample"),
    path("sampel/<uuid:pk>/label/", views.tone_label, name="tone_label"),
    path("sampel/<uuid:pk>/urungkan/", views.tone_unlabel, name="tone_unlabel"),
    path("sampel/<uuid:pk>/putuskan/", views.tone_resolve, name="tone_resolve"),
    path("sampel/<uuid:pk>/batalkan/", views.tone_cancel, name="tone_cancel"),
    path("berita/<uuid:pk>/<uuid:institution>/", views.tone_judge, name="tone_judge"),
]
