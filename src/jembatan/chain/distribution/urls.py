"""Addresses of sending to the press."""

from django.urls import path

from jembatan.chain.distribution import views

urlpatterns = [
    path("", views.delivery_list, name="delivery_list"),
    path("siaran-pers/<uuid:release_pk>/", views.dispatch_new, name="dispatch_new"),
    path("siaran-pers/<uuid:release_pk>/whatsapp/", views.release_whatsapp, name="release_whatsapp"),
    path("surat/<uuid:pk>/ulang/", views.delivery_retry, name="delivery_retry"),
    path("<uuid:pk>/", views.dispatch_detail, name="dispatch_detail"),
    path("<uuid:pk>/ulang/", views.dispatch_retry, name="dispatch_retry"),
]
