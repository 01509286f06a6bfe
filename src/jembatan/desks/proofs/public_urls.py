"""Addresses of proofs that need no account, below /bukti-tayang/: the token in them is the key."""

from django.urls import path

from jembatan.desks.proofs.views import public

urlpatterns = [
    path("kirim/<str:token>/", public.hand_in, name="hand_in"),
    path("periksa/<str:token>/", public.proof_check, name="proof_check"),
]
