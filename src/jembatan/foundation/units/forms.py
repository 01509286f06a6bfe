"""Forms of a unit's own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.units.models import Section, Unit
from jembatan.foundation.units.queries import open_sections
from jembatan.foundation.viewer import Viewer
from jembatan.web.forms import DayInput


class NameForm(forms.Form):
    """A dated name of the unit."""

    name = forms.CharField(label=_("Nama lengkap unit"), max_length=160)
    short_name = forms.CharField(
        label=_("Nama pendek"), max_length=80, help_text=_("Tampil di bagian atas layar. Contoh: Biro Adpim NTT")
    )
    kind = forms.ChoiceField(label=_("Jenis unit"), choices=Unit.Kind.choices)
    since = forms.DateField(
        label=_("Berlaku sejak"),
        required=False,
        widget=DayInput(),
        help_text=_("Nama sebelumnya berakhir sehari sebelum tanggal ini."),
    )
    note = forms.CharField(
        label=_("Dasar atau sumber"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Contoh: nomor peraturan gubernur. Sebut pula bila tanggalnya masih anggapan."),
    )


class EmailForm(forms.Form):
    """Where journalists may answer to."""

    email = forms.EmailField(
        label=_("Surel unit"), required=False, help_text=_("Alamat balasan bagi wartawan, tampil di siaran pers.")
    )


class SectionForm(forms.Form):
    """A section of the unit. The place and the first day are asked for a new one only."""

    name = forms.CharField(label=_("Nama bagian"), max_length=160, help_text=_("Contoh: Bagian Pers"))
    parent = forms.ModelChoiceField(
        label=_("Di bawah"), queryset=Section.objects.none(), required=False, empty_label=_("Langsung di bawah unit")
    )
    since = forms.DateField(label=_("Berdiri sejak"), required=False, widget=DayInput())
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, viewer: Viewer, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["parent"].queryset = open_sections(viewer)  # type: ignore[attr-defined]
        else:
            del self.fields["parent"], self.fields["since"]


class CloseForm(forms.Form):
    """The last day of a section."""

    until = forms.DateField(label=_("Hari terakhir"), widget=DayInput())


class AliasForm(forms.Form):
    """Another name that people write."""

    name = forms.CharField(
        label=_("Sebutan lain"), max_length=120, help_text=_("Nama lain daerah Anda dalam berita, misalnya singkatan.")
    )
