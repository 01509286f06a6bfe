"""Addresses of press releases. What happens to a version is a resource of that version."""

from django.urls import path

from jembatan.chain.releases.views import lists, numbers, pages, photos, steps, writing

urlpatterns = [
    path("", lists.release_list, name="release_list"),
    path("baru/", lists.release_new, name="release_new"),
    path("penomoran/", numbers.release_numbering, name="release_numbering"),
    path("<uuid:pk>/", pages.release_detail, name="release_detail"),
    path("<uuid:pk>/naskah/", writing.release_edit, name="release_edit"),
    path("<uuid:pk>/naskah/simpan/", writing.release_autosave, name="release_autosave"),
    path("<uuid:pk>/pratinjau/", pages.release_preview, name="release_preview"),
    path("<uuid:pk>/riwayat/", pages.release_history, name="release_history"),
    path("<uuid:pk>/keterangan/", writing.release_details, name="release_details"),
    path("<uuid:pk>/foto/", photos.release_photos, name="release_photos"),
    path("<uuid:pk>/foto/urutan/", photos.release_photo_order, name="release_photo_order"),
    path("<uuid:pk>/foto/<uuid:asset_pk>/lepas/", photos.release_photo_removal, name="release_photo_removal"),
    path("<uuid:pk>/pengajuan/", steps.release_submission, name="release_submission"),
    path("<uuid:pk>/versi-berikutnya/", steps.release_revision, name="release_revision"),
    path("versi/<uuid:pk>/persetujuan/", steps.version_clearance, name="version_clearance"),
    path("versi/<uuid:pk>/pengembalian/", steps.version_return, name="version_return"),
    path("versi/<uuid:pk>/penerbitan/", steps.version_publication, name="version_publication"),
    path("versi/<uuid:pk>/penarikan/", steps.version_withdrawal, name="version_withdrawal"),
    path("versi/<uuid:pk>/pencabutan/", steps.version_retraction, name="version_retraction"),
]
