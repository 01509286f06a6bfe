"""The three ways to add an article: by address, by text, by file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.viewer import Viewer


class AddressForm(forms.Form):
    """Just the address."""

    address = forms.CharField(
        label=_("Alamat berita"),
        max_length=2000,
        help_text=_("Salin dari peramban atau WhatsApp, misalnya https://media.example/berita-anda."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class ArticleDetailsForm(forms.Form):
    """What a person knows of an article besides its text."""

    title = forms.CharField(label=_("Judul"), max_length=300)
    outlet = forms.ModelChoiceField(
        label=_("Media"), queryset=Outlet.objects.none(), required=False, empty_label=_("Belum terdaftar")
    )
    author = forms.CharField(label=_("Pewarta"), max_length=120, required=False)
    published_at = forms.DateTimeField(
        label=_("Waktu terbit"),
        required=False,
        help_text=_("Menurut jam unit Anda. Kosongkan bila tidak diketahui."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    address = forms.CharField(
        label=_("Alamat web"),
        required=False,
        max_length=2000,
        help_text=_("Bila ada. Satu alamat hanya dicatat satu kali untuk seluruh jejaring."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outlet"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = outlets(viewer)


class TextForm(ArticleDetailsForm):
    """An article pasted as text."""

    text = forms.CharField(label=_("Teks berita"), widget=forms.Textarea(attrs={"rows": 14}))
    field_order = ["text", "title", "outlet", "author", "published_at", "address"]


class FileForm(ArticleDetailsForm):
    """An article in a file that a person has saved."""

    file = forms.FileField(
        label=_("Berkas berita"),
        help_text=_("Halaman web yang disimpan (.html) atau teks biasa (.txt), paling besar 8 MB."),
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.txt,text/html,text/plain"}),
    )
    field_order = ["file", "title", "outlet", "author", "published_at", "address"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Kosongkan untuk memakai judul di dalam berkas.")
