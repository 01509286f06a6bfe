"""Addresses of proofs, below /kerja/bukti-tayang/."""

from django.urls import path

from jembatan.desks.proofs.views import reading, working

urlpatterns = [
    path("", reading.proof_list, name="proof_list"),
    path("<uuid:pk>/", reading.proof_detail, name="proof_detail"),
    path("<uuid:pk>/bukti.pdf", reading.proof_pdf, name="proof_pdf"),
    path("<uuid:pk>/bast.pdf", reading.proof_acceptance, name="proof_acceptance"),
    path("<uuid:pk>/periksa/", working.proof_look, name="proof_look"),
    path("<uuid:pk>/tambah/", working.proof_add, name="proof_add"),
    path("<uuid:pk>/verifikasi/", working.proof_verify, name="proof_verify"),
    path("<uuid:pk>/kembalikan/", working.proof_return, name="proof_return"),
    path("<uuid:pk>/terima/", working.proof_accept, name="proof_accept"),
    path("<uuid:pk>/bayar/", working.proof_pay, name="proof_pay"),
    path("<uuid:pk>/tautan/", working.proof_link_new, name="proof_link_new"),
    path("<uuid:pk>/tautan/<str:token>/cabut/", working.proof_link_revoke, name="proof_link_revoke"),
    path("butir/<uuid:pk>/berkas/", reading.proof_item_file, name="proof_item_file"),
    path("butir/<uuid:pk>/kesampingkan/", working.proof_item_dismiss, name="proof_item_dismiss"),
    path("butir/<uuid:pk>/pakai/", working.proof_item_restore, name="proof_item_restore"),
    path("kerja-sama/<uuid:pk>/", reading.proof_sheet, name="proof_sheet"),
    path("kerja-sama/<uuid:pk>/lembar.xlsx", reading.proof_sheet_file, {"kind": "xlsx"}, name="proof_sheet_xlsx"),
    path("kerja-sama/<uuid:pk>/lembar.csv", reading.proof_sheet_file, {"kind": "csv"}, name="proof_sheet_csv"),
]
