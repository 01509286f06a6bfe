"""Forms of requests, answers and the unit's deadline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.desks.replies.deadlines import Rules
from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.states import Result
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.viewer import Viewer
from jembatan.web.forms import DayInput

_LONG = {"rows": 5}


class RequestForm(forms.Form):
    """A request about an article."""

    outlet = forms.ModelChoiceField(label=_("Media"), queryset=Outlet.objects.none(), empty_label=_("Pilih media"))
    article_title = forms.CharField(label=_("Judul berita"), max_length=300)
    article_address = forms.URLField(label=_("Alamat berita"), max_length=500, required=False, assume_scheme="https")
    article_on = forms.DateField(label=_("Tanggal berita"), required=False, widget=DayInput())
    kind = forms.ChoiceField(
        label=_("Jenis permintaan"),
        choices=ReplyRequest.Kind,
        widget=forms.RadioSelect,
        help_text=_("Hak jawab menanggapi pemberitaan yang merugikan; hak koreksi membetulkan kekeliruan fakta."),
    )
    wrong = forms.CharField(
        label=_("Bagian yang keliru"),
        max_length=10_000,
        widget=forms.Textarea(attrs=_LONG),
        help_text=_("Kutip kalimat beritanya."),
    )
    right = forms.CharField(label=_("Fakta yang benar"), max_length=10_000, widget=forms.Textarea(attrs=_LONG))
    remedy = forms.ChoiceField(label=_("Yang dimintakan"), choices=ReplyRequest.Remedy)
    reply_text = forms.CharField(
        label=_("Teks hak jawab"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Teks yang diminta dimuat. Media dapat menolak hak jawab yang lebih panjang dari beritanya."),
    )
    address = forms.EmailField(
        label=_("Surel redaksi"),
        required=False,
        help_text=_("Suratnya dikirim ke alamat ini. Bila kosong, unduh suratnya dan serahkan sendiri."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outlet = self.fields["outlet"]
        assert isinstance(outlet, forms.ModelChoiceField)
        outlet.queryset = outlets(viewer).order_by("name")


class AnswerForm(forms.Form):
    """What the outlet did."""

    result = forms.ChoiceField(label=_("Hasil"), choices=Result, widget=forms.RadioSelect)
    answered_on = forms.DateField(label=_("Tanggal jawaban"), widget=DayInput())
    address = forms.URLField(
        label=_("Alamat berita yang memuatnya"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Wajib bila dimuat. Berita yang sudah ada di Pantauan media dikenali dari alamatnya."),
    )
    is_linked = forms.BooleanField(
        label=_("Ditautkan dengan berita semula dan mencantumkan waktu pemuatan"), required=False
    )
    note = forms.CharField(
        label=_("Catatan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why a request is closed, or goes to the press council."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Isi alasannya.")},
    )


class AddressForm(forms.Form):
    """Where a letter goes once more."""

    address = forms.EmailField(label=_("Surel redaksi"))


class RulesForm(forms.Form):
    """How long the unit gives an outlet to answer."""

    answer_days = forms.IntegerField(
        label=_("Tenggat jawaban media (hari)"),
        min_value=1,
        max_value=90,
        help_text=_("Ditetapkan unit Anda. Undang-undang tidak menyebut jumlah harinya."),
    )
    counts_working_days = forms.BooleanField(
        label=_("Hitung hari kerja saja (tanpa hari libur dan cuti bersama)"), required=False
    )
    asking_months = forms.IntegerField(
        label=_("Ingatkan bila berita lebih lama dari (bulan)"),
        min_value=0,
        max_value=24,
        help_text=_("Isi 0 agar tidak diingatkan."),
    )

    def rules(self) -> Rules:
        """What was typed; after `is_valid`."""
        return Rules(**self.cleaned_data)
