"""Addresses that anybody may open who holds the paper: its QR leads here."""

from django.urls import path

from jembatan.desks.partners.views import public

urlpatterns = [
    path("kartu-pers/<str:token>/", public.accreditation_check, name="accreditation_check"),
    path("surat-pesanan/<str:token>/", public.order_check, name="order_check"),
]
