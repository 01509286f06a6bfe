"""Addresses of what reads across all rooms."""

from django.urls import path

from jembatan.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("jejak/kegiatan/<uuid:pk>/", views.trail_event, name="trail_event"),
    path("jejak/siaran-pers/<uuid:pk>/", views.trail_release, name="trail_release"),
    path("jejak/berita/<uuid:pk>/", views.trail_article, name="trail_article"),
    path("jejak/foto/<uuid:pk>/", views.trail_asset, name="trail_asset"),
]
