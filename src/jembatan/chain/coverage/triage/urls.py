"""Addresses of triage, below /kerja/meja-pantau/."""

from django.urls import URLPattern, URLResolver, path

from jembatan.chain.coverage.triage import search_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("pilah/", views.desk_act, name="desk_act"),
    path("batalkan/<uuid:pk>/", views.desk_undo, name="desk_undo"),
    path("pencarian/", search_views.search_list, name="desk_searches"),
    path("pencarian/baru/", search_views.search_new, name="desk_search_new"),
    path("pencarian/<uuid:pk>/", search_views.search_edit, name="desk_search_edit"),
    path("pencarian/<uuid:pk>/hapus/", search_views.search_remove, name="desk_search_remove"),
    path("surat/<uuid:pk>/kirim-ulang/", search_views.alert_retry, name="desk_alert_retry"),
    path("<uuid:pk>/", views.desk_item, name="desk_item"),
]
