"""The page that shows every token and every component in use. Its sentences are samples of form, not records."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jembatan.web import palette
from jembatan.web.components import CalendarEntry, CalendarMonth, Link, Photo, Step, Tab, month_grid

SAMPLE_TIME = datetime(2018, 4, 25, 6, 5, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=gettext_lazy("Judul"), help_text=gettext_lazy("Sebut siapa dan apa; paling panjang 120 huruf.")
    )
    place = forms.CharField(label=gettext_lazy("Tempat"), required=False)
    starts = forms.DateTimeField(
        label=gettext_lazy("Waktu mulai"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis kegiatan"),
        choices=[("rapat", gettext_lazy("Rapat")), ("kunjungan", gettext_lazy("Kunjungan kerja"))],
    )
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Terbuka untuk"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Dapat diubah selama belum terbit."),
        choices=[("unit", gettext_lazy("Unit sendiri")), ("network", gettext_lazy("Seluruh jejaring"))],
    )
    notify = forms.BooleanField(label=gettext_lazy("Kabari anggota unit"), required=False)
    note = forms.CharField(label=gettext_lazy("Catatan"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class SampleUpload(forms.Form):
    """A form with a file."""

    photo = forms.FileField(
        label=gettext_lazy("Foto"), help_text=gettext_lazy("JPEG, PNG, atau WebP, paling besar 60 MB.")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sample list."""

    title: str
    unit: str
    kind: str
    state: str
    moment: datetime
    url: str


def _rows() -> list[Row]:
    texts = [
        ("Rapat kerja kehumasan di Waikabubak", "NTT", "done", _("Terbit")),
        ("Panen raya jagung di Aesesa", "Nagekeo", "waiting", _("Menunggu persetujuan")),
        ("Jembatan gantung Oinlasi selesai diperbaiki", "Timor Tengah Selatan", "attention", _("Dikembalikan")),
        ("Imunisasi susulan di tujuh desa", "Manggarai Timur", "neutral", _("Draf")),
    ]
    return [Row(*text, SAMPLE_TIME, f"?baris={place}#daftar") for place, text in enumerate(texts)]


def _chain() -> list[Link]:
    return [
        Link(_("Kegiatan"), _("Raker kehumasan"), ["Waikabubak", "24–26 April 2018"], "#rantai", joint=_("12 foto")),
        Link(_("Foto"), _("12 foto"), [_("3 dipakai")], "#foto"),
        Link(
            _("Siaran pers"), "12/SP/HMS/2018", [_("terbit 25 Apr 14.05")], "#rantai", joint=_("48 media"), current=True
        ),
        Link(_("Pengiriman"), _("47 terkirim"), [_("1 gagal")], "#rantai", state="attention"),
        Link(_("Berita"), _("2 berita"), ["Poros Nusantara 81%", "Pos X 34%"], "#rantai"),
        Link(_("Hasil"), _("Tone: netral"), [_("bukti tayang menunggu")], "#rantai", state="waiting"),
    ]


def _month() -> CalendarMonth:
    entries = {
        date(2018, 4, 25): [
            CalendarEntry(_("Raker kehumasan"), "#kalender", "08.00", "done", "Waikabubak"),
            CalendarEntry(_("Jumpa pers gubernur"), "#kalender", "13.30", "waiting"),
        ],
        date(2018, 4, 27): [CalendarEntry(_("Panen raya jagung"), "#kalender", "09.00", "neutral", "Nagekeo")],
        date(2018, 4, 12): [CalendarEntry(_("Kunjungan kerja tanpa foto"), "#kalender", "10.00", "attention")],
    }
    return month_grid(2018, 4, entries, previous_url="#kalender", next_url="#kalender", today_url="#kalender")


def _mark(side: str, span: int, text: str) -> str:
    other = "b" if side == "a" else "a"
    return (
        f'<mark class="j-shared" id="{side}-{span}" data-span="{span}">'
        f'<sup><a href="#{other}-{span}">{span}</a></sup>{text}</mark>'
    )


