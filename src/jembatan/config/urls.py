"""Every address of the installation, room by room. Staff work under /kerja/, the public reads at the root."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jembatan.web.urls")),
    path("akun/", include("allauth.urls")),
    path("pengelola/", admin.site.urls),
]
