"""Addresses of what reads across all rooms."""

from django.urls import path

from jembatan.overview import audit_views, intent_views, search_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cari/", search_views.search, name="search"),
    path("jejak/kegiatan/<uuid:pk>/", views.trail_event, name="trail_event"),
    path("jejak/siaran-pers/<uuid:pk>/", views.trail_release, name="trail_release"),
    path("jejak/berita/<uuid:pk>/", views.trail_article, name="trail_article"),
    path("jejak/foto/<uuid:pk>/", views.trail_asset, name="trail_asset"),
    path("jejak-audit/", audit_views.audit_log, name="audit_log"),
    path("jejak-audit/<uuid:pk>/", audit_views.audit_record, name="audit_record"),
    path("jejak-audit/<uuid:pk>/hapus-isi/", audit_views.audit_erase, name="audit_erase"),
    path("pekerjaan/", intent_views.intent_list, name="intent_list"),
    path("pekerjaan/<uuid:pk>/ulangi/", intent_views.intent_retry, name="intent_retry"),
]
