"""What people type about a proof. What is right is decided by the actions; here it is only read."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs.actions import HandInFacts
from jembatan.desks.proofs.models import ProofItem
from jembatan.desks.proofs.wording import title_of

BROADCAST, SUBSCRIPTION = "broadcast", "subscription"


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class HandInForm(forms.Form):
    """Proof by hand, of an outlet (by its link) or of an officer. Fields that a kind has no use for are left out."""

    address = forms.CharField(
        label=_("Alamat berita"),
        help_text=_("Salin dari peramban. Sistem mengambil halamannya dan mencocokkannya dengan naskah."),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )
    file = forms.FileField(
        label=_("Berkas bukti"),
        help_text=_("Foto, tangkapan layar, atau PDF (pindaian halaman, sertifikat siar). Paling besar 20 MB."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
    ran_on = _day(_("Tanggal tayang"))
    place = forms.CharField(label=_("Halaman"), required=False, max_length=120)
    covers_from = _day(_("Langganan sejak"))
    covers_until = _day(_("Langganan sampai"))
    note = forms.CharField(
        label=_("Keterangan"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    name = forms.CharField(label=_("Nama pengirim"), required=False, max_length=120)

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if placement.kind != SUBSCRIPTION:
            del self.fields["covers_from"], self.fields["covers_until"]
        else:
            del self.fields["ran_on"]
        if placement.kind == BROADCAST:
            self.fields["place"].label = _("Acara dan jam tayang")
            self.fields["place"].help_text = _("Misalnya: Pro 1, 18.05 WITA, 60 detik.")
            del self.fields["address"]
        else:
            self.fields["place"].help_text = _("Untuk media cetak: nomor halaman dan edisi.")

    def facts(self) -> HandInFacts:
        """What was typed."""
        told = self.cleaned_data
        return HandInFacts(
            address=told.get("address", ""),
            note=told.get("note", ""),
            ran_on=told.get("ran_on"),
            place=told.get("place", ""),
            covers_from=told.get("covers_from"),
            covers_until=told.get("covers_until"),
            name=told.get("name", ""),
        )


class VerifyForm(forms.Form):
    """Say that a finding holds. A reason is needed where the machine found a fault or could not measure."""

    reason = forms.CharField(
        label=_("Catatan verifikasi"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            field = self.fields["reason"]
            field.required, field.label = True, _("Alasan tetap diverifikasi")
            field.help_text = _("Tertulis di bukti tayang dan dibaca pemeriksa.")
            field.error_messages["required"] = _("Tulis alasannya.")


class ReasonForm(forms.Form):
    """Why an item is set aside."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Isi alasannya.")},
    )


class ReturnForm(ReasonForm):
    """Send a proof back; the ticked items do not hold."""

    dismiss = forms.ModelMultipleChoiceField(
        label=_("Bukti yang tidak dapat diterima"),
        help_text=_("Yang dicentang dikesampingkan dan tidak dihitung lagi; yang lain tetap."),
        queryset=ProofItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, items: QuerySet[ProofItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["dismiss"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = items
        field.label_from_instance = title_of  # type: ignore[method-assign, assignment]


class AcceptForm(forms.Form):
    """The contracting officer accepts, for the price or less."""

    amount = forms.DecimalField(
        label=_("Nilai yang diterima (sebelum pajak)"), max_digits=16, decimal_places=2, min_value=Decimal(0)
    )
    note = forms.CharField(
        label=_("Catatan"),
        help_text=_("Wajib bila nilainya di bawah harga pesanan: tulis dasarnya."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PayForm(forms.Form):
    """A payment as the treasury's paper tells it."""

    amount = forms.DecimalField(
        label=_("Jumlah yang dibayar (sebelum pajak)"), max_digits=16, decimal_places=2, min_value=Decimal("0.01")
    )
    paid_on = forms.DateField(label=_("Tanggal bayar"), widget=forms.DateInput(attrs={"type": "date"}))
    reference = forms.CharField(label=_("Nomor bukti bayar"), help_text=_("Nomor SP2D atau kuitansi."), max_length=80)
