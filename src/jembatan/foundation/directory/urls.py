"""Addresses of `directory`."""

from django.urls import path

from jembatan.foundation.directory.views import contacts, imports, lists, outlets

urlpatterns = [
    path("", outlets.outlet_list, name="outlet_list"),
    path("baru/", outlets.outlet_new, name="outlet_new"),
    path("<uuid:pk>/ubah/", outlets.outlet_edit, name="outlet_edit"),
    path("kontak/", contacts.contact_list, name="contact_list"),
    path("kontak/baru/", contacts.contact_new, name="contact_new"),
    path("kontak/impor/", imports.contact_import, name="contact_import"),
    path("kontak/<uuid:pk>/", contacts.contact_edit, name="contact_edit"),
    path("kontak/<uuid:pk>/nonaktifkan/", contacts.contact_deactivate, name="contact_deactivate"),
    path("kontak/<uuid:pk>/aktifkan/", contacts.contact_reactivate, name="contact_reactivate"),
    path("daftar/", lists.contact_lists, name="contact_lists"),
    path("daftar/baru/", lists.contact_list_new, name="contact_list_new"),
    path("daftar/<uuid:pk>/", lists.contact_list_edit, name="contact_list_edit"),
    path("daftar/<uuid:pk>/nonaktifkan/", lists.contact_list_deactivate, name="contact_list_deactivate"),
    path("daftar/<uuid:pk>/aktifkan/", lists.contact_list_reactivate, name="contact_list_reactivate"),
]
