"""What lists count. Indonesian has one form for one and many, other languages do not, so the noun goes by its number."""

from django.utils.translation import ngettext, ngettext_lazy

#: Every noun that a template gives to `page_count`, written out so that it is collected for translation.
NOUNS = [
    ngettext_lazy("akreditasi", "akreditasi"),
    ngettext_lazy("anggota", "anggota"),
    ngettext_lazy("berita", "berita"),
    ngettext_lazy("catatan", "catatan"),
    ngettext_lazy("daftar", "daftar"),
    ngettext_lazy("foto", "foto"),
    ngettext_lazy("kegiatan", "kegiatan"),
    ngettext_lazy("kerja sama", "kerja sama"),
    ngettext_lazy("kliping", "kliping"),
    ngettext_lazy("kontak", "kontak"),
    ngettext_lazy("kontak akan dikirimi", "kontak akan dikirimi"),
    ngettext_lazy("media", "media"),
    ngettext_lazy("mitra", "mitra"),
    ngettext_lazy("pekerjaan", "pekerjaan"),
    ngettext_lazy("permintaan", "permintaan"),
    ngettext_lazy("pesanan", "pesanan"),
    ngettext_lazy("siaran pers", "siaran pers"),
    ngettext_lazy("surat", "surat"),
    ngettext_lazy("unit", "unit"),
    ngettext_lazy("wartawan", "wartawan"),
]


def counted(noun: str, n: int) -> str:
    """The form of `noun` (Indonesian) that goes with `n` in the active language."""
    return ngettext(noun, noun, n)
