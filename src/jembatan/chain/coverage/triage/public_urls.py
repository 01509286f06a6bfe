"""The address behind the link in a letter of alert, for whoever holds it."""

from django.urls import path

from jembatan.chain.coverage.triage import search_views

urlpatterns = [path("<str:token>/", search_views.alert_stop, name="alert_stop")]
