"""Addresses of the agenda."""

from django.urls import path

from jembatan.chain.agenda import views, writing_views

urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("kalender/", views.event_calendar, name="event_calendar"),
    path("baru/", writing_views.event_new, name="event_new"),
    path("bentrok/", writing_views.event_clashes, name="event_clashes"),
    path("<uuid:pk>/", views.event_detail, name="event_detail"),
    path("<uuid:pk>/ubah/", writing_views.event_edit, name="event_edit"),
    path("<uuid:pk>/pastikan/", writing_views.event_step, {"step": "confirm"}, name="event_confirm"),
    path("<uuid:pk>/tunda/", writing_views.event_step, {"step": "postpone"}, name="event_postpone"),
    path("<uuid:pk>/selesai/", writing_views.event_step, {"step": "finish"}, name="event_finish"),
    path("<uuid:pk>/batalkan/", writing_views.event_step, {"step": "cancel"}, name="event_cancel"),
]
