"""Addresses of partners, below /kerja/mitra/."""

from django.urls import path

from jembatan.desks.partners.views import accreditation, contracts, orders, register

urlpatterns = [
    path("", register.partner_list, name="partner_list"),
    path("baru/", register.partner_new, name="partner_new"),
    path("<uuid:pk>/", register.partner_detail, name="partner_detail"),
    path("<uuid:pk>/ubah/", register.partner_edit, name="partner_edit"),
    path("<uuid:pk>/verifikasi/", register.partner_verification, name="partner_verification"),
    path("<uuid:pk>/verifikasi/berkas/", register.partner_verification_file, name="partner_verification_file"),
    path("<uuid:pk>/dokumen/baru/", register.partner_paper_new, name="partner_paper_new"),
    path("<uuid:pk>/wartawan/baru/", register.journalist_new, name="partner_journalist_new"),
    path("dokumen/<uuid:pk>/", register.partner_paper_file, name="paper_file"),
    path("dokumen/<uuid:pk>/hapus/", register.partner_paper_remove, name="paper_remove"),
    path("wartawan/", register.journalist_list, name="journalist_list"),
    path("wartawan/<uuid:pk>/ubah/", register.journalist_edit, name="journalist_edit"),
    path("akreditasi/", accreditation.accreditation_list, name="accreditation_list"),
    path("akreditasi/baru/", accreditation.accreditation_new, name="accreditation_new"),
    path(
        "akreditasi/<uuid:pk>/berikan/", accreditation.accreditation_step, {"act": "grant"}, name="accreditation_grant"
    ),
    path(
        "akreditasi/<uuid:pk>/tolak/", accreditation.accreditation_step, {"act": "refuse"}, name="accreditation_refuse"
    ),
    path(
        "akreditasi/<uuid:pk>/cabut/", accreditation.accreditation_step, {"act": "revoke"}, name="accreditation_revoke"
    ),
    path("akreditasi/<uuid:pk>/kartu.pdf", accreditation.accreditation_badge, name="accreditation_badge"),
    path("kerja-sama/", contracts.agreement_list, name="agreement_list"),
    path("kerja-sama/baru/", contracts.agreement_new, name="agreement_new"),
    path("kerja-sama/<uuid:pk>/", contracts.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/ubah/", contracts.agreement_edit, name="agreement_edit"),
    path("kerja-sama/<uuid:pk>/berlakukan/", contracts.agreement_step, {"act": "start"}, name="agreement_start"),
    path("kerja-sama/<uuid:pk>/selesai/", contracts.agreement_step, {"act": "end"}, name="agreement_end"),
    path("kerja-sama/<uuid:pk>/putuskan/", contracts.agreement_step, {"act": "terminate"}, name="agreement_terminate"),
    path("kerja-sama/<uuid:pk>/ketentuan/", contracts.agreement_term_new, name="agreement_term_new"),
    path("kerja-sama/<uuid:pk>/pesan/", orders.agreement_order, name="agreement_order"),
    path("ketentuan/<uuid:pk>/ubah/", contracts.term_edit, name="term_edit"),
    path("ketentuan/<uuid:pk>/hapus/", contracts.term_remove, name="term_remove"),
    path("pesanan/", orders.placement_list, name="placement_list"),
    path("pesanan/<uuid:pk>/", orders.placement_detail, name="placement_detail"),
    path("pesanan/<uuid:pk>/surat.pdf", orders.placement_letter, name="placement_letter"),
    path("pesanan/<uuid:pk>/kirim/", orders.placement_send, name="placement_send"),
    path("pesanan/<uuid:pk>/batalkan/", orders.placement_cancel, name="placement_cancel"),
    path("surat/<uuid:pk>/", orders.letter_file, name="letter_file"),
    path("penomoran/", contracts.paper_numbering, name="paper_numbering"),
]