def _passages() -> dict[str, Any]:
    left = (
        "<p>" + _mark("a", 1, "Dua puluh dua kepala bagian humas se-NTT berkumpul di Waikabubak, Rabu (25/4).") + "</p>"
        "<p>" + _mark("a", 2, "Mereka menyepakati satu pola kerja untuk siaran pers bersama.")
        + ' <span class="j-left-out">Acara dibuka dengan doa dan tarian penyambutan.</span></p>'
        "<p>" + _mark("a", 3, "Kesepakatan itu mulai berlaku bulan depan.") + "</p>"
    )  # fmt: skip
    changed = '<ins class="j-added">sebuah</ins>'
    right = (
        "<p>" + _mark("b", 2, f"Mereka menyepakati {changed} pola kerja untuk siaran pers bersama.")
        + "</p><p>Suasana rapat berlangsung hangat. "
        + _mark("b", 1, "Dua puluh dua kepala bagian humas se-NTT berkumpul di Waikabubak, Rabu (25/4).") + " "
        + _mark("b", 3, "Kesepakatan itu mulai berlaku bulan depan.") + "</p>"
    )  # fmt: skip
    return {
        "left_title": _("Siaran pers"),
        "left_note": "12/SP/HMS/2018",
        "left_html": mark_safe(left),  # noqa: S308 - the sample above
        "right_title": _("Berita"),
        "right_note": _("{share} dari siaran pers").format(share="81%"),
        "right_html": mark_safe(right),  # noqa: S308
    }


def _photos() -> list[Photo]:
    thumb = static("web/icon.svg")
    return [
        Photo(thumb, _("Contoh foto"), "#foto", _("Peserta rapat kerja di pendopo."), f"Foto: Humas {number}", 480, 320)
        for number in range(1, 5)
    ]


def _context(request: HttpRequest) -> dict[str, Any]:
    steps = [
        Step("draft", _("Draf")),
        Step("submitted", _("Diajukan"), "24 Apr"),
        Step("cleared", _("Disetujui")),
        Step("scheduled", _("Terjadwal")),
        Step("published", _("Terbit")),
    ]
    tabs = [
        Tab("semua", _("Semua"), "?tab=semua#tab", 1284),
        Tab("menunggu", _("Menunggu"), "?tab=menunggu#tab", 2),
        Tab("terbit", _("Terbit"), "?tab=terbit#tab"),
    ]
    return {
        "swatches": palette.swatches(),
        "form": SampleForm({"title": "", "kind": "rapat", "starts": "kemarin"}),
        "upload": SampleUpload(),
        "rows": _rows(),
        "page": Paginator(range(1284), 20).get_page(request.GET.get("hal")),
        "steps": steps,
        "tabs": tabs,
        "tab": request.GET.get("tab", "semua"),
        "chain": _chain(),
        "month": _month(),
        "photos": _photos(),
        "sample_time": SAMPLE_TIME,
        "facts": [
            (_("Nomor"), "12/SP/HMS/2018"),
            (_("Tempat"), "Waikabubak"),
            (_("Pimpinan"), _("Gubernur")),
            ("-", ""),
        ],
        "reasons": [_("Judul masih kosong."), _("Penyetuju tidak boleh penulisnya sendiri.")],
        **_passages(),
    }


@require_GET
def design(request: HttpRequest) -> HttpResponse:
    """All tokens and components, in the staff shell; `?kulit=publik` shows the public one."""
    template = "web/design_public.html" if request.GET.get("kulit") == "publik" else "web/design.html"
    return render(request, template, _context(request))


def ask(request: HttpRequest) -> HttpResponse:
    """Where the sample confirmation leads without script. It deletes nothing."""
    context = {
        "question": _("Hapus kegiatan ini?"),
        "name": _("Panen raya jagung di Aesesa"),
        "consequence": _("Contoh saja: tidak ada yang terhapus."),
        "action": _("Hapus"),
        "url": reverse("design"),
        "cancel_url": reverse("design"),
    }
    return render(request, "web/confirm.html", context)


@require_POST
def autosave_sample(request: HttpRequest) -> JsonResponse:
    """Answer the sample editor as a real draft would, keeping nothing: revision 7 is met by a conflict."""
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if revision == 7:
        body = "<p>" + _("Teks yang disimpan orang lain.") + "</p>"
        answer = {
            "revision": 8,
            "title": _("Judul dari orang lain"),
            "body": body,
            "author": "Yuliana",
            "diff_html": "",
        }
        return JsonResponse(answer, status=409)
    return JsonResponse({"revision": revision + 1, "saved_at": f"{SAMPLE_TIME:%H.%M}"})
