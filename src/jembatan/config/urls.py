"""Every address of the installation, room by room. Staff work under /kerja/, the public reads at the root."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from jembatan.config.source import source

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jembatan.newsroom.urls")),
    path("", include("jembatan.web.urls")),
    path("sumber.tar.gz", source, name="source"),
    # An address is changed by its unit's administrator, through an action; allauth's own page would go round it.
    path("akun/email/", RedirectView.as_view(pattern_name="account_settings"), name="account_email_closed"),
    path("akun/", include("allauth.urls")),
    path("bahasa/", include("django.conf.urls.i18n")),
    path("masuk/", RedirectView.as_view(pattern_name=settings.LOGIN_URL, query_string=True), name="sign_in"),
    path("pengelola/", admin.site.urls),
    path("kabar/henti/", include("jembatan.chain.coverage.triage.public_urls")),
    path("kerja/", include("jembatan.overview.urls")),
    path("kerja/unit/", include("jembatan.foundation.units.urls")),
    path("kerja/anggota/", include("jembatan.foundation.people.urls")),
    path("kerja/media/", include("jembatan.foundation.directory.urls")),
    path("kerja/kegiatan/", include("jembatan.chain.agenda.urls")),
    path("kerja/dokumentasi/", include("jembatan.chain.documentation.urls")),
    path("kerja/siaran-pers/", include("jembatan.chain.releases.urls")),
    path("kerja/pengiriman/", include("jembatan.chain.distribution.urls")),
    path("kerja/berita/", include("jembatan.chain.coverage.urls")),
    path("kerja/bukti-simpan/", include("jembatan.chain.coverage.evidence.urls")),
    path("kerja/sumber-berita/", include("jembatan.chain.coverage.sources.urls")),
    path("kerja/cetak-siaran/", include("jembatan.chain.coverage.captures.urls")),
    path("kerja/tone/", include("jembatan.chain.coverage.tone.urls")),
    path("kerja/meja-pantau/", include("jembatan.chain.coverage.triage.urls")),
    path("kerja/kliping/", include("jembatan.chain.coverage.clippings.urls")),
    path("kerja/mitra/", include("jembatan.desks.partners.urls")),
    path("periksa/", include("jembatan.desks.partners.public_urls")),
    path("kerja/bukti-tayang/", include("jembatan.desks.proofs.urls")),
    path("bukti-tayang/", include("jembatan.desks.proofs.public_urls")),
    path("kerja/hak-jawab/", include("jembatan.desks.replies.urls")),
]
