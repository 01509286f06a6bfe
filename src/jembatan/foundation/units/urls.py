"""Addresses of `units`."""

from django.urls import path

from jembatan.foundation.units import editing, views

urlpatterns = [
    path("", views.unit_detail, name="unit_detail"),
    path("daftar/", views.unit_list, name="unit_list"),
    path("ubah/nama/", editing.unit_name_new, name="unit_name_new"),
    path("ubah/nama/<int:pk>/", editing.unit_name_edit, name="unit_name_edit"),
    path("ubah/surel/", editing.unit_email, name="unit_email"),
    path("ubah/bagian/", editing.section_new, name="section_new"),
    path("ubah/bagian/<uuid:pk>/", editing.section_edit, name="section_edit"),
    path("ubah/bagian/<uuid:pk>/tutup/", editing.section_close, name="section_close"),
    path("ubah/bagian/<uuid:pk>/buka/", editing.section_reopen, name="section_reopen"),
    path("ubah/sebutan/", editing.alias_new, name="alias_new"),
    path("ubah/sebutan/<int:pk>/hapus/", editing.alias_remove, name="alias_remove"),
    path("<slug:slug>/", views.unit_detail, name="unit_detail"),
]
