"""Forms of the register and of accreditation."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.chain.agenda.models import Event
from jembatan.desks.partners import queries
from jembatan.desks.partners.models import Journalist, Partner, PartnerPaper
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.units.models import Government
from jembatan.foundation.viewer import Viewer
from jembatan.web.forms import DayInput
from jembatan.web.times import when

if TYPE_CHECKING:  # Django's own classes take no parameters when the program runs
    _EventField = forms.ModelChoiceField[Event]
    _JournalistField = forms.ModelChoiceField[Journalist]
else:
    _EventField = _JournalistField = forms.ModelChoiceField


class PartnerForm(forms.Form):
    """What an outlet says of itself."""

    legal_name = forms.CharField(
        label=_("Nama badan hukum"), max_length=160, required=False, help_text=_("Misalnya “PT Pos X Media Utama”.")
    )
    legal_form = forms.ChoiceField(
        label=_("Bentuk badan hukum"), required=False, choices=[("", _("Belum diketahui")), *Partner.LegalForm.choices]
    )
    tax_number = forms.CharField(label=_("NPWP"), max_length=24, required=False)
    editor = forms.CharField(label=_("Pemimpin redaksi"), max_length=120, required=False)
    reach = forms.IntegerField(
        label=_("Jangkauan per bulan"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("Pembaca, pendengar, atau penonton menurut keterangan media itu sendiri."),
    )
    region = forms.ModelChoiceField(
        label=_("Wilayah"), queryset=Government.objects.none(), required=False, empty_label=_("Belum diketahui")
    )
    street = forms.CharField(label=_("Alamat kantor"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Surel redaksi"), required=False, help_text=_("Surat pesanan dan hak jawab dikirim ke alamat ini.")
    )
    phone = forms.CharField(label=_("Telepon"), max_length=24, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, forms.ModelChoiceField)
        region.queryset = queries.regions(viewer)


class NewPartnerForm(PartnerForm):
    """An outlet that is taken into the register."""

    outlet = forms.ModelChoiceField(
        label=_("Media"),
        queryset=Outlet.objects.none(),
        empty_label=_("Pilih media"),
        help_text=_("Media dicatat lebih dahulu di “Media dan kontak”."),
    )
    field_order = ("outlet",)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        outlet = self.fields["outlet"]
        assert isinstance(outlet, forms.ModelChoiceField)
        outlet.queryset = queries.outlets_to_register(viewer)


class VerificationForm(forms.Form):
    """What the press council has verified, and the evidence."""

    level = forms.ChoiceField(label=_("Status di Dewan Pers"), choices=Partner.PressCouncil, widget=forms.RadioSelect)
    verified_on = forms.DateField(label=_("Tanggal verifikasi"), required=False, widget=DayInput())
    verified_until = forms.DateField(
        label=_("Berlaku sampai"), required=False, widget=DayInput(), help_text=_("Kosongkan bila tanpa batas waktu.")
    )
    address = forms.URLField(
        label=_("Halaman bukti"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Alamat halaman Dewan Pers yang mencantumkan media ini."),
    )
    evidence = forms.FileField(label=_("Berkas bukti"), required=False, help_text=_("PDF atau foto sertifikat."))


class PaperForm(forms.Form):
    """A document of a partner."""

    kind = forms.ChoiceField(label=_("Jenis dokumen"), choices=PartnerPaper.Kind)
    number = forms.CharField(label=_("Nomor"), max_length=80, required=False)
    valid_from = forms.DateField(label=_("Berlaku sejak"), required=False, widget=DayInput())
    valid_until = forms.DateField(
        label=_("Berlaku sampai"), required=False, widget=DayInput(), help_text=_("Kosongkan bila tanpa batas waktu.")
    )
    file = forms.FileField(label=_("Berkas"), required=False, help_text=_("PDF atau foto dokumen."))


class JournalistForm(forms.Form):
    """A journalist of a partner."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    beats = forms.CharField(
        label=_("Bidang liputan"), max_length=200, required=False, help_text=_("Misalnya “pemerintahan, pertanian”.")
    )
    card = forms.CharField(label=_("Nomor kartu pers atau UKW"), max_length=80, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=24, required=False)


class ChangeJournalistForm(JournalistForm):
    """A journalist who is there already."""

    is_active = forms.BooleanField(label=_("Masih bekerja di media ini"), required=False)


class _Events(_EventField):
    def label_from_instance(self, obj: Event) -> str:
        return f"{obj.title} ({when(obj.starts_at)})"


class _Journalists(_JournalistField):
    def label_from_instance(self, obj: Journalist) -> str:
        return f"{obj.name} ({obj.partner.outlet.name})"


class AccreditationForm(forms.Form):
    """Who is to attend which event as press."""

    event = _Events(label=_("Kegiatan"), queryset=Event.objects.none(), empty_label=_("Pilih kegiatan"))
    journalist = _Journalists(label=_("Wartawan"), queryset=Journalist.objects.none(), empty_label=_("Pilih wartawan"))
    note = forms.CharField(
        label=_("Catatan"), max_length=300, required=False, help_text=_("Misalnya membawa kamera video.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events, people = self.fields["event"], self.fields["journalist"]
        assert isinstance(events, forms.ModelChoiceField)
        assert isinstance(people, forms.ModelChoiceField)
        events.queryset = queries.events_to_accredit(viewer)
        people.queryset = queries.journalists(viewer, is_active=True)


class ReasonForm(forms.Form):
    """Why something is refused, revoked, terminated or cancelled: it must be told."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Isi alasannya.")},
    )
