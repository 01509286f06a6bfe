"""What a person says of a capture, on a phone when it is taken and at a desk when it is corrected."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jembatan.chain.coverage.captures.actions import CaptureFacts
from jembatan.chain.coverage.captures.models import Capture
from jembatan.chain.coverage.captures.policies import MOST_FILES
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.viewer import Viewer

_MINUTES: dict[str, Any] = {"min_value": 0, "max_digits": 6, "decimal_places": 2, "required": False}


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of uploads."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """The uploads, each looked at by itself."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            super().clean(None, initial)
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("Paling banyak {most} berkas untuk satu tangkapan.").format(most=MOST_FILES))
        return [super(FilesField, self).clean(one, initial) for one in uploads]


class CaptureForm(forms.Form):
    """Where it stood: the outlet, the edition and page, or the programme and minutes."""

    medium = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=Capture.Medium.choices)
    outlet = forms.ModelChoiceField(
        label=gettext_lazy("Media"), queryset=Outlet.objects.none(), empty_label=gettext_lazy("Pilih media")
    )
    appeared_on = forms.DateField(
        label=gettext_lazy("Tanggal terbit atau tayang"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    title = forms.CharField(label=gettext_lazy("Judul"), max_length=300, required=False)
    author = forms.CharField(label=gettext_lazy("Pewarta"), max_length=120, required=False)
    edition_name = forms.CharField(
        label=gettext_lazy("Edisi"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Cetak: nama atau nomor edisi, misalnya Edisi Flores."),
    )
    page = forms.CharField(
        label=gettext_lazy("Halaman"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("Cetak: misalnya 1 atau A3."),
    )
    columns = forms.IntegerField(label=gettext_lazy("Jumlah kolom"), min_value=1, max_value=20, required=False)
    height_mm = forms.IntegerField(
        label=gettext_lazy("Tinggi dalam milimeter"), min_value=1, max_value=2000, required=False
    )
    size_mm = forms.IntegerField(
        label=gettext_lazy("Ukuran dalam milimeter kolom"),
        min_value=1,
        max_value=40000,
        required=False,
        help_text=gettext_lazy("Kosongkan agar dihitung: kolom × tinggi."),
    )
    programme = forms.CharField(
        label=gettext_lazy("Program"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Siaran: nama acara, misalnya NTT Hari Ini."),
    )
    minute_from = forms.DecimalField(label=gettext_lazy("Dari menit"), **_MINUTES)
    minute_to = forms.DecimalField(label=gettext_lazy("Sampai menit"), **_MINUTES)
    note = forms.CharField(label=gettext_lazy("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outlet"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = outlets(viewer)

    def facts(self) -> CaptureFacts:
        """What the valid form says."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in {"files", "client_key"}}
        return CaptureFacts(**told)


class NewCaptureForm(CaptureForm):
    """A capture as it is taken: what must be known, first; the rest can wait for the desk."""

    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Foto halaman atau rekaman siaran"),
        help_text=gettext_lazy("Foto tegak lurus dan terang, satu halaman satu foto. Siaran: berkas suara atau video."),
        widget=FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,audio/*,video/*"}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Transkrip siaran"),
        required=False,
        help_text=gettext_lazy("Siaran: ketik atau tempel yang diucapkan; boleh menyusul. Halaman cetak dibaca mesin."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ["files", "medium", "outlet", "appeared_on", "page", "title", "programme", "text"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["client_key"].initial = new_key

    @property
    def key(self) -> UUID:
        """The key that the phone or the page gave it."""
        found = self.cleaned_data["client_key"]
        assert isinstance(found, UUID)
        return found


class CorrectionForm(CaptureForm):
    """The text beside the picture, and where it stood."""

    text = forms.CharField(
        label=gettext_lazy("Teks berita atau transkrip"),
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
    )
    field_order = ["title", "text", "medium", "outlet", "appeared_on"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["title"].required = True


def new_key() -> UUID:
    """A key for a page that is sent without script."""
    return new_id()
