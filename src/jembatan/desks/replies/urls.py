"""Addresses of replies, below /kerja/hak-jawab/."""

from django.urls import path

from jembatan.desks.replies import views

urlpatterns = [
    path("", views.reply_list, name="reply_list"),
    path("baru/", views.reply_new, name="reply_new"),
    path("tenggat/", views.reply_rules, name="reply_rules"),
    path("<uuid:pk>/", views.reply_detail, name="reply_detail"),
    path("<uuid:pk>/ubah/", views.reply_edit, name="reply_edit"),
    path("<uuid:pk>/surat.pdf", views.reply_letter, name="reply_letter"),
    path("<uuid:pk>/pengaduan.pdf", views.reply_complaint, name="reply_complaint"),
    path("<uuid:pk>/kirim/", views.reply_step, {"act": "send"}, name="reply_send"),
    path("<uuid:pk>/kirim-lagi/", views.reply_send_again, name="reply_send_again"),
    path("<uuid:pk>/jawaban/", views.reply_answer, name="reply_answer"),
    path("<uuid:pk>/adukan/", views.reply_step, {"act": "escalate"}, name="reply_escalate"),
    path("<uuid:pk>/tutup/", views.reply_step, {"act": "close"}, name="reply_close"),
]
