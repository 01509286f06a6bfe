"""Addresses of `people`."""

from django.urls import path

from jembatan.foundation.people import office_views, views

urlpatterns = [
    path("", views.member_list, name="member_list"),
    path("undang/", views.member_invite, name="member_invite"),
    path("akun/", views.account_settings, name="account_settings"),
    path("pindah-unit/", views.unit_switch, name="unit_switch"),
    path("jabatan/baru/", office_views.appointment_new, name="appointment_new"),
    path("jabatan/<uuid:pk>/akhiri/", office_views.appointment_end, name="appointment_end"),
    path("jabatan/<uuid:pk>/lanjutkan/", office_views.appointment_resume, name="appointment_resume"),
    path("<uuid:pk>/", views.member_detail, name="member_detail"),
    path("<uuid:pk>/peran/", views.member_grant, name="member_grant"),
    path("<uuid:pk>/peran/<str:role>/cabut/", views.member_revoke, name="member_revoke"),
    path("<uuid:pk>/keluarkan/", views.member_remove, name="member_remove"),
    path("<uuid:pk>/nonaktifkan/", views.member_deactivate, name="member_deactivate"),
    path("<uuid:pk>/aktifkan/", views.member_reactivate, name="member_reactivate"),
    path("<uuid:pk>/tautan/", views.member_link, name="member_link"),
]
