"""Addresses of the public newsroom, at the root."""

from django.urls import path

from jembatan.newsroom import views

urlpatterns = [
    path("", views.newsroom, name="newsroom"),
    path("atom.xml", views.newsroom_feed, name="newsroom_feed"),
    path("unit/<slug:slug>/", views.newsroom_unit, name="newsroom_unit"),
    path("unit/<slug:slug>/atom.xml", views.newsroom_unit_feed, name="newsroom_unit_feed"),
    path("rilis/<uuid:pk>/", views.newsroom_release, name="newsroom_release"),
    path("rilis/<uuid:pk>/foto/<uuid:asset_pk>/<str:name>/", views.newsroom_photo, name="newsroom_photo"),
    path("sitemap.xml", views.sitemap, name="newsroom_sitemap"),
    path("sitemap-halaman.xml", views.sitemap_pages, name="newsroom_sitemap_pages"),
    path("sitemap-<str:month>.xml", views.sitemap_month, name="newsroom_sitemap_month"),
    path("robots.txt", views.robots, name="newsroom_robots"),
]
