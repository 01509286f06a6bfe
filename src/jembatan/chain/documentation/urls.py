"""Addresses of the photos."""

from django.urls import path

from jembatan.chain.documentation import upload_views, views

urlpatterns = [
    path("", views.asset_list, name="asset_list"),
    path("unggah/", upload_views.asset_new, name="asset_new"),
    path("<uuid:pk>/", views.asset_detail, name="asset_detail"),
    path("<uuid:pk>/ubah/", views.asset_edit, name="asset_edit"),
    path("<uuid:pk>/berkas/<str:name>/", views.asset_file, name="asset_file"),
]
