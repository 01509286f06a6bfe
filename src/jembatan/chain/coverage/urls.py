"""Addresses of the articles of the press."""

from django.urls import path

from jembatan.chain.coverage import views

urlpatterns = [
    path("", views.article_list, name="article_list"),
    path("tambah/", views.article_new, name="article_new"),
    path("<uuid:pk>/", views.article_detail, name="article_detail"),
    path("<uuid:pk>/ambil-ulang/", views.article_fetch, name="article_fetch"),
    path("<uuid:pk>/teks/", views.article_text, name="article_text"),
]
