"""The shell's own addresses."""

from django.urls import path

from jembatan.web.views.design import ask, autosave_sample, design
from jembatan.web.views.preferences import language, theme

urlpatterns = [
    path("desain/", design, name="design"),
    path("desain/tanya/", ask, name="design_ask"),
    path("desain/simpan/", autosave_sample, name="design_autosave"),
    path("preferensi/bahasa/", language, name="web_language"),
    path("preferensi/tampilan/", theme, name="web_theme"),
]
