"""Forms of agreements, terms and orders."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from jembatan.chain.releases.models import Release
from jembatan.desks.partners import queries
from jembatan.desks.partners.actions import AgreementFacts, TermFacts
from jembatan.desks.partners.forms.fields import PercentField, RupiahField
from jembatan.desks.partners.kinds import PlacementKind
from jembatan.desks.partners.models import Agreement, Partner, Term
from jembatan.desks.partners.money import rupiah
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Viewer
from jembatan.web.forms import DayInput

if TYPE_CHECKING:  # Django's own classes take no parameters when the program runs
    _ReleaseField = forms.ModelChoiceField[Release]
    _TermField = forms.ModelChoiceField[Term]
else:
    _ReleaseField = _TermField = forms.ModelChoiceField


class AgreementForm(forms.Form):
    """An agreement of the unit with a partner."""

    partner = forms.ModelChoiceField(
        label=_("Mitra media"), queryset=Partner.objects.none(), empty_label=_("Pilih mitra")
    )
    number = forms.CharField(label=_("Nomor kerja sama"), max_length=80)
    subject = forms.CharField(label=_("Tentang"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("Mulai berlaku"), widget=DayInput())
    ends_on = forms.DateField(label=_("Berakhir"), widget=DayInput())
    budget = RupiahField(label=_("Anggaran"), help_text=_("Jumlah tertinggi, sudah termasuk pajak."))
    budget_code = forms.CharField(
        label=_("Kode anggaran"), max_length=80, required=False, help_text=_("Kode rekening belanja dalam DPA.")
    )
    catalogue_number = forms.CharField(label=_("Nomor e-katalog"), max_length=80, required=False)
    tax_name = forms.CharField(
        label=_("Nama pajak"),
        max_length=40,
        required=False,
        help_text=_("Misalnya PPN. Menurut ketentuan daerah Anda."),
    )
    tax_percent = PercentField(label=_("Tarif pajak (%)"), required=False)
    payment_days = forms.IntegerField(
        label=_("Batas pembayaran (hari)"),
        min_value=0,
        max_value=365,
        help_text=_("Dihitung sejak pekerjaan diterima."),
    )
    contracting_officer = forms.ModelChoiceField(
        label=_("Pejabat pembuat komitmen (PPK)"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Belum ditetapkan"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner, officer = self.fields["partner"], self.fields["contracting_officer"]
        assert isinstance(partner, forms.ModelChoiceField)
        assert isinstance(officer, forms.ModelChoiceField)
        partner.queryset = queries.partners(viewer)
        officer.queryset = User.objects.filter(pk__in=[one.pk for one in queries.contracting_officers(viewer)])

    def facts(self) -> AgreementFacts:
        """What was typed; after `is_valid`."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return AgreementFacts(**told)


class AddendumForm(AgreementForm):
    """A change of an agreement in force."""

    reason = forms.CharField(
        label=_("Dasar perubahan"), max_length=500, help_text=_("Misalnya nomor dan tanggal adendum.")
    )
    field_order = ("reason",)


class TermForm(forms.Form):
    """What a kind costs and must fulfil."""

    kind = forms.ChoiceField(label=_("Jenis publikasi"), choices=PlacementKind)
    label = forms.CharField(
        label=_("Keterangan"),
        max_length=80,
        required=False,
        help_text=_("Hanya bila satu jenis punya beberapa harga, misalnya “setengah halaman”."),
    )
    price = RupiahField(label=_("Harga"), help_text=_("Sebelum pajak."))
    standard_price = RupiahField(
        label=_("Standar harga daerah"),
        required=False,
        help_text=_("Sebelum pajak, menurut standar harga satuan (SSH)."),
    )
    share = PercentField(
        label=_("Bagian naskah yang harus dimuat (%)"),
        required=False,
        help_text=_("Untuk advertorial, berita berbayar, dan pengumuman."),
    )
    days_to_publish = forms.IntegerField(
        label=_("Tayang paling lambat (hari sejak dipesan)"), min_value=0, max_value=730, initial=3
    )
    days_online = forms.IntegerField(
        label=_("Tetap daring (hari)"),
        min_value=0,
        max_value=3650,
        initial=0,
        help_text=_("Isi 0 untuk media cetak, radio, dan televisi."),
    )

    def facts(self) -> TermFacts:
        """What was typed; after `is_valid`."""
        told = dict(self.cleaned_data)
        return TermFacts(least_share=told.pop("share") / Decimal(100), **told)


class _Releases(_ReleaseField):
    titles: dict[UUID, str]

    def label_from_instance(self, obj: Release) -> str:
        title = self.titles.get(obj.pk, "")
        return f"{title} ({obj.number})" if obj.number else title


class _Terms(_TermField):
    def label_from_instance(self, obj: Term) -> str:
        days = now_gettext("tayang dalam %(n)d hari") % {"n": obj.days_to_publish}
        return f"{obj}: {rupiah(obj.price)}, {days}"


class OrderForm(forms.Form):
    """A publication ordered out of an agreement."""

    term = _Terms(label=_("Jenis publikasi"), queryset=Term.objects.none(), widget=forms.RadioSelect, empty_label=None)
    release = _Releases(
        label=_("Siaran pers"),
        queryset=Release.objects.none(),
        required=False,
        empty_label=_("Tanpa siaran pers"),
        help_text=_("Wajib untuk advertorial, berita berbayar, dan pengumuman: naskahnya dilacak sampai tayang."),
    )
    title = forms.CharField(
        label=_("Judul pesanan"), max_length=200, required=False, help_text=_("Bila kosong, judul siaran pers dipakai.")
    )
    note = forms.CharField(
        label=_("Catatan untuk media"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, viewer: Viewer, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term, release = self.fields["term"], self.fields["release"]
        assert isinstance(term, _Terms)
        assert isinstance(release, _Releases)
        term.queryset = Term.objects.filter(pk__in=[one.pk for one in queries.terms_of(viewer, agreement)])
        release.queryset = queries.releases_to_order(viewer)
        release.titles = dict(queries.titles_of(viewer, [one.pk for one in release.queryset]))

    def clean(self) -> dict[str, Any]:
        """The release's title where none is typed."""
        told = super().clean() or {}
        release = told.get("release")
        if release is not None and not told.get("title"):
            titles = self.fields["release"].titles  # type: ignore[attr-defined]
            told["title"] = titles.get(release.pk, "")[:200]
        return told


class NumberingForm(forms.Form):
    """How a kind of paper is numbered."""

    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=80,
        help_text=_("Bagian yang dapat dipakai: {number}, {number:03d}, {year}, {month}, {month:02d}, {month_roman}."),
    )
    next_number = forms.IntegerField(
        label=_("Nomor berikutnya"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("Hanya sebelum nomor pertama tahun ini diberikan di sini."),
    )
